package io.mimar.search;

import io.mimar.MimarException;
import io.mimar.objective.Limit;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws candidates until one holds the limits and is new, counting what the limits refuse. Where
 * random draws hardly ever hold them, it looks through the list of a space that has one, and else
 * walks there by edits that cost less.
 */
public final class Feasible {
  private static final int DRAWS = 300;
  private static final int EDITS = 2_000;

  /** A walk ends after so many edits that bring it no nearer. */
  private static final int STUCK = 500;

  /** Where so many walks end outside the limits, nothing holds them. */
  private static final int WALKS = 5;

  private final Problem problem;
  private final Optional<Forecast> forecast;
  private int refused;
  private int held;

  /** A fresh count for one ask, before anything was tried. */
  public Feasible(Problem problem) {
    this(problem, History.empty());
  }

  /**
   * A fresh count for one ask; what {@code history} foretells to be clearly too much is refused.
   */
  public Feasible(Problem problem, History history) {
    this.problem = problem;
    this.forecast = problem.measured().flatMap(m -> m.after(history.trials()));
  }

  /** Candidates refused by the limits so far. */
  public int refused() {
    return refused;
  }

  /** Candidates that held the limits so far. */
  public int held() {
    return held;
  }

  /** Whether {@code architecture} holds the limits; it is counted. */
  public boolean accepts(Architecture architecture) {
    boolean holds = excess(architecture) <= 0;
    refused += holds ? 0 : 1;
    held += holds ? 1 : 0;
    return holds;
  }

  private double excess(Architecture architecture) {
    double known = problem.excess(architecture);
    return forecast
        .map(f -> Math.max(known, problem.measured().orElseThrow().excess(architecture, f)))
        .orElse(known);
  }

  /**
   * The first of {@link #DRAWS} draws that holds the limits and is new to {@code history}.
   *
   * @return empty when none is
   */
  public Optional<Architecture> draw(History history, Supplier<Architecture> source) {
    for (int i = 0; i < DRAWS; i++) {
      Architecture candidate = source.get();
      if (!history.contains(candidate) && accepts(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * As {@link #draw} from the whole space, and by other ways where draws do not reach the limits.
   *
   * @return empty when nothing is left, as far as is known
   */
  public Optional<Architecture> random(History history, RandomGenerator rng) {
    return draw(history, () -> problem.space().random(rng)).or(() -> rare(history, rng));
  }

  private Optional<Architecture> rare(History history, RandomGenerator rng) {
    return problem
        .space()
        .listed()
        .map(all -> left(all, history, rng))
        .orElseGet(
            () ->
                isWithinReach(rng) ? draw(history, () -> reached(history, rng)) : Optional.empty());
  }

  /** One of the architectures that are new and hold the limits, each as likely. */
  private Optional<Architecture> left(
      List<Architecture> all, History history, RandomGenerator rng) {
    List<Architecture> left =
        all.stream().filter(a -> excess(a) <= 0 && !history.contains(a)).toList();
    return left.isEmpty() ? Optional.empty() : Optional.of(left.get(rng.nextInt(left.size())));
  }

  /** Where a walk ends, or beside it where that was asked for before. */
  private Architecture reached(History history, RandomGenerator rng) {
    Architecture end = walk(rng);
    return history.contains(end) ? problem.space().mutate(end, rng) : end;
  }

  /** Known costs were found to be within reach before; what is foretold may turn out not to be. */
  private boolean isWithinReach(RandomGenerator rng) {
    return forecast.isEmpty() || IntStream.range(0, WALKS).anyMatch(i -> excess(walk(rng)) <= 0);
  }

  /** A random architecture brought under the limits by edits that reduce the excess. */
  private Architecture walk(RandomGenerator rng) {
    Architecture current = problem.space().random(rng);
    double excess = excess(current);
    int nearer = 0;
    for (int i = 0; i < EDITS && excess > 0 && i - nearer < STUCK; i++) {
      Architecture next = problem.space().mutate(current, rng);
      double nextExcess = excess(next);
      if (nextExcess <= excess) {
        nearer = nextExcess < excess ? i : nearer;
        current = next;
        excess = nextExcess;
      }
    }
    return current;
  }

  /**
   * Checks, before anything is trained, that the limits leave something to search.
   *
   * @throws MimarException when no architecture within reach holds them
   */
  public static void require(Problem problem, RandomGenerator rng) {
    Feasible feasible = new Feasible(problem);
    Architecture smallest = feasible.walk(rng);
    for (int i = 1; i < WALKS && !problem.isFeasible(smallest); i++) {
      Architecture other = feasible.walk(rng);
      smallest = problem.excess(other) < problem.excess(smallest) ? other : smallest;
    }
    if (problem.isFeasible(smallest)) {
      return;
    }
    double[] costs = problem.costs().of(smallest);
    for (Limit limit : problem.limits()) {
      double cost = costs[problem.costs().names().indexOf(limit.cost())];
      if (cost > limit.most()) {
        throw new MimarException(
            String.format(
                "limit of %s is %.0f, but the smallest architecture found in space %s has %.0f",
                limit.cost(), limit.most(), problem.space().name(), cost),
            "Allow at least that many, or search a space with smaller networks.");
      }
    }
  }
}
