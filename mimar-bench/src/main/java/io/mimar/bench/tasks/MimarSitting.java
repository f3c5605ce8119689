package io.mimar.bench.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.MimarException;
import io.mimar.bench.Folders;
import io.mimar.bench.Programs;
import io.mimar.config.Json;
import io.mimar.data.Dataset;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * The product sits an exam, as a user runs it:
 *
 * <ol>
 *   <li>{@code search} on the data set, test part included;
 *   <li>{@code evaluate} of the exported model on the raw test part;
 *   <li>{@code predict} on the same samples; what it tells is compared with their classes here.
 * </ol>
 */
final class MimarSitting {
  private static final int DONE = 0;
  private static final int PARITY_FAILED = 4;

  private final Hall hall;
  private final Exam exam;
  private final int seed;
  private final Path log;

  /** A sitting of {@code exam} with {@code seed}. */
  MimarSitting(Hall hall, Exam exam, int seed) {
    this.hall = hall;
    this.exam = exam;
    this.seed = seed;
    this.log = hall.log(exam, seed, Sitting.MIMAR);
  }

  /**
   * Holds it. The run's folder is deleted at the end.
   *
   * @throws MimarException when a command fails
   */
  Sitting hold() throws IOException {
    Path folder = exam.data().folder(hall.data(), seed);
    Path run = hall.work().resolve(exam.name() + "-" + seed);
    Folders.delete(run);
    JsonNode summary = search(folder, run);
    Files.writeString(log, summary + "\n", StandardOpenOption.APPEND);
    String model = run.resolve("model.onnx").toString();
    JsonNode evaluated =
        json(mimar(Set.of(DONE), "evaluate", model, "--data", folder.toString(), "--json"));
    String raw = exam.data().raw(hall.data(), seed).toString();
    List<String> told = told(mimar(Set.of(DONE), "predict", model, raw));
    List<String> truth = truth();
    Folders.delete(run);
    Sitting.Checks checks =
        new Sitting.Checks(
            number(summary, "/best/test"),
            number(evaluated, "/accuracy"),
            number(summary, "/best/metrics/parity"),
            (long) number(summary, "/best/params"));
    return new Sitting(
        exam.name(),
        seed,
        Sitting.MIMAR,
        exam.budgetText(),
        truth.size(),
        wrong(told, truth),
        number(summary, "/seconds"),
        setting(summary),
        Optional.of(checks),
        hall.commit(),
        Instant.now().toString());
  }

  private JsonNode search(Path folder, Path run) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("search", "--data", folder.toString()));
    arguments.addAll(List.of("--budget", exam.budgetText(), "--seed", String.valueOf(seed)));
    arguments.addAll(exam.flags());
    arguments.addAll(List.of("--json", "--out", run.toString()));
    return json(mimar(Set.of(DONE, PARITY_FAILED), arguments.toArray(String[]::new)));
  }

  private String mimar(Set<Integer> allowed, String... arguments) {
    List<String> command = new ArrayList<>(List.of(hall.mimar().toString()));
    command.addAll(List.of(arguments));
    return Programs.run(new ProcessBuilder(command), log, allowed);
  }

  private static JsonNode json(String printed) throws IOException {
    return Json.json().readTree(printed);
  }

  private static double number(JsonNode node, String path) {
    JsonNode value = node.at(path);
    if (!value.isNumber()) {
      throw new MimarException(
          "what was printed has no number " + path + ": " + node, "Did the search end in time?");
    }
    return value.doubleValue();
  }

  private static String setting(JsonNode summary) {
    int trained =
        summary.at("/trials/complete").intValue() + summary.at("/trials/stopped").intValue();
    return "trial "
        + summary.at("/best/trial")
        + " of "
        + trained
        + ", validation "
        + summary.at("/best/validation");
  }

  /** The classes' names in the order of the test part. */
  private List<String> truth() throws IOException {
    Dataset data = exam.data().open(hall.data(), seed);
    return IntStream.of(data.test().orElseThrow().labels()).mapToObj(data.classes()::get).toList();
  }

  /** The column {@code class} of predictions, whose lines come in the order of the samples. */
  static List<String> told(String predictions) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = format.parse(new StringReader(predictions))) {
      return parser.stream().map(record -> record.get("class")).toList();
    }
  }

  /**
   * Where {@code told} differs from {@code truth}.
   *
   * @throws MimarException when they are not of the same samples
   */
  static List<Integer> wrong(List<String> told, List<String> truth) {
    if (told.size() != truth.size()) {
      throw new MimarException(
          "predict told of " + told.size() + " samples, but the test part has " + truth.size(),
          "Look for what was skipped in the log.");
    }
    return IntStream.range(0, truth.size())
        .filter(i -> !told.get(i).equals(truth.get(i)))
        .boxed()
        .toList();
  }
}
