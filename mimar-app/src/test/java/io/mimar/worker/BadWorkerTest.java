package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real workers of which the first does not tell the truth, or floods its owner: it is replaced, and
 * the study is that of honest ones.
 */
@Timeout(180)
@EnabledOnOs(OS.LINUX) // by bash and GNU sed
final class BadWorkerTest {
  private static final Duration PATIENT = Duration.ofMinutes(1);
  private static final String JAVA_HOME = "java.home";
  private static final String REAL = System.getProperty(JAVA_HOME);

  /** Java, but the first to be started says something else. */
  private static final String SCRIPT =
      """
      #!/usr/bin/env bash
      java="%s"
      mkdir "%s" 2>/dev/null || exec "$java" "$@"
      %s
      """;

  @TempDir static Path folder;

  private static TinyStudy tiny;
  private static MemoryJournal honest;
  private static int bad;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "s/\"score\":[0-9.Ee-]+/\"score\":\"NaN\"/g | said what is no message",
        "s/\"score\":[0-9.Ee-]+/\"score\":2.0/g | told of accuracy 2.0",
        "s/\"number\":[0-9]+/\"number\":77/ | told of trial 77, which it was not asked for",
        "s/\"result\":.*\"measured\"/\"measured\"/ | said what is no message",
        "s/\"seconds\":[0-9.Ee-]+/\"seconds\":1e18/g | said what is no message",
        "s/\"measured\":\\{\\}/\"measured\":{\"params\":1}/ | told of costs [params] instead of []",
      })
  void aLieCostsTheWorkerItsPlaceAndTheStudyNothing(String change, String reason)
      throws IOException {
    String lie = "exec \"$java\" \"$@\" > >(exec sed -uE '/\"type\":\"finished\"/" + change + "')";
    List<String> lost = runWithOneBad(lie);
    assertEquals(1, lost.size(), lost::toString);
    assertTrue(lost.get(0).contains(reason), lost::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yes 'no message at all' | head -c 40000000",
        "head -c 40000000 /dev/zero | tr '\\0' x",
        "yes '{\"type\":\"alive\"}' | head -c 40000000"
      })
  void aFloodEndsTheWorkerAndNotItsOwner(String flood, String into) throws IOException {
    List<String> lost = runWithOneBad(flood + " | " + into + "\nexec \"$java\" \"$@\"");
    assertEquals(1, lost.size(), lost::toString);
    assertTrue(lost.get(0).contains("worker ended"), lost::toString);
  }

  @Test
  void aFloodOfErrorsFillsNoDiskAndHoldsNobodyUp() throws IOException {
    List<String> lost =
        runWithOneBad("head -c 150000000 /dev/zero | tr '\\0' x >&2\nexec \"$java\" \"$@\"");
    assertEquals(List.of(), lost);
    long bytes = Files.size(tiny.folder().workerLog());
    assertTrue(bytes < 80_000_000, "bytes of workers.log: " + bytes);
  }

  /** Runs the study with a bad worker among others; why trials were lost. */
  private static List<String> runWithOneBad(String way) throws IOException {
    Path home = folder.resolve("home-" + bad++);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Path mark = home.resolve("struck");
    Files.writeString(java, SCRIPT.formatted(Path.of(REAL, "bin", "java"), mark, way));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
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
    try (WorkerExecutor executor = tiny.executor(2, 2, PATIENT)) {
      return tiny.run(executor, 4, listener);
    }
  }
}
