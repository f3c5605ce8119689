package io.mimar.gne;

import io.mimar.objective.Objective;
import io.mimar.search.Surrogate;
import io.mimar.space.Architecture;
import io.mimar.surrogate.Committee;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fits the surrogate to a history. Up to {@link #SMALL} labels it uses them all. Beyond, so that an
 * ask stays fast, hyper-parameters come from {@link #SMALL} labels of the history's last full
 * {@link #STEP}, and the model is conditioned on {@link #MOST} labels: the best, the newest, and
 * some spread over the ranks. Where the search started from another, the other's {@link Trend} is
 * taken off the labels before.
 */
final class Learner {
  static final int SMALL = 160;
  static final int STEP = 16;
  static final int MOST = 600;
  private static final int UNDER_WAY = 64;

  private final Committee committee;
  private final Features features;
  private final Objective objective;
  private final Enrichment augmentation;
  private final Optional<Surrogate.Posterior> source;
  private List<Trial> fittedTo = List.of();
  private Committee.Fitted fitted;
  private Optional<Trend> trend = Optional.empty();

  /**
   * Fits {@code committee}.
   *
   * @param features what it sees, by the numbers of its views
   * @param source what it would expect of architectures by another search's trials
   */
  Learner(
      Committee committee,
      Features features,
      Objective objective,
      Enrichment augmentation,
      Optional<WarmStart> source) {
    this.committee = committee;
    this.features = features;
    this.objective = objective;
    this.augmentation = augmentation;
    this.source = source.map(s -> s.learned(committee, features));
  }

  /** The surrogate after {@code history}, which has a scored trial. */
  Surrogate.Posterior fit(History history) {
    List<Trial> scored = history.scored();
    learn(scored);
    Examples all = Examples.of(scored, Labels.of(scored, objective), features);
    Examples examples = augmentation.extend(all.best(MOST), scored);
    Surrogate.Posterior posterior =
        trend.map(t -> t.with(condition(t.without(examples)))).orElseGet(() -> condition(examples));
    List<Architecture> unlabelled = unlabelled(history);
    return unlabelled.isEmpty() ? posterior : posterior.believing(features.of(unlabelled));
  }

  private Surrogate.Posterior condition(Examples examples) {
    return fitted.condition(examples.features(), examples.labels(), examples.noise());
  }

  /** Those under way and those that failed: neither has a label, neither is worth another try. */
  private static List<Architecture> unlabelled(History history) {
    List<Architecture> all =
        Stream.concat(
                history.trials().stream()
                    .filter(t -> t.outcome() == Outcome.FAILED)
                    .map(Trial::architecture),
                history.pending().stream())
            .distinct()
            .toList();
    return all.subList(Math.max(0, all.size() - UNDER_WAY), all.size());
  }

  /** Learns hyper-parameters and what the source is worth, which change together. */
  private void learn(List<Trial> scored) {
    int size = scored.size() <= SMALL ? scored.size() : scored.size() / STEP * STEP;
    List<Trial> prefix = scored.subList(0, size);
    if (!prefix.equals(fittedTo)) { // a cache: the same prefix gives the same again
      Examples all = Examples.of(prefix, Labels.of(prefix, objective), features);
      Examples examples = all.best(SMALL);
      Committee.Fitted plain = hyperparameters(examples);
      trend = source.flatMap(s -> Trend.of(s, plain, examples));
      fitted = trend.map(t -> hyperparameters(t.without(examples))).orElse(plain);
      fittedTo = List.copyOf(prefix);
    }
  }

  private Committee.Fitted hyperparameters(Examples examples) {
    return committee.hyperparameters(examples.features(), examples.labels(), examples.noise());
  }

  /**
   * Up to {@code most} indices, ascending: two in five the best, as many the newest, the rest
   * spread.
   */
  private static int[] chosen(Examples all, int most) {
    int size = all.size();
    if (size <= most) {
      return IntStream.range(0, size).toArray();
    }
    int[] byLabel =
        IntStream.range(0, size)
            .boxed()
            .sorted((a, b) -> Double.compare(all.labels()[b], all.labels()[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    int part = most * 2 / 5;
    boolean[] taken = new boolean[size];
    Arrays.stream(byLabel).limit(part).forEach(i -> taken[i] = true);
    for (int i = size - 1, left = part; i >= 0 && left > 0; i--) {
      left -= taken[i] ? 0 : 1;
      taken[i] = true;
    }
    int[] rest = Arrays.stream(byLabel).filter(i -> !taken[i]).toArray();
    int spread = Math.min(rest.length, most - 2 * part);
    for (int i = 0; i < spread; i++) {
      taken[rest[(int) ((long) i * rest.length / spread)]] = true;
    }
    return IntStream.range(0, size).filter(i -> taken[i]).toArray();
  }

  /**
   * Labelled architectures.
   *
   * @param architectures N of them
   * @param labels {@code [N]}
   * @param noise {@code [N]}, extra noise as a multiple of the common one
   * @param source what computes their features, when they are asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // inside the package, not written to
  record Examples(
      List<Architecture> architectures, double[] labels, double[] noise, Features source) {

    static Examples of(List<Trial> trials, double[] labels, Features source) {
      return new Examples(
          trials.stream().map(Trial::architecture).toList(),
          labels,
          new double[labels.length],
          source);
    }

    int size() {
      return labels.length;
    }

    double[][][] features() {
      return source.of(architectures);
    }

    Examples select(int[] rows) {
      return new Examples(
          Arrays.stream(rows).mapToObj(architectures::get).toList(),
          Arrays.stream(rows).mapToDouble(i -> labels[i]).toArray(),
          Arrays.stream(rows).mapToDouble(i -> noise[i]).toArray(),
          source);
    }

    /** At most so many, among them the best and the newest. */
    Examples best(int most) {
      return select(chosen(this, most));
    }

    Examples plus(Examples other) {
      List<Architecture> both = new ArrayList<>(architectures);
      both.addAll(other.architectures);
      return new Examples(both, join(labels, other.labels), join(noise, other.noise), source);
    }

    private static double[] join(double[] a, double[] b) {
      double[] both = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, both, a.length, b.length);
      return both;
    }
  }
}
