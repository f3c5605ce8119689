package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.TinyData;
import io.mimar.store.StudyCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is asked to stop by a command row ends as by Ctrl-C, and can be resumed. */
@Timeout(300)
final class CommandTest {
  @TempDir Path folder;

  @Test
  void aStopFromOutsideDrainsTheRun() throws Exception {
    Path data = TinyData.write(folder.resolve("data"), 40);
    Path run = folder.resolve("run");
    stopped(TinySearch.command(data, run, 500, "--searcher", "random", "--workers", "1"), run);
    assertEquals("interrupted", state(run));
    Program.run("report", run.toString()).done();
    String report = Files.readString(run.resolve("report.html"));
    assertTrue(report.contains("What makes networks good here"), report);
    assertTrue(report.contains("Where it looked"), report);
    int done = TinySearch.sequence(run).size();
    resume(run, done + 1); // not stopped by the old row
    assertEquals(done + 1, TinySearch.sequence(run).size());
    assertEquals("finished", state(run));
    stopped(List.of("resume", run.toString(), "--trials", "500"), run);
    assertEquals("interrupted", state(run), "there is a model, but not yet of what was asked for");
    resume(run, TinySearch.sequence(run).size());
    assertEquals("finished", state(run));
  }

  /** Runs the program until one more trial has ended, and asks it to stop then. */
  private static void stopped(List<String> command, Path run) throws Exception {
    try (Owner owner = Owner.start(command, new TreeSet<>())) {
      assertTrue(owner.awaitTrials(1), owner::said);
      StudyCommands.stop(run, Clock.systemUTC());
      assertEquals(ExitCode.INTERRUPTED, owner.end(), owner::said);
    }
  }

  private static void resume(Path run, int trials) {
    Program.run("resume", run.toString(), "--trials", String.valueOf(trials)).done();
  }

  private static String state(Path run) throws Exception {
    return Program.run("status", run.toString(), "--json").done().json().get("state").asText();
  }
}
