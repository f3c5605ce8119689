package io.mimar.bench.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, where what it is given cannot be used. */
final class TaskStudyTest {
  private static final int USAGE = 2;

  @TempDir Path folder;

  private int run(String... more) {
    List<String> all = new ArrayList<>(List.of("run", "data", "results", "--home", "."));
    all.replaceAll(a -> a.equals("data") || a.equals("results") ? folder.resolve(a).toString() : a);
    all.addAll(List.of(more));
    return TaskStudy.run(all.toArray(String[]::new));
  }

  @Test
  void wrongInputIsSaidBeforeAnythingIsFetched() {
    assertEquals(USAGE, TaskStudy.run());
    assertEquals(USAGE, TaskStudy.run("run"));
    assertEquals(USAGE, TaskStudy.run("walk"));
    assertEquals(USAGE, run("whine"));
    assertEquals(USAGE, run("wine", "--seeds", "0"));
    assertEquals(USAGE, run("wine", "--seeds", "three"));
    assertEquals(USAGE, run("wine", "--budget", "soon"));
    assertEquals(USAGE, run("wine", "--budget", "0s"));
    assertEquals(USAGE, run("wine", "--only", "mimar,logistics"));
    assertFalse(Files.exists(folder.resolve("data")));
  }

  @Test
  void dataThatNoPackageHasMustBeGiven() {
    assertEquals(USAGE, run("gunpoint"));
    assertEquals(USAGE, run("gunpoint", "--sets", folder.resolve("nowhere").toString()));
    assertFalse(Files.exists(folder.resolve("data/GunPoint")));
  }

  @Test
  void aSummaryNeedsResults() throws IOException {
    assertEquals(USAGE, TaskStudy.run("summary", folder.resolve("nowhere").toString()));
    assertEquals(0, TaskStudy.run("summary", folder.toString()));
    Files.writeString(folder.resolve(SittingLog.NAME), "not JSON\n");
    assertEquals(USAGE, TaskStudy.run("summary", folder.toString()));
  }
}
