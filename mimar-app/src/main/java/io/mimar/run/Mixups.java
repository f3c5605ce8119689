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

/**
 * Which classes are taken for which, where there is no test set. The model has learned from the
 * validation samples too and would only repeat them; so they are told by the network of its trial
 * as the search trained and kept it, which did not.
 *
 * @param folder the run's
 * @param setting what is searched
 */
record Mixups(RunFolder folder, Setting setting) {

  /**
   * The result with them, where there is no test set and the trial's network was kept.
   *
   * @param plan by which trials were trained
   */
  FinalResult into(FinalResult result, Plan plan) {
    Path kept = folder.model(result.trial());
    boolean known = result.test().isPresent() || !result.confusion().isEmpty();
    if (known || !isOfClasses() || !Files.exists(kept)) {
      return result;
    }
    LabelledSamples judged = plan.sampling().judged(setting.data());
    try (OnnxPredictor network = OnnxPredictor.open(kept, Setting.cores())) {
      Evaluation told =
          new Evaluation(
              setting.data().target().output(), network.answers(judged), judged.targets());
      return result.withConfusion(rows(told.confusion()));
    }
  }

  private boolean isOfClasses() {
    return setting.data().target().output() instanceof Output.Classes;
  }

  private static List<List<Integer>> rows(int[][] counts) {
    return Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}
