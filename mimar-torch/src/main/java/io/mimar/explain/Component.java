package io.mimar.explain;

import io.mimar.space.Choice;
import io.mimar.space.SearchSpace;

/**
 * One decision taken one way: an operation at a place, a width, a depth.
 *
 * @param choice its place in {@link SearchSpace#choices}
 * @param value the index of what is chosen
 */
public record Component(int choice, int value) {

  /** What is decided, as words. */
  public String place(SearchSpace space) {
    return of(space).name();
  }

  /** What is chosen, as words. */
  public String option(SearchSpace space) {
    return of(space).values().get(value);
  }

  private Choice of(SearchSpace space) {
    return space.choices().get(choice);
  }
}
