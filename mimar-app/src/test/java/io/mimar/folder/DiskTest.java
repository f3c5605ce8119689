package io.mimar.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A copy is whole, or nothing has changed. */
final class DiskTest {
  private static final int BYTES = 1 << 20;

  @TempDir Path folder;

  private Path source;
  private Path target;

  /** Copies a file in a process of its own. */
  static final class Copier {
    private Copier() {}

    public static void main(String[] args) throws IOException {
      try {
        Disk.copy(Path.of(args[0]), Path.of(args[1]));
      } catch (IOException e) {
        System.exit(3);
      }
    }
  }

  @Test
  void whatFailedIsToldInWords() {
    assertEquals("it is missing", Disk.reason(new NoSuchFileException("x")));
    assertEquals("there is no permission", Disk.reason(new AccessDeniedException("x")));
    assertEquals(
        "Is a directory", Disk.reason(new FileSystemException("x", null, "Is a directory")));
    assertEquals("odd", Disk.reason(new IOException("odd")));
  }

  @BeforeEach
  void write() throws IOException {
    source = Files.write(folder.resolve("source"), new byte[BYTES]);
    target = Files.writeString(folder.resolve("target"), "what was before");
  }

  private void assertNothingElseIsThere() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void aCopyTakesThePlaceOfWhatWasThere() throws IOException {
    Disk.copy(source, target);
    assertArrayEquals(new byte[BYTES], Files.readAllBytes(target));
    assertNothingElseIsThere();
  }

  /** A limit of 512 blocks of 512 or 1,024 bytes ends it halfway, as a full disk would. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aCopyThatFailsHalfwayLeavesWhatWasThere() throws Exception {
    Process copier =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "ulimit -f 512; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Copier.class.getName(),
                source.toString(),
                target.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = copier.waitFor(60, TimeUnit.SECONDS);
    copier.destroyForcibly();
    assertTrue(ended, "it hangs");
    assertEquals(3, copier.exitValue(), "the copy failed");
    assertEquals("what was before", Files.readString(target));
    assertNothingElseIsThere();
  }
}
