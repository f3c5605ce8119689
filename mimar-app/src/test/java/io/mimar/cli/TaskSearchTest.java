package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.config.Json;
import io.mimar.explain.Case;
import io.mimar.explain.ModelExplanation;
import io.mimar.random.Seeds;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables, texts and time series from search to predictions on raw rows. */
final class TaskSearchTest {
  private static final int TRAIN = 120;
  private static final int TEST = 40;

  @TempDir Path folder;

  /** Writes both parts: a header, where there is one, and a line for each row number. */
  private Path write(String ending, String header, BiFunction<Integer, RandomGenerator, String> row)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    for (String part : List.of("train", "test")) {
      List<String> lines = new ArrayList<>(header.isEmpty() ? List.of() : List.of(header));
      int rows = part.equals("train") ? TRAIN : TEST;
      IntStream.range(0, rows)
          .mapToObj(i -> row.apply(i, Seeds.root(9).at(part, i).rng()))
          .forEach(lines::add);
      Files.write(data.resolve(part + ending), lines);
    }
    return data;
  }

  private Program.Ran search(Path data, String... flags) {
    List<String> words = new ArrayList<>(List.of("search", "--data", data.toString()));
    words.addAll(List.of("--out", run().toString(), "--trials", "3", "--workers", "1", "--json"));
    words.addAll(List.of("--searcher", "random", "--max-macs", "1M"));
    words.addAll(List.of("--set", "schedule.epochs=6", "--set", "final.epochs=12"));
    words.addAll(TinySearch.IN_PROCESS);
    words.addAll(List.of(flags));
    return Program.run(words.toArray(String[]::new)).done();
  }

  private Path run() {
    return folder.resolve("run");
  }

  /** The exported model, scored and asked on the raw test part, says what the search printed. */
  private void assertModelAgrees(JsonNode summary, Path test) throws IOException {
    String metric = summary.get("metric").asText();
    double printed = summary.get("best").get("test").asDouble();
    assertTrue(summary.get("best").get("metrics").get("parity").asDouble() <= 1e-4);
    String model = run().resolve("model.onnx").toString();
    JsonNode scored =
        Program.run("evaluate", model, "--data", test.toString(), "--json").done().json();
    assertEquals(TEST, scored.get("rows").asInt());
    assertEquals(printed, scored.get(metric).asDouble(), 1e-4);
    List<JsonNode> answers = new ArrayList<>();
    for (String line :
        Program.run("predict", model, test.toString(), "--json").done().out().lines().toList()) {
      answers.add(Json.json().readTree(line));
    }
    assertEquals(TEST, answers.size());
    if (metric.equals("accuracy")) {
      List<String> truth = truth(test);
      long right =
          IntStream.range(0, TEST)
              .filter(i -> answers.get(i).get("class").asText().equals(truth.get(i)))
              .count();
      assertEquals(printed, (double) right / TEST, 1e-9);
    } else if (metric.equals("rmse")) {
      List<String> truth = truth(test);
      double squares = 0;
      for (int i = 0; i < TEST; i++) {
        double off = answers.get(i).get("value").asDouble() - Double.parseDouble(truth.get(i));
        squares += off * off / TEST;
      }
      assertEquals(printed, Math.sqrt(squares), 1e-4);
    }
  }

  /** The last field of each row. */
  private static List<String> truth(Path test) throws IOException {
    String ending = test.toString().substring(test.toString().lastIndexOf('.'));
    String separator = ending.equals(".ts") ? ":" : ending.equals(".tsv") ? "\t" : ",";
    return Files.readAllLines(test).stream()
        .filter(l -> !l.startsWith("@") && !l.matches(".*" + separator + "(label|price)"))
        .map(l -> l.substring(l.lastIndexOf(separator) + 1))
        .toList();
  }

  private String report() throws IOException {
    return Files.readString(run().resolve("report.html"));
  }

  private ModelExplanation explanation() {
    try (StudyStore store = StudyStore.read(run())) {
      return store.meta(StudyKeys.MODEL_EXPLANATION, ModelExplanation.class).orElseThrow();
    }
  }

  @Test
  void aTableOfUnequalClasses() throws IOException {
    Path data =
        write(
            ".csv",
            "size,colour,note,label",
            (i, rng) -> {
              boolean rare = i % 8 == 0;
              String size = i % 11 == 0 ? "" : "" + (rng.nextGaussian() + (rare ? 4 : 0));
              String colour = List.of("red", "green", "blue").get(rng.nextInt(3));
              return size + "," + colour + ",x," + (rare ? "odd" : "usual");
            });
    JsonNode summary = search(data).json();
    assertEquals("accuracy", summary.get("metric").asText());
    assertTrue(report().contains("Classes are unequal: "), "no word of unequal classes");
    assertTrue(report().contains("--class-weights balanced"));
    assertModelAgrees(summary, data.resolve("test.csv"));
  }

  @Test
  void classesThatCountTheSame() throws IOException {
    Path data =
        write(
            ".csv",
            "x,label",
            (i, rng) -> (rng.nextGaussian() + (i % 8 == 0 ? 1 : 0)) + (i % 8 == 0 ? ",b" : ",a"));
    JsonNode summary = search(data, "--metric", "balanced_accuracy").json();
    assertEquals("balanced_accuracy", summary.get("metric").asText());
    assertTrue(report().contains("In training all classes weigh the same."));
    assertModelAgrees(summary, data.resolve("test.csv"));
  }

  @Test
  void aTableHasNoZeroCostProxies() throws IOException {
    Path data =
        write(".csv", "x,label", (i, rng) -> rng.nextGaussian() + (i % 2 == 0 ? ",b" : ",a"));
    Program.run(
            "search",
            "--data",
            data.toString(),
            "--out",
            run().toString(),
            "--set",
            "gne.proxies=first")
        .refused(2, "gne.proxies is FIRST, but must be off for these data");
    assertFalse(Files.exists(run()), "nothing was begun");
  }

  /** Far from 0, where floats are 32 and 128 apart. */
  @Test
  void aTableOfAmounts() throws IOException {
    Path data =
        write(
            ".tsv",
            "a\tb\tprice",
            (i, rng) -> {
              double a = rng.nextDouble();
              double b = rng.nextDouble();
              double price = 5e8 + 100 * a - 30 * b + rng.nextGaussian();
              return (1.7e9 + a) + "\t" + b + "\t" + price;
            });
    JsonNode summary = search(data, "--target", "price").json();
    assertEquals("rmse", summary.get("metric").asText());
    double rmse = summary.get("best").get("test").asDouble();
    assertTrue(rmse < 30, "no better than the mean: " + rmse);
    List<ModelExplanation.Column> columns = explanation().columns();
    assertEquals(List.of("a", "b"), columns.stream().map(ModelExplanation.Column::name).toList());
    assertTrue(columns.get(0).loss().isClear() && columns.get(0).loss().mean() > 1, "" + columns);
    assertModelAgrees(summary, data.resolve("test.tsv"));
  }

  @Test
  void texts() throws IOException {
    List<String> glad = List.of("good", "lovely", "fine", "great");
    List<String> sad = List.of("bad", "awful", "poor", "dull");
    Path data =
        write(
            ".csv",
            "text,label",
            (i, rng) -> {
              List<String> words = i % 2 == 0 ? glad : sad;
              String said =
                  IntStream.range(0, 5 + rng.nextInt(6))
                      .mapToObj(
                          w -> w % 2 == 0 ? "word" + rng.nextInt(30) : words.get(rng.nextInt(4)))
                      .collect(Collectors.joining(" "));
              return "\"" + said + ", it was.\"," + (i % 2 == 0 ? "glad" : "sad");
            });
    JsonNode summary = search(data).json();
    assertTrue(summary.get("best").get("test").asDouble() > 0.6, "" + summary);
    assertModelAgrees(summary, data.resolve("test.csv"));
    assertTrue(weight(w -> glad.contains(w) || sad.contains(w)) > weight(w -> w.matches("word.*")));
  }

  /** How much answers hang on such words, on average. */
  private double weight(Predicate<String> counts) {
    List<Double> weights = new ArrayList<>();
    for (Case one : explanation().cases()) {
      List<String> words = ((Case.Words) one.sample()).words();
      IntStream.range(0, words.size())
          .filter(i -> counts.test(words.get(i)))
          .forEach(i -> weights.add(Math.abs(one.importance().get(i))));
    }
    return weights.stream().mapToDouble(w -> w).average().orElseThrow();
  }

  @Test
  void timeSeries() throws IOException {
    String head = "@problemName waves\n@univariate true\n@classLabel true slow fast\n@data";
    Path data =
        write(
            ".ts",
            head,
            (i, rng) ->
                IntStream.range(0, 24)
                        .mapToObj(
                            t ->
                                ""
                                    + (Math.sin(t * (i % 2 == 0 ? 0.3 : 1.2))
                                        + 0.2 * rng.nextGaussian()))
                        .collect(Collectors.joining(","))
                    + (i % 2 == 0 ? ":slow" : ":fast"));
    JsonNode summary = search(data).json();
    assertTrue(summary.get("best").get("test").asDouble() > 0.6, "" + summary);
    assertModelAgrees(summary, data.resolve("test.ts"));
    assertTrue(report().contains("class=\"steps\""), "no series in the report");
  }
}
