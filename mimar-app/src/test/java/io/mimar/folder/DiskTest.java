package io.mimar.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatALinkNamesIsWrittenAndAPipeStaysOne() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    Disk.write(link, new byte[] {7});
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(new byte[] {7}, Files.readAllBytes(target));
    Files.delete(link);
    Path pipe = folder.resolve("pipe");
    assertEquals(0, run("mkfifo", pipe.toString()));
    Thread writer = new Thread(() -> assertDoesNotThrow(() -> Disk.copy(source, pipe)));
    writer.start();
    assertEquals(BYTES, Files.readAllBytes(pipe).length);
    assertFalse(Files.isRegularFile(pipe));
    Files.delete(pipe);
  }

  private static int run(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).start().waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "study.db",
        "study.db-wal",
        "study.yaml",
        "study.lock",
        "data.bin",
        "model.onnx",
        "model.onnx.expected",
        "models/trial-3.onnx",
        "models/other.onnx",
        "next/model.onnx"
      })
  void noPartOfARunIsWrittenOver(String name) throws IOException {
    Path run = Files.createDirectories(folder.resolve("run/models")).getParent();
    Files.createDirectories(run.resolve("next"));
    Files.writeString(run.resolve("study.yaml"), "seed: 0");
    Path link = Files.createSymbolicLink(folder.resolve("link"), run);
    for (Path place : List.of(run.resolve(name), link.resolve(name))) {
      Files.writeString(place, "kept");
      MimarException e =
          assertThrows(MimarException.class, () -> Disk.write(place, new byte[] {7}));
      assertTrue(e.getMessage().contains("a part of the run"), e.getMessage());
      assertThrows(MimarException.class, () -> Disk.copy(source, place));
      assertEquals("kept", Files.readString(place));
    }
    for (String free : List.of("report.html", "other.onnx")) {
      Disk.write(run.resolve(free), new byte[] {7});
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    IOException e =
        assertThrows(
            IOException.class, () -> Disk.write(folder.resolve("no/such/file"), new byte[] {7}));
    assertEquals("there is no folder " + folder.resolve("no/such"), Disk.reason(e));
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
