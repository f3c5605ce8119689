package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.TinyData;
import io.mimar.store.StudyCommands;
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
    List<String> command =
        TinySearch.command(data, run, 500, "--searcher", "random", "--workers", "1");
    try (Owner owner = Owner.start(command, new TreeSet<>())) {
      assertTrue(owner.awaitTrials(1), owner::said);
      StudyCommands.stop(run, Clock.systemUTC());
      assertEquals(ExitCode.INTERRUPTED, owner.end(), owner::said);
    }
    String state =
        Program.run("status", run.toString(), "--json").done().json().get("state").asText();
    assertEquals("interrupted", state);
    int done = TinySearch.sequence(run).size();
    String more = String.valueOf(done + 1);
    Program.run("resume", run.toString(), "--trials", more).done(); // not stopped by the old row
    assertEquals(done + 1, TinySearch.sequence(run).size());
  }
}
