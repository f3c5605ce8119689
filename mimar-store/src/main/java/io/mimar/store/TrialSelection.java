package io.mimar.store;

import io.mimar.Check;
import io.mimar.trial.Outcome;
import java.util.Optional;

/**
 * A page of trials: which, in which order, from where.
 *
 * @param outcome only those that ended so
 * @param proposer only those of this proposer
 * @param words only those whose graph or reason holds this text; empty for all
 * @param sort by what
 * @param descending whether the largest come first
 * @param offset how many to pass over
 * @param limit how many at most
 */
public record TrialSelection(
    Optional<Outcome> outcome,
    Optional<String> proposer,
    String words,
    TrialSort sort,
    boolean descending,
    int offset,
    int limit) {
  /** The largest page. */
  public static final int MOST = 200;

  private static final int LONGEST_WORDS = 200;

  public TrialSelection {
    Check.range("offset", offset, 0, Integer.MAX_VALUE);
    Check.range("limit", limit, 1, MOST);
    Check.range("length of the text that is looked for", words.length(), 0, LONGEST_WORDS);
  }

  /** The same for all pages of the same trials in the same order. */
  public TrialSelection unpaged() {
    return new TrialSelection(outcome, proposer, words, sort, descending, 0, 1);
  }

  /** The first trials by number. */
  public static TrialSelection first(int limit) {
    return new TrialSelection(
        Optional.empty(), Optional.empty(), "", TrialSort.NUMBER, false, 0, limit);
  }
}
