package io.mimar.run;

import static io.mimar.api.Limits.params;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.TinyData;
import io.mimar.api.Mimar;
import io.mimar.data.Dataset;
import io.mimar.data.LabelledSamples;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.trial.Epoch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trial's own network tells where the model began, and without a test set what is mixed up. */
final class BriefNetworkTest {
  @TempDir Path folder;

  @Test
  void whatIsMixedUpIsToldOfTheSamplesThatTheTrialWasJudgedOn() throws Exception {
    Path images = TinyData.write(folder.resolve("data"), 40);
    RunFolder run = new RunFolder(folder.resolve("run"));
    Mimar.search(io.mimar.api.Dataset.images(images))
        .trials(2)
        .seed(5)
        .set("schedule.epochs", "2")
        .set("final.epochs", "1")
        .limit(params().atMost(10_000))
        .set("executor", "in-process")
        .folder(run.path())
        .run();
    Dataset data = PreparedData.read(run.data());
    Dataset without =
        new Dataset(
            data.name(),
            data.format(),
            data.target(),
            data.train(),
            data.validation(),
            Optional.empty(),
            data.divisible(),
            data.assumptions());
    try (StudyStore store = StudyStore.read(run.path())) {
      Plan plan = store.meta(SearchRun.PLAN, Plan.class).orElseThrow();
      FinalResult tested = store.meta(StudyKeys.RESULT, FinalResult.class).orElseThrow();
      FinalResult untested = untested(tested);
      BriefNetwork brief = new BriefNetwork(run, Setting.of(Runs.config(store), without));
      assertTrue(plan.folds() > 1, "few samples take turns as folds");
      assertTrue(Files.exists(run.model(tested.trial())));

      List<Double> steps = List.copyOf(tested.steps().values());
      assertEquals(FinalResult.SEARCHED, tested.steps().keySet().iterator().next());
      assertTrue(tested.steps().containsKey(FinalResult.ALONE), tested.steps() + "");
      assertEquals(
          tested.test().orElseThrow(), steps.get(steps.size() - 1), "the last is the model");
      assertEquals(
          score(run.model(tested.trial()), data.test().orElseThrow()),
          tested.steps().get(FinalResult.SEARCHED));
      List<List<Integer>> counts = brief.into(untested, plan).confusion();
      int all = counts.stream().flatMap(List::stream).mapToInt(Integer::intValue).sum();
      int rows = data.train().size() + data.validation().size();
      assertEquals((double) rows / plan.folds(), all, 3, "one fold, each class of it");
      int right = counts.get(0).get(0) + counts.get(1).get(1) + counts.get(2).get(2);
      assertEquals(lastFold(store, tested.trial()), (double) right / all, 1e-3);

      Files.delete(run.model(tested.trial()));
      assertSame(untested, brief.into(untested, plan), "the network was not kept");
    }
  }

  private static double score(Path model, LabelledSamples samples) {
    int right = 0;
    try (OnnxPredictor network = OnnxPredictor.open(model, 1)) {
      float[][] answers = network.answers(samples);
      for (int i = 0; i < answers.length; i++) {
        float[] row = answers[i];
        int told = IntStream.range(0, row.length).reduce(0, (a, b) -> row[b] > row[a] ? b : a);
        right += told == samples.targets()[i] ? 1 : 0;
      }
      return (double) right / answers.length;
    }
  }

  /** The score on the last fold alone: a trial's curve has the means over the folds so far. */
  private static double lastFold(StudyStore store, int trial) {
    List<Epoch> means = store.trial(trial).orElseThrow().result().curve();
    int folds = means.size();
    return folds * means.get(folds - 1).score() - (folds - 1) * means.get(folds - 2).score();
  }

  private static FinalResult untested(FinalResult tested) {
    return new FinalResult(
        tested.trial(),
        tested.params(),
        tested.macs(),
        tested.train(),
        tested.validation(),
        OptionalDouble.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        tested.parity(),
        tested.latencyMillis(),
        tested.model(),
        tested.epochs(),
        tested.seconds(),
        Map.of());
  }
}
