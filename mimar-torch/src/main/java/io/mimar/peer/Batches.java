package io.mimar.peer;

import io.mimar.random.Seeds;
import io.mimar.search.Feasible;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A published loop that trains a batch at once, asked one candidate at a time: a random start, then
 * batches that depend on nothing but the trials before them, of which each ask gets the next. The
 * batch is seeded by those trials, so that a resumed search finds the same one; the last batch is
 * kept, which changes nothing but time.
 */
final class Batches {
  private final Problem problem;
  private final String name;
  private final int initial;
  private final int size;
  private final Choice choice;
  private List<Trial> known = List.of();
  private List<Architecture> batch = List.of();
  private int refused;

  /** One step of the loop. */
  @FunctionalInterface
  interface Choice {
    /**
     * A batch, best first, feasible and new.
     *
     * @param history the trials before it, at least one of them scored
     * @param feasible counts what the limits refuse
     */
    List<Architecture> choose(History history, Feasible feasible, RandomGenerator rng);
  }

  Batches(Problem problem, String name, int initial, int size, Choice choice) {
    this.problem = problem;
    this.name = name;
    this.initial = initial;
    this.size = size;
    this.choice = choice;
  }

  /** The first of the batch that was not asked for yet; a random architecture without one. */
  Optional<Proposal> ask(History history, RandomGenerator rng) {
    int start = initial + (history.asked() - initial) / size * size;
    List<Trial> before = history.trials().stream().filter(t -> t.number() < start).toList();
    if (history.asked() >= initial && before.stream().anyMatch(t -> t.score().isPresent())) {
      compute(before);
      for (Architecture member : batch) {
        if (!history.contains(member)) {
          return Optional.of(new Proposal(member, name, member.equals(batch.get(0)) ? refused : 0));
        }
      }
    }
    Feasible feasible = new Feasible(problem);
    return feasible.random(history, rng).map(a -> new Proposal(a, "random", feasible.refused()));
  }

  /** As many as a batch holds of those that are wanted most; of equals the earlier first. */
  List<Architecture> best(List<Architecture> candidates, double[] wanted) {
    return IntStream.range(0, wanted.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -wanted[i]))
        .limit(size)
        .map(candidates::get)
        .toList();
  }

  private void compute(List<Trial> before) {
    if (before.equals(known)) {
      return;
    }
    Feasible feasible = new Feasible(problem);
    History history = new History(before, List.of());
    batch = List.copyOf(choice.choose(history, feasible, seeds(before).rng()));
    refused = feasible.refused();
    known = before;
  }

  /** Seeds that say what was known. */
  private static Seeds seeds(List<Trial> before) {
    Seeds seeds = Seeds.root(before.size());
    for (Trial trial : before) {
      seeds =
          seeds
              .at("values", trial.architecture().values().hashCode())
              .at("score", Double.doubleToLongBits(trial.score().orElse(Double.NaN)));
    }
    return seeds;
  }
}
