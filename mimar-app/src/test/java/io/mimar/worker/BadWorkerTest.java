package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.study.Event;
import io.mimar.study.MemoryJournal;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real workers of which some do not tell the truth, or flood their owner: they are replaced, and
 * the study is that of honest ones.
 */
@Timeout(180)
@EnabledOnOs(OS.LINUX) // by bash and GNU sed
final class BadWorkerTest {
  private static final Duration PATIENT = Duration.ofMinutes(1);
  private static final String JAVA_HOME = "java.home";
  private static final String REAL = System.getProperty(JAVA_HOME);
  private static final int TRIALS = 8;

  /** Java, but the n-th to be started does what the file "way-n" says, if there is one. */
  private static final String SCRIPT =
      """
      #!/usr/bin/env bash
      java="%s"
      cd "%s"
      n=1
      until mkdir "start-$n" 2>/dev/null; do n=$((n + 1)); done
      [ -f "way-$n" ] || exec "$java" "$@"
      . "./way-$n"
      """;

  /** The real one, whose second trial's end is told otherwise. */
  private static final String LIE =
      "exec \"$java\" \"$@\" > >(exec sed -uE"
          + " '/\"type\":\"finished\"/{x;s/^/x/;/^xx$/{x;%s;b};x}')";

  private static final String FAILURE =
      "{\"type\":\"failed\",\"what\":\"the disk is broken\",\"hint\":\"Mend it.\"}";

  private static final String FLOOD = "%s\nexec \"$java\" \"$@\"";

  @TempDir static Path folder;

  private static TinyStudy tiny;
  private static MemoryJournal honest;

  @BeforeAll
  static void runWithHonestWorkers() throws IOException {
    tiny = TinyStudy.in(folder);
    honest = run(event -> {});
  }

  @AfterEach
  void restore() {
    System.setProperty(JAVA_HOME, REAL);
  }

  private record Line(int number, Object architecture, Object score) {
    static List<Line> of(MemoryJournal journal) {
      return journal.trials().stream().map(Line::of).toList();
    }

    private static Line of(Trial trial) {
      return new Line(trial.number(), trial.architecture(), trial.score());
    }
  }

  /**
   * What a worker does.
   *
   * @param script in words of the shell
   * @param reason for which its trial is lost
   */
  private record Way(String script, String reason) {
    static Way lie(String change, String reason) {
      return new Way(LIE.formatted(change), reason);
    }

    static Way flood(String words) {
      return new Way(FLOOD.formatted(words), "worker ended");
    }
  }

  /** No trial is lost three times: it would count as failed. */
  @Test
  void aLieOrAFloodCostsTheWorkerItsPlaceAndTheStudyNothing() throws IOException {
    List<Way> ways =
        List.of(
            Way.lie("s/\"score\":[0-9.Ee-]+/\"score\":\"NaN\"/g", "said what is no message"),
            Way.flood("yes 'no message at all' | head -c 40000000"),
            Way.lie("s/\"score\":[0-9.Ee-]+/\"score\":2.0/g", "told of accuracy 2.0"),
            Way.flood("head -c 40000000 /dev/zero | tr '\\0' x"),
            Way.lie(
                "s/\"number\":[0-9]+/\"number\":77/",
                "told of trial 77, which it was not asked for"),
            Way.flood("yes '{\"type\":\"alive\"}' | head -c 40000000"),
            Way.lie("s/.*/" + FAILURE + "/", "failed: the disk is broken"),
            Way.lie("s/\"result\":.*\"measured\"/\"measured\"/", "said what is no message"),
            Way.lie("s/\"seconds\":[0-9.Ee-]+/\"seconds\":1e18/g", "said what is no message"),
            Way.lie(
                "s/\"measured\":\\{\\}/\"measured\":{\"params\":1}/",
                "told of costs [params] instead of []"));
    List<String> lost = runWith(ways);
    assertEquals(ways.size(), lost.size(), lost::toString);
    for (int i = 0; i < ways.size(); i++) {
      assertTrue(lost.get(i).contains(ways.get(i).reason()), i + " of " + lost);
    }
  }

  @Test
  void whatAllWorkersSayIsTheEnd() {
    Way refusal = new Way("read opening; echo '" + FAILURE + "'; exec sleep 600", "");
    MimarException e =
        assertThrows(MimarException.class, () -> runWith(List.of(refusal, refusal, refusal)));
    assertEquals("the disk is broken", e.getMessage());
    assertEquals("Mend it.", e.hint());
  }

  @Test
  void aFloodOfErrorsFillsNoDiskAndHoldsNobodyUp() throws IOException {
    Way errors = Way.flood("head -c 150000000 /dev/zero | tr '\\0' x >&2");
    assertEquals(List.of(), runWith(List.of(errors)));
    long bytes = Files.size(tiny.folder().workerLog());
    assertTrue(bytes < 80_000_000, "bytes of workers.log: " + bytes);
  }

  /** Runs the study with workers of which the first are bad; why trials were lost. */
  private static List<String> runWith(List<Way> ways) throws IOException {
    Path home = Files.createTempDirectory(folder, "home");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, SCRIPT.formatted(Path.of(REAL, "bin", "java"), home));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (int i = 0; i < ways.size(); i++) {
      Files.writeString(home.resolve("way-" + (i + 1)), ways.get(i).script());
    }
    System.setProperty(JAVA_HOME, home.toString());
    List<String> lost = new ArrayList<>();
    MemoryJournal struck =
        run(
            event -> {
              if (event instanceof Event.Lost gone) {
                lost.add(gone.reason());
              }
            });
    assertEquals(Line.of(honest), Line.of(struck));
    return lost;
  }

  private static MemoryJournal run(Event.Listener listener) {
    try (WorkerExecutor executor = tiny.executor(1, 2, PATIENT)) {
      return tiny.run(executor, TRIALS, listener);
    }
  }
}
