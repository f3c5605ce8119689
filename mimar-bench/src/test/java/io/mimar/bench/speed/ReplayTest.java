package io.mimar.bench.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import io.mimar.stop.EarlyStopping;
import io.mimar.stop.SuccessiveHalving;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Early stopping replayed on curves that are known. */
final class ReplayTest {
  private static final int EPOCHS = 4;
  private static final Architecture ANY = ImageSpace.standard().random(Seeds.root(1).rng());

  /** Curves that never cross: the better ones are better from the first epoch on. */
  private static List<Trial> trials(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n -> {
              List<Epoch> curve =
                  IntStream.rangeClosed(1, EPOCHS)
                      .mapToObj(e -> new Epoch(e, 1, 0, 0.01 * n + 0.001 * e, 1))
                      .toList();
              Result result = new Result(Outcome.COMPLETE, curve, "", EPOCHS, EPOCHS);
              return new Trial(n, ANY, Map.of(), "random", 0, 0, result);
            })
        .toList();
  }

  @Test
  void stoppingNobodyChangesNothing() {
    Replay.Rule rule = new Replay(trials(30)).rule("never", EarlyStopping.never());
    assertEquals(1, rule.cpuShare(), 1e-9);
    assertEquals(0, rule.loss(), 1e-9);
    assertEquals(1, rule.faster(), 0.01);
  }

  @Test
  void halvingCurvesThatNeverCrossIsFasterAndLosesNothing() {
    Replay.Rule rule =
        new Replay(trials(60)).rule("halving", new SuccessiveHalving(List.of(1, 2), 2, 4));
    assertEquals(0, rule.loss(), 1e-9, "the best is never stopped");
    assertTrue(rule.cpuShare() > 0.4 && rule.cpuShare() < 0.75, "" + rule);
    assertTrue(rule.faster() > 1.3, "" + rule);
  }
}
