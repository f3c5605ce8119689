package io.mimar.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.process.Frame;
import io.mimar.process.Frame.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that are shell scripts. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class BridgeProcessTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(10);

  @TempDir Path folder;

  private final AtomicLong seconds = new AtomicLong();
  private BridgeProcess bridge;

  private void start(String script) {
    BridgeCommand command =
        new BridgeCommand(List.of("sh", "-c", script), List.of(), Map.of("WORD", "said"));
    bridge =
        BridgeProcess.start(
            command, folder.resolve("spark.log"), () -> TimeUnit.SECONDS.toNanos(seconds.get()));
  }

  @AfterEach
  void end() {
    bridge.close();
  }

  /** Looks at the driver every 30 seconds until it is given up; after how many. */
  private int secondsUntilGivenUp() {
    long start = seconds.get();
    while (true) {
      seconds.addAndGet(30);
      try {
        bridge.poll(SHORT);
      } catch (MimarException e) {
        assertEquals("the Spark driver said nothing for 120 s and was ended", e.getMessage());
        assertTrue(e.hint().contains("spark.log"), e::hint);
        return (int) (seconds.get() - start);
      }
    }
  }

  @Test
  void aDriverThatHangsIsEnded() {
    start("echo '~mimar ALIVE 0 '; exec sleep 600");
    assertEquals(Kind.ALIVE, bridge.poll(PATIENT).orElseThrow().kind());
    assertEquals(150, secondsUntilGivenUp());
    MimarException e = assertThrows(MimarException.class, () -> bridge.poll(PATIENT));
    assertEquals("the Spark driver ended with exit code 137", e.getMessage());
  }

  @Test
  void aDriverThatStartsSlowlyIsWaitedFor() {
    start("read word; echo '~mimar READY 0 '; cat >/dev/null");
    for (int i = 0; i < 100; i++) {
      seconds.addAndGet(30);
      assertEquals(Optional.empty(), bridge.poll(SHORT));
    }
    bridge.say(new Frame(Kind.CONNECT, ""));
    assertEquals(Kind.READY, bridge.poll(PATIENT).orElseThrow().kind());
  }

  @Test
  void aDriverThatSaysThatItIsAliveIsNotEnded() {
    start("while read word; do echo '~mimar ALIVE 0 '; done");
    for (int i = 0; i < 20; i++) {
      bridge.say(new Frame(Kind.CONNECT, ""));
      seconds.addAndGet(30);
      assertEquals(Kind.ALIVE, bridge.poll(PATIENT).orElseThrow().kind());
      seconds.addAndGet(30);
      assertEquals(Optional.empty(), bridge.poll(SHORT), "and is not given up");
    }
  }

  @Test
  void anEndlessLineEndsTheDriver() {
    start("echo '~mimar READY 0 '; head -c 20000000 /dev/zero | tr '\\0' x; exec sleep 600");
    assertEquals(Kind.READY, bridge.poll(PATIENT).orElseThrow().kind());
    MimarException e = assertThrows(MimarException.class, () -> bridge.poll(PATIENT));
    assertTrue(
        e.getMessage().endsWith(": a line has more than 16778216 characters"), e::getMessage);
  }

  @Test
  void framesThatNobodyHearsMakeTheDriverWait() throws Exception {
    start(
        "line=$(head -c 10000000 /dev/zero | tr '\\0' x);"
            + "for i in 1 2 3 4 5 6 7 8 9 10; do echo \"~mimar HEARD 1 $line\"; echo $i >'"
            + folder
            + "/said'; done; cat >/dev/null");
    while (!said().equals("7")) { // six wait in the queue, one is in the reader's hand
      Thread.sleep(20);
    }
    Thread.sleep(500);
    assertEquals("7", said(), "more was taken though nobody listened");
    for (int i = 0; i < 10; i++) {
      assertEquals(10_000_000, bridge.poll(PATIENT).orElseThrow().text().length());
    }
  }

  /** How many frames the driver could say; empty while it writes that down. */
  private String said() throws IOException {
    Path said = folder.resolve("said");
    return Files.exists(said) ? Files.readString(said).strip() : "";
  }

  @Test
  void itsEnvironmentIsTheCommands() {
    start("echo \"~mimar READY 0 $WORD\"; cat >/dev/null");
    assertEquals("said", bridge.poll(PATIENT).orElseThrow().text());
  }
}
