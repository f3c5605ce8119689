package io.mimar.bench.faults;

import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Noisy images of 8x8 pixels of three kinds, as a CSV: small enough to train on in a blink. */
final class PixelTable {
  private static final int SIDE = 8;
  private static final int ROWS = 240;
  private static final int NOISE = 150;
  private static final List<String> KINDS = List.of("lying", "sloping", "standing");

  private PixelTable() {}

  /** Writes it. */
  static void write(Path file) throws IOException {
    String head =
        IntStream.range(0, SIDE * SIDE)
            .mapToObj(i -> "p" + i)
            .collect(Collectors.joining(",", "", ",label\n"));
    RandomGenerator rng = Seeds.root(3).at("pixels").rng();
    StringBuilder rows = new StringBuilder(head);
    for (int row = 0; row < ROWS; row++) {
      String kind = KINDS.get(row % KINDS.size());
      for (int i = 0; i < SIDE * SIDE; i++) {
        int noise = rng.nextInt(NOISE) - NOISE / 2;
        int value = 128 + pattern(kind, i % SIDE, i / SIDE) + noise;
        rows.append(Math.max(0, Math.min(255, value))).append(',');
      }
      rows.append(kind).append('\n');
    }
    Files.writeString(file, rows);
  }

  private static int pattern(String kind, int x, int y) {
    return switch (kind) {
      case "lying" -> y % 2 == 0 ? 35 : -35;
      case "standing" -> x % 2 == 0 ? 35 : -35;
      default -> 8 * (x + y - SIDE);
    };
  }
}
