package io.mimar.search;

import io.mimar.space.Architecture;
import io.mimar.trial.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides what to train next. A searcher is a function of its configuration, the history and the
 * random stream: it keeps nothing that the history cannot rebuild, so that resuming is asking
 * again.
 */
public interface Searcher {

  /** The name by which a user asks for it. */
  String name();

  /**
   * The next candidate: it holds the limits and was not asked for before.
   *
   * @return empty when the space has no such candidate left
   */
  Optional<Proposal> ask(History history, RandomGenerator rng);

  /**
   * What it considers next, at most {@code count} of it: each holds the limits and was not asked
   * for before. Where a searcher does not choose among many, that is what it would ask for if none
   * were to be trained in between.
   *
   * @return distinct candidates with who proposed them; fewer where the space has no more
   */
  default List<Proposal> candidates(History history, int count, RandomGenerator rng) {
    List<Proposal> all = new ArrayList<>();
    List<Architecture> pending = new ArrayList<>(history.pending());
    while (all.size() < count) {
      Optional<Proposal> next = ask(new History(history.trials(), pending), rng);
      if (next.isEmpty()) {
        break;
      }
      all.add(next.get());
      pending.add(next.get().architecture());
    }
    return all;
  }

  /** Makes a searcher of a problem, which a program may not know before its data are read. */
  @FunctionalInterface
  interface Factory {
    /** The searcher of {@code problem}. */
    Searcher of(Problem problem);
  }
}
