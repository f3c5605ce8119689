package io.mimar.tabulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.folder.LineFile;
import io.mimar.trial.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was trained, one JSON object a line, appended as it ends. A last line that a kill tore is
 * cut off; its training is done again. One process at a time holds the file.
 */
final class TrainingLog implements AutoCloseable {
  private final Path file;
  private final LineFile lines;
  private final TrainingPlan plan;
  private final Map<Integer, Result> results = new TreeMap<>();

  /**
   * A training that has ended.
   *
   * @param training its number
   * @param architecture the hash of what was trained
   * @param result how it ended
   */
  private record Line(int training, String architecture, Result result) {}

  private TrainingLog(Path file, LineFile lines, TrainingPlan plan) {
    this.file = file;
    this.lines = lines;
    this.plan = plan;
  }

  /**
   * Opens the log, which is this process's alone until it is closed, and reads what is there.
   *
   * @throws MimarException when another process builds, or a line does not fit the plan
   */
  static TrainingLog open(Path file, TrainingPlan plan) throws IOException {
    LineFile lines = LineFile.open(file).orElseThrow(() -> held(file));
    try {
      TrainingLog log = new TrainingLog(file, lines, plan);
      log.read();
      return log;
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  private static MimarException held(Path file) {
    return new MimarException(
        "another process is building the table of " + file,
        "Wait for it, or stop it by Ctrl-C; then give the command again.");
  }

  private void read() throws IOException {
    lines.cutTorn();
    List<String> all = lines.text().lines().toList();
    for (int i = 0; i < all.size(); i++) {
      Line line = parse(all.get(i), i + 1);
      results.put(line.training(), line.result());
    }
  }

  private Line parse(String text, int number) {
    try {
      Line line = Json.json().readValue(text, Line.class);
      Check.that(line.result() != null, "result", "missing", "there");
      double score = line.result().score().orElse(0);
      Check.that(score >= 0 && score <= 1, "score", score, "in [0, 1]");
      Check.range("training", line.training(), 0, plan.size() - 1);
      String hash = plan.row(line.training()).architecture().hash();
      Check.that(hash.equals(line.architecture()), "architecture", line.architecture(), hash);
      return line;
    } catch (JsonProcessingException e) {
      throw damaged(number, e.getOriginalMessage(), e);
    } catch (MimarException e) {
      throw damaged(number, e.getMessage(), e);
    }
  }

  private MimarException damaged(int number, String why, Exception e) {
    return new MimarException(
        file + ", line " + number + ": " + why,
        "Delete that line: its training is then done again.",
        e);
  }

  /** What has ended so far, by number; of one that was tried again the last try. */
  Map<Integer, Result> results() {
    return new TreeMap<>(results);
  }

  /** Writes down that a training has ended. */
  void append(int number, Result result) {
    String hash = plan.row(number).architecture().hash();
    try {
      lines.add(Json.json().writeValueAsString(new Line(number, hash, result)) + "\n");
    } catch (IOException e) {
      throw new MimarException(
          "cannot write " + file + ": " + e.getMessage(),
          "Make room or mend the disk, then give the same command again: what was written is kept.",
          e);
    }
    results.put(number, result);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
