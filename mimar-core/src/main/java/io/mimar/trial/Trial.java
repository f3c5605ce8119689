package io.mimar.trial;

import io.mimar.space.Architecture;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One candidate that was asked for and how it ended.
 *
 * @param number from 0, in the order of asking
 * @param architecture the candidate
 * @param costs its costs by name
 * @param proposer who proposed it
 * @param refused how many proposals the limits refused before this one was found
 * @param seed what its training was seeded with
 * @param result how it ended
 */
public record Trial(
    int number,
    Architecture architecture,
    Map<String, Double> costs,
    String proposer,
    int refused,
    long seed,
    Result result) {

  public Trial {
    costs = Collections.unmodifiableMap(new TreeMap<>(costs));
  }

  /** How it ended. */
  public Outcome outcome() {
    return result.outcome();
  }

  /** Its score, where it has one. */
  public OptionalDouble score() {
    return result.score();
  }
}
