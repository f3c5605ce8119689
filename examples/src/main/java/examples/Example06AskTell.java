package examples;

import static io.mimar.api.Limits.params;

import io.mimar.api.AskTell;
import io.mimar.api.Candidate;
import io.mimar.api.Mimar;
import io.mimar.api.StudyResult;
import io.mimar.api.StudySetup;
import io.mimar.space.Choice;
import io.mimar.space.ChoiceSpace;
import io.mimar.space.Chosen;
import io.mimar.space.CostModel;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Asks for architectures and tells what they scored, wherever they were trained: on a cluster, by
 * another library, by hand. Kept in a folder, the study goes on in the next program.
 */
public final class Example06AskTell {
  private static final ChoiceSpace SPACE =
      ChoiceSpace.of(
          "perceptrons",
          Choice.ordered("layers", 1, 2, 3, 4),
          Choice.ordered("width", 16, 32, 64, 128, 256),
          Choice.ordered("dropout", 0.0, 0.2, 0.5),
          Choice.of("activation", "relu", "gelu", "tanh"));

  private Example06AskTell() {}

  /** Asks in two sessions; the first one ends before all was told. */
  public static void main(String[] arguments) throws IOException {
    CostModel costs = CostModel.none().and("params", a -> weights(Chosen.of(SPACE, a)));
    StudySetup setup =
        Mimar.study(SPACE)
            .maximize("accuracy")
            .costs(costs)
            .limit(params().atMost(100_000))
            .enqueue(Chosen.parse("layers=2,width=64,dropout=0.2,activation=relu"))
            .folder(Files.createTempDirectory("example").resolve("study"));

    int left;
    try (AskTell study = setup.open()) {
      for (int i = 0; i < 10; i++) {
        Candidate candidate = study.ask().orElseThrow();
        study.tell(candidate, trainedElsewhere(candidate));
      }
      left = study.ask().orElseThrow().number(); // sent away; the program ends meanwhile
    }

    try (AskTell study = setup.open()) {
      study.tell(left, Double.NaN); // it diverged: a failed trial, not a score
      while (study.result().trials().size() < 20) {
        Candidate candidate = study.ask().orElseThrow();
        study.tell(candidate, trainedElsewhere(candidate));
      }
      StudyResult result = study.result();
      System.out.println(result.best().map(result::chosen).orElseThrow());
    }
  }

  /** Weights of a perceptron of 20 inputs and 10 classes. */
  private static double weights(Chosen chosen) {
    double width = chosen.number("width");
    return 20 * width + (chosen.number("layers") - 1) * width * width + 10 * width;
  }

  /** Stands for your training: a formula with one best architecture. */
  private static double trainedElsewhere(Candidate candidate) {
    double layers = Math.abs(candidate.number("layers") - 3);
    double width = Math.abs(Math.log(candidate.number("width") / 128));
    double dropout = Math.abs(candidate.number("dropout") - 0.2);
    double activation = candidate.text("activation").equals("gelu") ? 0 : 0.02;
    return 0.95 - 0.02 * layers - 0.03 * width - 0.1 * dropout - activation;
  }
}
