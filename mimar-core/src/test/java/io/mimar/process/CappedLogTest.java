package io.mimar.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CappedLogTest {
  private static final int MOST = 100_000;

  @TempDir Path folder;

  private Path log;

  @BeforeEach
  void name() {
    log = folder.resolve("workers.log");
  }

  private void copy(String words) throws InterruptedException {
    copy(new ByteArrayInputStream(words.getBytes(StandardCharsets.UTF_8)));
  }

  private void copy(InputStream words) throws InterruptedException {
    CappedLog.copy(words, log, MOST).join();
  }

  @Test
  void whatIsPrintedIsAddedToTheLog() throws Exception {
    copy("one\n");
    copy("two\n");
    assertEquals("one\ntwo\n", Files.readString(log));
  }

  @Test
  void aFloodIsReadToItsEndAndLeftOut() throws Exception {
    InputStream flood = new ByteArrayInputStream(new byte[50 * MOST]);
    copy("first\n");
    copy(flood);
    assertEquals(-1, flood.read(), "all was read");
    assertTrue(Files.size(log) < MOST + 100, "bytes " + Files.size(log));
    String text = Files.readString(log);
    assertTrue(text.startsWith("first\n") && text.contains("the log is full"));
    copy("later\n");
    assertFalse(Files.readString(log).contains("later"));
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path precious = Files.writeString(folder.resolve("precious"), "keys");
    Files.createSymbolicLink(log, precious);
    InputStream words = new ByteArrayInputStream("trash".getBytes(StandardCharsets.UTF_8));
    copy(words);
    assertEquals("keys", Files.readString(precious));
    assertEquals(-1, words.read());
  }

  @Test
  void aLogThatCannotBeWrittenHoldsNobodyUp() throws IOException, InterruptedException {
    Files.createDirectory(log);
    InputStream words = new ByteArrayInputStream(new byte[MOST]);
    copy(words);
    assertEquals(-1, words.read());
  }

  @Test
  void whatIsSaidAfterADiskWasFullIsWrittenAgain() throws Exception {
    log = folder.resolve("full/workers.log"); // its folder is missing, as room may be
    copy(
        new SequenceInputStream(
            new ByteArrayInputStream("lost\n".getBytes(StandardCharsets.UTF_8)),
            new ByteArrayInputStream("later\n".getBytes(StandardCharsets.UTF_8)) {
              @Override
              public synchronized int read(byte[] into, int from, int most) {
                folder.resolve("full").toFile().mkdir();
                return super.read(into, from, most);
              }
            }));
    assertEquals(CappedLog.GAP + "later\n", Files.readString(log));
  }
}
