package io.mimar.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.folder.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exports by a shell in the place of Mimar: its words are the file's name and a parity. */
@Timeout(60)
final class ExportsTest {
  private static final String AGREED = "printf x > $3; echo '{\"parity\":0,\"rows\":1}'";

  @TempDir Path folder;

  private static Program shell(String script) {
    return new Program(List.of("/bin/sh", "-c", script));
  }

  private static Exports.Key trial(int number) {
    return new Exports.Key("study", OptionalInt.of(number));
  }

  private Exports.Stage export(Exports exports, Exports.Key key) {
    Exports.Stage stage = exports.start(key, new RunFolder(folder)).stage();
    while (stage == Exports.Stage.RUNNING) { // or the test's time is over
      Thread.onSpinWait();
      stage = exports.status(key).orElseThrow().stage();
    }
    return stage;
  }

  @Test
  void onlyTheLastModelsAreKept() throws Exception {
    Path place;
    try (Exports exports = new Exports(shell(AGREED))) {
      for (int number = 0; number < 6; number++) {
        assertEquals(Exports.Stage.DONE, export(exports, trial(number)));
        assertTrue(exports.file(trial(number)).filter(Files::exists).isPresent());
      }
      assertTrue(exports.file(trial(0)).isEmpty());
      assertTrue(exports.file(trial(2)).isPresent());
      place = exports.file(trial(5)).orElseThrow().getParent();
      try (Stream<Path> files = Files.list(place)) {
        assertEquals(4, files.filter(file -> file.toString().endsWith(".onnx")).count());
      }
    }
    assertFalse(Files.exists(place));
  }

  @Test
  void whatRunsHasEndedWhenAllIsClosed() throws Exception {
    List<ProcessHandle> before = ProcessHandle.current().children().toList();
    Path ready = folder.resolve("ready");
    String slow = "trap 'sleep 0.3; exit 1' TERM; : > " + ready + "; while :; do sleep 0.05; done";
    Exports exports = new Exports(shell(slow));
    exports.start(trial(0), new RunFolder(folder));
    while (!Files.exists(ready)) { // or the test's time is over
      Thread.onSpinWait();
    }
    exports.close();
    List<ProcessHandle> left =
        ProcessHandle.current().children().filter(p -> !before.contains(p)).toList();
    assertTrue(left.stream().noneMatch(ProcessHandle::isAlive), left::toString);
  }
}
