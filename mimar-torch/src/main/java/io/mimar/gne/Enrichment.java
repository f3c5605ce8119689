package io.mimar.gne;

import io.mimar.trial.Trial;
import java.util.List;

/** Adds synthetic labelled points to what the surrogate learns from, or not. */
@FunctionalInterface
interface Enrichment {
  /** Adds nothing. */
  Enrichment NONE = (examples, scored) -> examples;

  /** {@code examples} with synthetic ones behind them, where that pays. */
  Learner.Examples extend(Learner.Examples examples, List<Trial> scored);
}
