package io.mimar.store;

import io.mimar.random.Seeds;
import io.mimar.space.ImageSpace;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Trials for tests: every one a function of its number. */
final class Trials {
  private static final ImageSpace SPACE = ImageSpace.standard();

  private static final List<Outcome> OUTCOMES =
      List.of(Outcome.COMPLETE, Outcome.STOPPED, Outcome.INFEASIBLE, Outcome.FAILED);

  private static final List<Trial> FEW = IntStream.range(0, 200).mapToObj(Trials::of).toList();

  private Trials() {}

  static Trial of(int number) {
    RandomGenerator rng = Seeds.root(7).at("trial", number).rng();
    return new Trial(
        number,
        SPACE.architecture(SPACE.random(rng).valueArray()),
        Map.of("params", rng.nextDouble() * 1e5, "macs", 4e6 * rng.nextDouble()),
        "random",
        number % 5,
        rng.nextLong(),
        result(number, rng));
  }

  /** Trial {@code number} with one of few architectures, which are slow to make. */
  static Trial cheap(int number) {
    Trial t = FEW.get(number % FEW.size());
    return new Trial(
        number, t.architecture(), t.costs(), t.proposer(), t.refused(), t.seed(), t.result());
  }

  private static Result result(int number, RandomGenerator rng) {
    Outcome outcome = OUTCOMES.get(number % OUTCOMES.size());
    List<Epoch> curve =
        IntStream.rangeClosed(1, 8)
            .mapToObj(e -> new Epoch(e, rng.nextDouble(), rng.nextDouble(), rng.nextDouble(), e))
            .toList();
    return switch (outcome) {
      case COMPLETE -> new Result(outcome, curve, "", 8.5, 8.25);
      case STOPPED -> new Result(outcome, curve.subList(0, 2), "weak at epoch 2", 2, 2);
      case FAILED ->
          new Result(
              outcome,
              List.of(new Epoch(1, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, 0.5)),
              "score is NaN; \"quoted\", ünïcödé 網 \u0000 '); DROP TABLE trial; --",
              0.5,
              0.5);
      default -> Result.without(outcome, "breaks a limit", 0);
    };
  }
}
