package io.mimar.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.config.Json;
import io.mimar.data.DataOptions;
import io.mimar.data.LabelledFiles;
import io.mimar.data.LabelledSamples;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.stats.Interval;
import io.mimar.task.Tasks;
import io.mimar.train.Evaluation;
import io.mimar.train.Metric;
import io.mimar.train.ScoreText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimar evaluate MODEL.onnx --data PATH}. */
@Command(name = "evaluate", description = "Scores a model on new labelled data.")
final class EvaluateCommand extends ReadingCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "An exported ONNX file.")
  Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "Labelled data of the kind that the model was trained on.")
  Path data;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "The column that is told; default the one that looks like it.")
  String target = "";

  @Override
  public Integer call() {
    try (OnnxPredictor predictor = OnnxPredictor.open(model, 1)) {
      ModelCard card = predictor.card();
      DataOptions options = DataOptions.DEFAULT.withTarget(target);
      LabelledFiles labelled = Tasks.labelled(data, card.format(), card.target(), options);
      labelled.assumptions().forEach(a -> System.err.println("- " + a));
      LabelledSamples samples = labelled.samples();
      print(
          new Evaluation(card.target().output(), predictor.answers(samples), samples.targets()),
          card.classes());
    }
    return ExitCode.DONE;
  }

  private void print(Evaluation evaluation, List<String> classes) {
    if (json) {
      printJson(asJson(evaluation, classes));
      return;
    }
    System.out.printf(Locale.ROOT, "%d samples; 95 %% intervals%n", evaluation.size());
    for (Metric metric : Metric.of(evaluation.output())) {
      Interval interval = metric.interval(evaluation);
      System.out.printf(
          "%-18s %s  (%s to %s)%n",
          metric,
          ScoreText.of(metric.of(evaluation)),
          ScoreText.of(interval.low()),
          ScoreText.of(interval.high()));
    }
    if (!classes.isEmpty()) {
      List<List<Integer>> counts =
          Arrays.stream(evaluation.confusion())
              .map(r -> Arrays.stream(r).boxed().toList())
              .toList();
      new ClassText(counts, classes).lines(classes.size()).forEach(System.out::println);
    }
  }

  private static ObjectNode asJson(Evaluation evaluation, List<String> classes) {
    ObjectNode all = Json.json().createObjectNode().put("rows", evaluation.size());
    ObjectNode intervals = Json.json().createObjectNode();
    for (Metric metric : Metric.of(evaluation.output())) {
      all.put(metric.toString(), metric.of(evaluation));
      Interval interval = metric.interval(evaluation);
      intervals.putArray(metric.toString()).add(interval.low()).add(interval.high());
    }
    all.set("intervals", intervals);
    if (!classes.isEmpty()) {
      all.set("classes", Json.json().valueToTree(classes));
      all.set("confusion", Json.json().valueToTree(evaluation.confusion()));
    }
    return all;
  }
}
