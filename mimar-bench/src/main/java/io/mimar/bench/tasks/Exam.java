package io.mimar.bench.tasks;

import io.mimar.MimarException;
import io.mimar.config.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A data set with the time that a search gets on it and what it must reach.
 *
 * @param name what it is called in results
 * @param data what it is about
 * @param budget wall time of one search, and of each peer
 * @param seeds how many runs there are, with seeds from 0 on
 * @param maxParams the most trainable parameters, where there is a limit
 * @param goal what the runs must reach on average
 */
record Exam(
    String name, DataSet data, Duration budget, int seeds, OptionalLong maxParams, Goal goal) {
  private static final Goal LOGISTIC = new Goal.Within(Peer.LOGISTIC);
  private static final Goal FOREST = new Goal.Within(Peer.FOREST);
  private static final Goal TERMS = new Goal.Within(Peer.TERMS);
  private static final Goal NEAREST = new Goal.NotBelow(List.of(Peer.NEAREST));
  private static final Goal NEAREST_OF_BOTH = new Goal.NotBelow(List.of(Peer.NEAREST, Peer.WARPED));

  /** Those of the goal table, the short ones first. */
  static final List<Exam> ALL =
      List.of(
          of("gunpoint", DataSet.GUN_POINT, "5m", 3, NEAREST),
          of("arrowhead", DataSet.ARROW_HEAD, "5m", 3, NEAREST),
          of("osuleaf", DataSet.OSU_LEAF, "5m", 3, NEAREST),
          of("japanese-vowels", DataSet.JAPANESE_VOWELS, "5m", 3, NEAREST_OF_BOTH),
          of("optdigits-table", DataSet.OPTDIGITS, "5m", 3, least(0.975)),
          of("optdigits-images", DataSet.OPTDIGITS_IMAGES, "5m", 3, least(0.985)),
          of("segment", DataSet.SEGMENT, "5m", 3, least(0.970)),
          of("wdbc", DataSet.WDBC, "2m", 10, LOGISTIC),
          of("wine", DataSet.WINE, "2m", 10, LOGISTIC),
          of("iris", DataSet.IRIS, "2m", 10, LOGISTIC),
          of("spambase", DataSet.SPAMBASE, "10m", 3, FOREST),
          of("vowel", DataSet.VOWEL, "10m", 3, FOREST),
          of("dna", DataSet.DNA, "10m", 3, FOREST),
          of("shuttle", DataSet.SHUTTLE, "10m", 3, FOREST),
          of("subj", DataSet.SUBJ, "10m", 3, TERMS),
          of("mnist-50k", DataSet.MNIST, "15m", 1, least(0.992)).limited(50_000),
          of("fashion-mnist-300k", DataSet.FASHION, "30m", 1, least(0.935)).limited(300_000),
          of("fashion-mnist-30k", DataSet.FASHION, "30m", 1, least(0.915)).limited(30_000),
          of("imdb", DataSet.IMDB, "30m", 1, least(0.895)));

  /** Short ones on data that nothing was chosen by, run where they are named. */
  static final List<Exam> FURTHER =
      Stream.of(DataSet.SONAR, DataSet.VEHICLE, DataSet.GLASS, DataSet.PIMA, DataSet.SATELLITE)
          .map(data -> of(data.name(), data, "2m", 3, FOREST))
          .toList();

  private static Exam of(String name, DataSet data, String budget, int seeds, Goal goal) {
    Duration time = Quantity.duration("budget", budget);
    return new Exam(name, data, time, seeds, OptionalLong.empty(), goal);
  }

  private static Goal least(double accuracy) {
    return new Goal.Least(accuracy);
  }

  private Exam limited(long params) {
    return new Exam(name, data, budget, seeds, OptionalLong.of(params), goal);
  }

  /** The same with another {@code budget}. */
  Exam within(Duration other) {
    return new Exam(name, data, other, seeds, maxParams, goal);
  }

  /** The same with another number of {@code seeds}. */
  Exam repeated(int other) {
    return new Exam(name, data, budget, other, maxParams, goal);
  }

  /**
   * Those called {@code names}, in that order; {@link #ALL} where none is named.
   *
   * @throws MimarException when there is no such exam
   */
  static List<Exam> named(List<String> names) {
    return names.isEmpty() ? ALL : names.stream().map(Exam::named).toList();
  }

  private static Exam named(String name) {
    return known()
        .filter(exam -> exam.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new MimarException(
                    "there is no exam " + name,
                    "Name some of " + String.join(", ", known().map(Exam::name).toList())));
  }

  /** Those that can be named. */
  static Stream<Exam> known() {
    return Stream.concat(ALL.stream(), FURTHER.stream());
  }

  /** The budget as results and the command line have it. */
  String budgetText() {
    return Quantity.text(budget);
  }

  /** What a search and a hand-written network are told besides data, time and seed. */
  List<String> flags() {
    List<String> flags = new ArrayList<>(data.flags());
    maxParams.ifPresent(most -> flags.addAll(List.of("--max-params", String.valueOf(most))));
    return flags;
  }
}
