package io.mimar.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineFileTest {
  @TempDir Path folder;

  /** Another process, which ends with 0 where it can lock a file. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel =
          FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
        System.exit(channel.tryLock() == null ? 1 : 0);
      }
    }

    static boolean canLock(Path file) throws Exception {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String classes = System.getProperty("java.class.path");
      return new ProcessBuilder(java, "-cp", classes, Other.class.getName(), file.toString())
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    }
  }

  private LineFile open() throws IOException {
    return LineFile.open(folder.resolve("lines")).orElseThrow();
  }

  @Test
  void whatIsAddedIsThereWhenItIsOpenedAgain() throws IOException {
    try (LineFile lines = open()) {
      assertEquals("", lines.text());
      lines.add("one\ntwo\n");
    }
    try (LineFile lines = open()) {
      lines.add("drei \u00fc\n");
      assertEquals("one\ntwo\n", lines.text(), "as it was when it was opened");
    }
    try (LineFile lines = open()) {
      assertEquals("one\ntwo\ndrei \u00fc\n", lines.text());
      assertEquals("", lines.torn());
    }
  }

  @Test
  void aTornLineIsToldApartAndCutOffWhenAsked() throws IOException {
    Path file = Files.writeString(folder.resolve("lines"), "\u00fc\ntor");
    try (LineFile lines = open()) {
      assertEquals("\u00fc\n", lines.text());
      assertEquals("tor", lines.torn());
    }
    assertEquals("\u00fc\ntor", Files.readString(file), "it was only read");
    try (LineFile lines = open()) {
      lines.cutTorn();
      lines.add("new\n");
    }
    assertEquals("\u00fc\nnew\n", Files.readString(file));
  }

  @Test
  void nobodyElseHasItUntilItIsClosed() throws Exception {
    Path file = Files.writeString(folder.resolve("lines"), "one\n");
    try (LineFile lines = open()) {
      assertEquals("one\n", lines.text());
      assertEquals(Optional.empty(), LineFile.open(file), "another part of this process");
      lines.add("two\n");
      assertEquals("one\ntwo\n", Files.readString(file)); // which closes a channel to it
    }
    try (LineFile lines = open()) {
      assertEquals("one\ntwo\n", lines.text());
      assertTrue(!Other.canLock(file), "reading what is there keeps the lock");
    }
    assertTrue(Other.canLock(file));
  }
}
