package io.mimar;

import io.mimar.random.Seeds;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/** Noisy 8x8 grey images of three classes: small enough to train on in a blink. */
public final class TinyData {
  /** The classes: stripes that lie, stripes that stand, and a gradient. */
  public static final List<String> CLASSES = List.of("lying", "sloping", "standing");

  private static final int SIDE = 8;
  private static final int NOISE = 150;

  private TinyData() {}

  /** Writes {@code each} images of each class under {@code folder}, and returns it. */
  public static Path write(Path folder, int each) throws IOException {
    for (String name : CLASSES) {
      Path images = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < each; i++) {
        RandomGenerator rng = Seeds.root(3).at(name, i).rng();
        ImageIO.write(image(name, rng), "png", images.resolve("i" + i + ".png").toFile());
      }
    }
    return folder;
  }

  private static BufferedImage image(String name, RandomGenerator rng) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int noise = rng.nextInt(NOISE) - NOISE / 2;
        int value = Math.max(0, Math.min(255, 128 + pattern(name, x, y) + noise));
        image.getRaster().setSample(x, y, 0, value);
      }
    }
    return image;
  }

  private static int pattern(String name, int x, int y) {
    return switch (name) {
      case "lying" -> y % 2 == 0 ? 35 : -35;
      case "standing" -> x % 2 == 0 ? 35 : -35;
      default -> 8 * (x + y - SIDE);
    };
  }
}
