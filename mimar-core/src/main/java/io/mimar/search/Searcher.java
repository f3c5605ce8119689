package io.mimar.search;

import io.mimar.trial.History;
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

  /** Makes a searcher of a problem, which a program may not know before its data are read. */
  @FunctionalInterface
  interface Factory {
    /** The searcher of {@code problem}. */
    Searcher of(Problem problem);
  }
}
