package io.mimar.api;

import io.mimar.space.Architecture;
import io.mimar.space.Chosen;

/**
 * An architecture that is to be given a score.
 *
 * @param number of its trial, from 0
 * @param architecture its graph and values
 * @param chosen what it chose, by the names of the choices
 * @param seed what its training should be seeded with, for the same score when it is repeated
 */
public record Candidate(int number, Architecture architecture, Chosen chosen, long seed) {

  /**
   * The value of a choice.
   *
   * @throws io.mimar.MimarException when there is none of that name, or it does not matter here
   */
  public String text(String choice) {
    return chosen.text(choice);
  }

  /**
   * The value of a choice among numbers.
   *
   * @throws io.mimar.MimarException when there is none of that name, or its value is no number
   */
  public double number(String choice) {
    return chosen.number(choice);
  }

  /** The value of a choice among whole numbers, as of {@link #number}. */
  public int size(String choice) {
    return (int) chosen.number(choice);
  }
}
