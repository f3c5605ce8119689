package io.mimar.benchmark;

import io.mimar.MimarException;
import io.mimar.config.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The searchers that can be compared, by name. */
public final class Roster {
  /** All names. */
  public static final List<String> NAMES =
      List.of(
          "gne",
          "random",
          "evolution",
          "local",
          "swarm",
          "bananas",
          "saenas-ne",
          "npenas",
          "nsga2");

  /** Those that train networks while they search, or beforehand. */
  private static final Set<String> TRAINED = Set.of("gne", "bananas", "saenas-ne", "npenas");

  private Roster() {}

  /** Whether a searcher needs libtorch. */
  static boolean isTrained(String name) {
    return TRAINED.contains(name);
  }

  /**
   * Checks that {@code names} are some of {@link #NAMES}, each once.
   *
   * @throws MimarException when they are not
   */
  static void check(List<String> names) {
    if (names.isEmpty()) {
      throw new MimarException(
          "--searchers is empty, but must name at least one", "There are " + NAMES + ".");
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!NAMES.contains(name)) {
        throw new MimarException(
            "searcher is \"" + name + "\", but must be one of " + NAMES,
            Names.nearest(name, NAMES)
                .map(n -> "Did you mean " + n + "?")
                .orElse("Separate names by commas, without spaces."));
      }
      if (!seen.add(name)) {
        throw new MimarException(
            "searcher " + name + " is named twice in --searchers", "Name each searcher once.");
      }
    }
  }
}
