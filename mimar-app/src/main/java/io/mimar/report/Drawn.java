package io.mimar.report;

import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The trials that a chart has dots for: all, or of very many those that matter and some of the
 * others in even steps, so that a report stays small however long a search was.
 *
 * @param trials the trials, in the order they came
 * @param all how many there are
 */
record Drawn(List<Trial> trials, int all) {
  /** So many dots that need not be. */
  static final int MOST = 3_000;

  /** So many that matter: of more, as many in even steps. */
  static final int MOST_KEPT = 1_000;

  Drawn {
    trials = List.copyOf(trials);
  }

  /**
   * What is drawn of {@code all}.
   *
   * @param matters which are not left out
   */
  static Drawn of(List<Trial> all, Predicate<Trial> matters) {
    if (all.size() <= MOST) {
      return new Drawn(all, all.size());
    }
    int step = (all.size() + MOST - 1) / MOST;
    List<Trial> drawn = new ArrayList<>();
    Set<Integer> kept = numbers(spread(all.stream().filter(matters).toList(), MOST_KEPT));
    for (int i = 0; i < all.size(); i++) {
      if (i % step == 0 || kept.contains(all.get(i).number())) {
        drawn.add(all.get(i));
      }
    }
    return new Drawn(drawn, all.size());
  }

  static Set<Integer> numbers(List<Trial> trials) {
    return trials.stream().map(Trial::number).collect(Collectors.toSet());
  }

  /** All of a list, or {@code most} in even steps, the first and the last among them. */
  static <T> List<T> spread(List<T> all, int most) {
    return all.size() <= most
        ? all
        : IntStream.range(0, most)
            .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
            .toList();
  }

  /**
   * What is left out, as a sentence; empty text for nothing.
   *
   * @param matters what is drawn in any case
   */
  String caption(String matters) {
    return all == trials.size()
        ? ""
        : "Drawn are %s of %s: %s, and others in even steps."
            .formatted(Format.count(trials.size()), Format.plural(all, "trial"), matters);
  }
}
