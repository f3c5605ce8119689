package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The main job where there is no network at all, the loopback interface included. */
@Timeout(300)
@EnabledOnOs(OS.LINUX) // by its namespaces
final class OfflineTest {
  private static final List<String> ALONE = List.of("unshare", "--map-current-user", "--net");
  private static final int TRIALS = 2;

  @TempDir Path folder;

  @Test
  void theDemoNeedsNoNetwork() throws Exception {
    boolean possible = isPossible();
    if (!possible) {
      System.out.println("SKIPPED: this system lets nobody make a network namespace (unshare -cn)");
    }
    Assumptions.assumeTrue(possible, "no network namespaces");
    Path run = folder.resolve("run");
    List<String> demo =
        List.of(
            "demo",
            "--out",
            run.toString(),
            "--trials",
            "" + TRIALS,
            "--set",
            "schedule.epochs=1",
            "--set",
            "schedule.rows=500",
            "--set",
            "final.epochs=1",
            "--ensemble",
            "1");
    Set<Integer> trials = new TreeSet<>();
    try (Owner owner = Owner.start(ALONE, demo, Map.of(), trials)) {
      assertEquals(ExitCode.DONE, owner.end(), owner::said);
      assertEquals(TRIALS, trials.size(), owner::said);
    }
    for (String file : List.of("model.onnx", "report.html")) {
      assertTrue(Files.size(run.resolve(file)) > 1_000, file);
    }
  }

  /** Whether a namespace can be made, and has but an interface that is down. */
  private static boolean isPossible() throws InterruptedException {
    try {
      List<String> command = new ArrayList<>(ALONE);
      command.addAll(List.of("cat", "/proc/net/route"));
      Process process = new ProcessBuilder(command).start();
      long routes = process.inputReader().lines().count();
      return process.waitFor() == 0 && routes <= 1; // a heading
    } catch (IOException e) {
      return false; // there is no such command
    }
  }
}
