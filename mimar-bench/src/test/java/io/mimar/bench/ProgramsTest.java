package io.mimar.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other programs, as they end. */
final class ProgramsTest {
  @TempDir Path folder;

  private static ProcessBuilder shell(String script) {
    return new ProcessBuilder("sh", "-c", script);
  }

  @Test
  void whatIsPrintedIsReturnedAndTheRestIsLogged() throws IOException {
    Path log = folder.resolve("log");
    assertEquals("out\n", Programs.run(shell("echo out; echo err >&2; exit 4"), log, Set.of(0, 4)));
    assertEquals("err\n", Files.readString(log));
  }

  @Test
  void aFailureTellsTheLastLine() {
    Path log = folder.resolve("log");
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> Programs.run(shell("echo no such data >&2; exit 2"), log, Set.of(0)));
    assertTrue(e.getMessage().contains("code 2: no such data"), e.getMessage());
  }

  @Test
  void aProgramThatIsNotThereComesWithItsRemedy() {
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> Programs.run(List.of("no-such-program"), "Run `apt-get install it`."));
    assertEquals("Run `apt-get install it`.", e.hint());
  }
}
