package io.mimar.cli;

import io.mimar.config.Json;
import io.mimar.data.DataOptions;
import io.mimar.data.Datasets;
import io.mimar.data.LabelledFiles;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.stats.Wilson;
import io.mimar.train.Evaluation;
import io.mimar.train.Metric;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimar evaluate MODEL.onnx --data PATH}. */
@Command(name = "evaluate", description = "Scores a model on new labelled images.")
final class EvaluateCommand extends ReadingCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "An exported ONNX file.")
  Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "A folder of images, one folder for each class, or of IDX files.")
  Path data;

  /** What was measured. */
  private record Score(
      int rows,
      double accuracy,
      double low,
      double high,
      double logLoss,
      List<String> classes,
      List<List<Integer>> confusion) {}

  @Override
  public Integer call() {
    try (OnnxPredictor predictor = OnnxPredictor.open(model, 1)) {
      ModelCard card = predictor.card();
      LabelledFiles labelled =
          Datasets.labelled(data, card.classes(), card.shape(), DataOptions.DEFAULT);
      labelled.assumptions().forEach(a -> System.err.println("- " + a));
      Evaluation evaluation =
          new Evaluation(
              card.target().output(),
              predictor.answers(labelled.images()),
              labelled.images().targets());
      print(score(evaluation, card.classes()));
    }
    return ExitCode.DONE;
  }

  private static Score score(Evaluation evaluation, List<String> classes) {
    int rows = evaluation.size();
    double accuracy = Metric.ACCURACY.of(evaluation);
    Wilson right = Wilson.interval95(accuracy, rows);
    return new Score(
        rows,
        accuracy,
        right.low(),
        right.high(),
        Metric.LOG_LOSS.of(evaluation),
        classes,
        rows(evaluation.confusion()));
  }

  private static List<List<Integer>> rows(int[][] confusion) {
    return Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  private void print(Score score) {
    if (json) {
      System.out.println(Json.json().valueToTree(score).toString());
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "accuracy  %.4f  (95 %% interval %.4f to %.4f, %d images)%nlog loss  %.4f%n",
        score.accuracy(),
        score.low(),
        score.high(),
        score.rows(),
        score.logLoss());
    for (int k = 0; k < score.classes().size(); k++) {
      List<Integer> row = score.confusion().get(k);
      int all = row.stream().mapToInt(Integer::intValue).sum();
      System.out.printf(
          Locale.ROOT, "%-24s %d of %d right%n", score.classes().get(k), row.get(k), all);
    }
  }
}
