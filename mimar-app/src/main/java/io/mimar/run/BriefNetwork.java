package io.mimar.run;

import io.mimar.data.LabelledSamples;
import io.mimar.folder.RunFolder;
import io.mimar.network.Output;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.store.FinalResult;
import io.mimar.train.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the chosen trial's network knows, as the search trained it briefly and kept it. On test
 * samples that is what the final training started from. Where there are none, it tells which
 * classes are taken for which: the model has learned from the samples to validate on and would only
 * repeat them, while this network did not.
 *
 * @param folder the run's
 * @param setting what is searched
 */
record BriefNetwork(RunFolder folder, Setting setting) {

  /**
   * The result with that, where the network was kept.
   *
   * @param plan by which trials were trained
   */
  FinalResult into(FinalResult result, Plan plan) {
    Path kept = folder.model(result.trial());
    if (!Files.exists(kept)) {
      return result;
    }
    Optional<LabelledSamples> test = setting.data().test().filter(t -> result.test().isPresent());
    if (test.isPresent()) {
      return result.withSearched(setting.metric().of(told(kept, test.get())));
    }
    return setting.data().target().output() instanceof Output.Classes
        ? result.withConfusion(rows(told(kept, plan.sampling().judged(setting.data())).confusion()))
        : result;
  }

  private Evaluation told(Path kept, LabelledSamples samples) {
    try (OnnxPredictor network = OnnxPredictor.open(kept, Setting.cores())) {
      return new Evaluation(
          setting.data().target().output(), network.answers(samples), samples.targets());
    }
  }

  private static List<List<Integer>> rows(int[][] counts) {
    return Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}
