package examples;

import io.mimar.api.Candidate;
import io.mimar.api.Mimar;
import io.mimar.api.StudyResult;
import io.mimar.space.Choice;
import io.mimar.space.ChoiceSpace;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A function of the program gives candidates their scores, in threads of this process: here how
 * well nearest neighbours tell two spirals apart.
 */
public final class Example07OwnEvaluator {
  private static final int TRAIN = 400;
  private static final int ALL = 600;

  private final double[][] points = new double[ALL][2];
  private final int[] classes = new int[ALL];

  private Example07OwnEvaluator() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < ALL; i++) {
      classes[i] = i % 2;
      double turn = random.nextDouble(0.5, 3) * Math.PI;
      double angle = turn + classes[i] * Math.PI;
      points[i][0] = turn * Math.cos(angle) + random.nextDouble(-1.5, 1.5);
      points[i][1] = 10 * (turn * Math.sin(angle) + random.nextDouble(-1.5, 1.5));
    }
  }

  /** Searches 30 of the 120 ways. */
  public static void main(String[] arguments) {
    Example07OwnEvaluator spirals = new Example07OwnEvaluator();
    StudyResult result =
        Mimar.study(
                ChoiceSpace.of(
                    "neighbours",
                    Choice.ordered("neighbours", 1, 2, 3, 5, 8, 13, 21, 34),
                    Choice.ordered("power", 0.5, 1.0, 2.0, 4.0, 8.0),
                    Choice.ordered("stretch", 0.1, 1.0, 10.0)))
            .maximize("accuracy")
            .trials(30)
            .threads(2)
            .run(spirals::accuracy);
    System.out.println(result.best().orElseThrow().score().getAsDouble());
    System.out.println(result.best().map(result::chosen).orElseThrow());
  }

  /** The share of the last points whose nearest among the first have mostly their class. */
  private double accuracy(Candidate candidate) {
    int right = 0;
    for (int i = TRAIN; i < ALL; i++) {
      right += told(candidate, points[i]) == classes[i] ? 1 : 0;
    }
    return (double) right / (ALL - TRAIN);
  }

  private int told(Candidate candidate, double[] point) {
    double power = candidate.number("power");
    double stretch = candidate.number("stretch");
    double[][] known = new double[TRAIN][];
    for (int i = 0; i < TRAIN; i++) {
      double x = Math.pow(stretch * Math.abs(points[i][0] - point[0]), power);
      double y = Math.pow(Math.abs(points[i][1] - point[1]), power);
      known[i] = new double[] {x + y, classes[i]};
    }
    Arrays.sort(known, (a, b) -> Double.compare(a[0], b[0]));
    int count = candidate.size("neighbours");
    double ones = Arrays.stream(known, 0, count).mapToDouble(near -> near[1]).sum();
    return 2 * ones > count ? 1 : 0;
  }
}
