package io.mimar.gne;

import io.mimar.Check;
import io.mimar.objective.Objective;
import io.mimar.search.Surrogate;
import io.mimar.space.Architecture;
import io.mimar.surrogate.Committee;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.List;

/**
 * What another search of the same space found, on other data perhaps, for a search to start from.
 * Only the order of its scores counts, so that it may have improved something else.
 *
 * @param trials those that have a score, ascending by number
 * @param objective what that search improved
 */
public record WarmStart(List<Trial> trials, Objective objective) {
  /** Fewer trials say too little of what is good. */
  public static final int LEAST = 10;

  public WarmStart {
    trials = trials.stream().filter(t -> t.score().isPresent()).toList();
    Check.that(
        trials.size() >= LEAST, "scored trials to start from", trials.size(), "at least " + LEAST);
  }

  /** Its architectures, the best first. */
  List<Architecture> best() {
    return new History(trials, List.of()).best(trials.size(), objective);
  }

  /** Its labelled architectures, at most so many, as they look in the new search. */
  Learner.Examples examples(Features features, int most) {
    return Learner.Examples.of(trials, Labels.of(trials, objective), features).best(most);
  }

  /** What {@code committee} has learned of it. */
  Surrogate.Posterior learned(Committee committee, Features features) {
    Learner.Examples examples = examples(features, Learner.SMALL);
    return committee.fit(examples.features(), examples.labels(), examples.noise());
  }
}
