package io.mimar.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs are shown. */
final class ShelfTest {
  @TempDir Path folder;

  @Test
  void whatIsLeftOutOfVeryManyRunsIsCounted() throws Exception {
    for (int n = 0; n < Shelf.MOST; n++) {
      make("run-%03d".formatted(n));
    }
    Shelf shelf = Shelf.of(List.of(folder));
    assertEquals(Shelf.MOST, shelf.runs().size());
    assertEquals(0, shelf.leftOut());
    make("run-000-and-a-half");
    assertEquals(Shelf.MOST, shelf.runs().size());
    assertEquals(1, shelf.leftOut());
    assertTrue(shelf.runs().values().stream().noneMatch(run -> run.name().equals("run-499")));
  }

  private void make(String name) throws Exception {
    Files.createFile(Files.createDirectory(folder.resolve(name)).resolve("study.db"));
  }
}
