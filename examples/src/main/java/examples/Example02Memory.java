package examples;

import static io.mimar.api.Limits.params;

import io.mimar.api.Dataset;
import io.mimar.api.Design;
import io.mimar.api.Mimar;
import io.mimar.api.Prediction;
import io.mimar.api.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Data that a program has in memory: here points, inside or outside of a ring.
 *
 * <p>A number of trials and a seed, instead of a time, give the same networks on every machine.
 */
public final class Example02Memory {
  private Example02Memory() {}

  /** Searches, then tells of two points. */
  public static void main(String[] arguments) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] points = new float[200][2];
    List<String> classes = new ArrayList<>();
    for (float[] point : points) {
      point[0] = (float) random.nextDouble(-1, 1);
      point[1] = (float) random.nextDouble(-1, 1);
      double radius = Math.hypot(point[0], point[1]);
      classes.add(radius > 0.4 && radius < 0.9 ? "inside" : "outside");
    }

    Design best =
        Mimar.search(Dataset.rows(points, classes))
            .trials(3)
            .seed(1)
            .limit(params().atMost(5_000))
            .ensemble(1)
            .set("schedule.epochs", "5") // enough to show how; leave it out for good networks
            .run();
    System.out.println(best);
    System.out.println("a linear model: " + best.baselines().get("linear"));

    try (Predictor predictor = best.predictor()) {
      List<Prediction> told = predictor.predictRows(new float[][] {{0, 0.7f}, {0, 0}});
      told.forEach(p -> System.out.println(p.label() + " " + p.probabilities()));
    }
  }
}
