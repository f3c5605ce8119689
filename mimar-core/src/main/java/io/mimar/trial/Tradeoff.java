package io.mimar.trial;

import io.mimar.MimarException;
import io.mimar.objective.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Several objectives: the score, and costs that are to be small. Costs count as logarithms, so that
 * halving one is worth the same wherever it starts.
 *
 * @param objective what the score is
 * @param minimised the names of the costs; none leaves the score alone
 */
public record Tradeoff(Objective objective, List<String> minimised) {
  /** Sums of normalised losses that differ by less are one. */
  private static final double ROUNDING = 1e-12;

  private static final double LEAST_COST = 1e-9;

  public Tradeoff {
    minimised = List.copyOf(minimised);
  }

  /**
   * What scored trials lose in each objective, the score first: less is better.
   *
   * @throws MimarException from each, for a trial without such a cost
   */
  public List<ToDoubleFunction<Trial>> losses() {
    List<ToDoubleFunction<Trial>> losses = new ArrayList<>();
    losses.add(trial -> -objective.gain(trial.score().orElseThrow()));
    minimised.forEach(
        cost -> losses.add(trial -> Math.log(Math.max(LEAST_COST, cost(trial, cost)))));
    return losses;
  }

  private static double cost(Trial trial, String name) {
    return trial
        .cost(name)
        .orElseThrow(
            () ->
                new MimarException(
                    "trial " + trial.number() + " has no cost \"" + name + "\", which is minimised",
                    "The study is damaged, or of another program: restore it from a copy."));
  }

  private double[] losses(Trial trial) {
    return losses().stream().mapToDouble(loss -> loss.applyAsDouble(trial)).toArray();
  }

  /**
   * The completed trials that no other completed one dominates, ascending by the first cost; of
   * equal ones the earliest. Without costs it is the best trial alone. Where some were judged
   * before their training's end, only those count that trained the longest, as in {@link
   * History#order}.
   *
   * <p>Cost: {@code O(N log N)} comparisons of N trials with one cost, {@code O(N·F)} with more, F
   * of them on the front.
   */
  public List<Trial> front(List<Trial> trials) {
    if (minimised.isEmpty()) {
      return new History(trials, List.of()).best(objective).stream().toList();
    }
    List<Member> front = new ArrayList<>();
    for (Member own : sorted(trials)) { // none is beaten by a later one
      if (own.isBetterSomewhere(minimised.size() == 1 ? last(front) : front)) {
        front.add(own);
      }
    }
    return front.stream()
        .sorted(
            Comparator.<Member>comparingDouble(m -> m.losses()[1])
                .thenComparing(m -> m.trial().score().orElseThrow(), objective.order().reversed())
                .thenComparingInt(m -> m.trial().number()))
        .map(Member::trial)
        .toList();
  }

  /**
   * Those that trained the longest: one that was judged before its end competes with none of them.
   */
  private List<Member> sorted(List<Trial> trials) {
    List<Trial> complete = trials.stream().filter(t -> t.outcome() == Outcome.COMPLETE).toList();
    int most = complete.stream().mapToInt(t -> t.result().epochs()).max().orElse(0);
    return complete.stream()
        .filter(t -> t.result().epochs() == most)
        .map(t -> new Member(t, losses(t)))
        .sorted()
        .toList();
  }

  /** Of two objectives, the last has the least of the second loss so far. */
  private static List<Member> last(List<Member> front) {
    return front.subList(Math.max(0, front.size() - 1), front.size());
  }

  /** A trial with its losses, which are compared often and worked out once. */
  @SuppressWarnings("ArrayRecordComponent") // private, not written to
  private record Member(Trial trial, double[] losses) implements Comparable<Member> {
    /** By the first loss in which they differ. */
    @Override
    public int compareTo(Member other) {
      int order = Arrays.compare(losses, other.losses);
      return order != 0 ? order : Integer.compare(trial.number(), other.trial.number());
    }

    boolean isBetterSomewhere(List<Member> others) {
      for (Member other : others) {
        if (!isBetterSomewhere(other)) {
          return false;
        }
      }
      return true;
    }

    private boolean isBetterSomewhere(Member other) {
      for (int m = 0; m < losses.length; m++) {
        if (losses[m] < other.losses[m]) {
          return true;
        }
      }
      return false;
    }
  }

  /** The member of the front that is picked; empty where no trial completed. */
  public Optional<Trial> pick(Pick pick, List<Trial> trials) {
    List<Trial> front = front(trials);
    Comparator<Trial> better =
        Comparator.<Trial, Double>comparing(t -> t.score().orElseThrow(), objective.order())
            .reversed()
            .thenComparingInt(Trial::number);
    return switch (pick) {
      case ACCURACY -> front.stream().min(better);
      case SMALLEST -> front.stream().findFirst();
      case KNEE -> knee(front, better);
    };
  }

  /**
   * The member with the least sum of losses, each as a share of its range in the front: of two
   * objectives the one farthest below the line through both ends.
   *
   * <p>Paper: Das, On characterizing the "knee" of the Pareto curve based on Normal-Boundary
   * Intersection, Structural Optimization 18, 1999, doi 10.1007/BF01195985. Differs: of more than
   * two objectives the plane goes through the corners where one is at its worst and the others at
   * their best, since the ends of such a front may lie on no plane.
   */
  private Optional<Trial> knee(List<Trial> front, Comparator<Trial> better) {
    if (front.isEmpty()) {
      return Optional.empty();
    }
    double[] sums = new double[front.size()];
    for (ToDoubleFunction<Trial> loss : losses()) {
      double[] own = front.stream().mapToDouble(loss).toArray();
      double least = Arrays.stream(own).min().orElseThrow();
      double most = Arrays.stream(own).max().orElseThrow();
      for (int i = 0; i < sums.length && most > least; i++) {
        sums[i] += (own[i] - least) / (most - least);
      }
    }
    double lowest = Arrays.stream(sums).min().orElseThrow();
    return IntStream.range(0, sums.length)
        .filter(i -> sums[i] <= lowest + ROUNDING)
        .mapToObj(front::get)
        .min(better);
  }

  private static double known(Map<String, Double> costs, String name) {
    return costs.getOrDefault(
        name, costs.getOrDefault(Trial.foretold(name), Double.NEGATIVE_INFINITY));
  }

  /**
   * The trials that cost no more than {@code costs} in anything that is minimised: only those may
   * say that a candidate of these costs is too weak. Where a cost is not known there are none.
   */
  public List<Trial> rivals(List<Trial> trials, Map<String, Double> costs) {
    if (minimised.isEmpty()) {
      return trials; // however many there are
    }
    return trials.stream()
        .filter(
            t ->
                minimised.stream()
                    .allMatch(
                        name ->
                            t.cost(name).orElse(Double.POSITIVE_INFINITY) <= known(costs, name)))
        .toList();
  }
}
