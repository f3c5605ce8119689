package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of pixels from search to predictions. */
final class PixelSearchTest {
  private static final int SIDE = 6;

  @TempDir Path folder;

  /** Images 0..16 whose upper or lower half is bright. */
  private Path write(String name, int rows) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      RandomGenerator rng = Seeds.root(4).at(name, row).rng();
      boolean upper = row % 2 == 0;
      lines.add(
          IntStream.range(0, SIDE * SIDE)
                  .mapToObj(i -> "" + (rng.nextInt(8) + (i < SIDE * SIDE / 2 == upper ? 9 : 0)))
                  .collect(Collectors.joining(","))
              + (upper ? ",upper" : ",lower"));
    }
    return Files.write(folder.resolve(name), lines);
  }

  @Test
  void searchesScoresAndPredicts() throws IOException {
    String data = write("halves.csv", 200).toString();
    String fresh = write("fresh.csv", 30).toString();
    Path run = folder.resolve("run");
    List<String> command =
        new ArrayList<>(
            List.of("search", "--data", data, "--out", run.toString(), "--trials", "2"));
    command.addAll(List.of("--task", "image", "--shape", "6x6", "--workers", "1"));
    command.addAll(List.of("--searcher", "random", "--max-params", "10k"));
    command.addAll(List.of("--set", "space=mobile", "--set", "schedule.epochs=2"));
    command.addAll(List.of("--set", "final.epochs=8"));
    command.addAll(TinySearch.IN_PROCESS);
    Program.run(command.toArray(String[]::new)).done();
    String model = run.resolve("model.onnx").toString();
    String score = Program.run("evaluate", model, "--data", fresh).done().out();
    assertTrue(score.startsWith("30 samples"), score);
    List<String> predicted = Program.run("predict", model, fresh).done().out().lines().toList();
    assertEquals(31, predicted.size());
    assertTrue(predicted.get(1).startsWith("fresh.csv:1,"), predicted.get(1));
  }
}
