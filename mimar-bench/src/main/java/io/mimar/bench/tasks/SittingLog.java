package io.mimar.bench.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.MimarException;
import io.mimar.config.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sittings so far: a file of JSON lines that is appended to. A line that was cut off, since the
 * study was killed while it was written, is dropped, so that its sitting is held again.
 */
final class SittingLog {
  /** The file's name in the folder of results. */
  static final String NAME = "sittings.jsonl";

  private final Path file;
  private final List<Sitting> sittings;

  private SittingLog(Path file, List<Sitting> sittings) {
    this.file = file;
    this.sittings = sittings;
  }

  /**
   * Opens the log in the folder {@code results}, which need not have one.
   *
   * @throws MimarException when a line is none of a log's
   */
  static SittingLog open(Path results) throws IOException {
    Path file = results.resolve(NAME);
    List<Sitting> sittings = new ArrayList<>();
    if (Files.exists(file)) {
      dropCutLine(file);
      for (String line : Files.readAllLines(file)) {
        sittings.add(parse(line, file, sittings.size() + 1));
      }
    }
    return new SittingLog(file, sittings);
  }

  private static void dropCutLine(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end < bytes.length) {
      Files.write(file, Arrays.copyOf(bytes, end));
    }
  }

  private static Sitting parse(String line, Path file, int number) {
    try {
      return Json.json().readValue(line, Sitting.class);
    } catch (JsonProcessingException e) {
      throw new MimarException(
          file + ", line " + number + ", is no sitting: " + e.getOriginalMessage(),
          "Take the line out, or name another folder of results.",
          e);
    }
  }

  /** All, in the order in which they ended. */
  List<Sitting> sittings() {
    return List.copyOf(sittings);
  }

  /** Whether {@code who} has sat {@code exam} with this seed and the exam's budget. */
  boolean has(Exam exam, int seed, String who) {
    return of(exam, who).stream().anyMatch(s -> s.seed() == seed);
  }

  /** The sittings of {@code who} in {@code exam} with the exam's budget. */
  List<Sitting> of(Exam exam, String who) {
    return sittings.stream()
        .filter(s -> s.exam().equals(exam.name()) && s.who().equals(who))
        .filter(s -> s.budget().equals(exam.budgetText()))
        .toList();
  }

  /** Adds a sitting at the end of the file. */
  void append(Sitting sitting) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(
        file,
        (Json.json().writeValueAsString(sitting) + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    sittings.add(sitting);
  }
}
