package examples;

import static io.mimar.api.Limits.params;

import io.mimar.api.Dataset;
import io.mimar.api.Design;
import io.mimar.api.Mimar;
import io.mimar.api.Search;
import io.mimar.space.Chosen;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Trains a known architecture first: what does the search find beyond it? */
public final class Example05Enqueue {
  private Example05Enqueue() {}

  /** Searches from a linear model on, then enqueues the winner in a search with another seed. */
  public static void main(String[] arguments) {
    Search search =
        Mimar.search(waves())
            .trials(3)
            .limit(params().atMost(2_000))
            .ensemble(1)
            .set("schedule.epochs", "2")
            .set("schedule.folds", "1");

    Chosen linear =
        Chosen.parse(
            "trunk=linear,stem stride=1,view=as is,dropout=0,distortion=0,learning rate=0.003,"
                + "batch=16,weight decay=0.01,label smoothing=0,mixup=0,length=1");
    Design best = search.enqueue(linear).run();
    best.trials().forEach(t -> System.out.println(t.proposer() + " " + t.score()));

    Design again = search.seed(7).enqueue(best.chosen()).run();
    System.out.println("enqueued: " + again.chosen(again.trials().get(0)));
  }

  /** Sines and saws with noise, 16 steps of one channel. */
  private static Dataset waves() {
    SplittableRandom random = new SplittableRandom(5);
    float[][][] series = new float[80][1][16];
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < series.length; i++) {
      float[] steps = series[i][0];
      double start = random.nextDouble();
      for (int t = 0; t < steps.length; t++) {
        double turn = (start + t / 8.0) % 1;
        double value = i % 2 == 0 ? Math.sin(2 * Math.PI * turn) : 2 * turn - 1;
        steps[t] = (float) (value + random.nextDouble(-0.5, 0.5));
      }
      classes.add(i % 2 == 0 ? "sine" : "saw");
    }
    return Dataset.series(series, classes);
  }
}
