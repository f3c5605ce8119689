package io.mimar.trial;

import io.mimar.Check;
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
    Check.present("trial", architecture, costs, proposer, result);
    costs = Collections.unmodifiableMap(new TreeMap<>(costs));
  }

  /** The name under which a trial keeps what a cost that is measured was foretold to be. */
  public static String foretold(String cost) {
    return "foretold" + Character.toUpperCase(cost.charAt(0)) + cost.substring(1);
  }

  /** What it costs: as counted or measured, else as foretold. */
  public OptionalDouble cost(String name) {
    Double known = costs.getOrDefault(name, costs.get(foretold(name)));
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
  }

  /** The same candidate with another end. */
  public Trial with(Result other) {
    return new Trial(number, architecture, costs, proposer, refused, seed, other);
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
