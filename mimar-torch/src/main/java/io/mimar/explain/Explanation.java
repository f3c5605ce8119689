package io.mimar.explain;

import io.mimar.Check;
import io.mimar.gne.ScoreModel;
import io.mimar.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What made networks good, as a search's surrogate has it. Gains are in the unit of the score,
 * turned so that more is better; intervals hold 95 % of what resampled trials say.
 *
 * @param trials how many had a score
 * @param agreement Spearman's rank correlation of scores and what the other trials foretell them to
 *     be: how far all this is to be trusted
 * @param random what a random architecture is expected to score
 * @param components what each operation at each place, each depth and each width is worth
 * @param motifs how architectures differ that have a pattern from those without
 * @param pairs what components are worth together beyond their own, the largest of them
 * @param trial what made one trial what it is
 */
public record Explanation(
    int trials,
    double agreement,
    double random,
    List<Worth> components,
    List<Motif> motifs,
    List<Pair> pairs,
    Optional<Single> trial) {

  public Explanation {
    Check.present("explanation", components, motifs, pairs, trial);
    components = List.copyOf(components);
    motifs = List.copyOf(motifs);
    pairs = List.copyOf(pairs);
  }

  /** The same of no single trial. */
  public Explanation withoutTrial() {
    return new Explanation(trials, agreement, random, components, motifs, pairs, Optional.empty());
  }

  /** So many trials with a score are needed at least. */
  public static final int LEAST_TRIALS = ScoreModel.LEAST;

  /**
   * A gain.
   *
   * @param mean by all trials, or as it was measured
   * @param interval by resampled trials, or by the rows that it was measured on
   */
  public record Gain(double mean, Interval interval) {
    public Gain {
      Check.present("gain", interval);
    }

    /** Whether its sign is sure. */
    public boolean isClear() {
      return !interval.contains(0);
    }
  }

  /** What {@code option} at {@code place} is worth against a random one there. */
  public record Worth(String place, String option, Gain gain) {
    public Worth {
      Check.present("component", place, option, gain);
    }
  }

  /** How much more architectures score that have it. */
  public record Motif(String name, Gain gain) {
    public Motif {
      Check.present("motif", name, gain);
    }
  }

  /** What two are worth together beyond their own. */
  public record Pair(
      String place, String option, String otherPlace, String otherOption, Gain gain) {
    public Pair {
      Check.present("pair", place, option, otherPlace, otherOption, gain);
    }
  }

  /**
   * One trial.
   *
   * @param number of the trial
   * @param expected what the surrogate expects of it
   * @param parts what each decision adds to {@link Explanation#random}
   * @param changes single changes that hold the limits, the most promising first
   */
  public record Single(int number, double expected, List<Worth> parts, List<Change> changes) {
    public Single {
      Check.present("trial", parts, changes);
      parts = List.copyOf(parts);
      changes = List.copyOf(changes);
    }
  }

  /**
   * A change of one decision.
   *
   * @param values the choices of the architecture that comes of it
   * @param costs how its costs differ, by name
   */
  public record Change(
      String place,
      String from,
      String to,
      Gain gain,
      List<Integer> values,
      Map<String, Double> costs) {
    public Change {
      Check.present("change", place, from, to, gain, values, costs);
      values = List.copyOf(values);
      costs = Map.copyOf(costs);
    }
  }
}
