package io.mimar.benchmark;

import io.mimar.MimarException;
import io.mimar.Names;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The searchers that can be compared, by name. GNE may enter several times with settings of its
 * own, and with another search to start from: {@code gne+gne.swarm=off+warm-start=c10:100}.
 */
public final class Roster {
  private static final String GNE = "gne";
  private static final String SETTING = "\\+";
  private static final String SOURCE = "warm-start=";

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
    return TRAINED.contains(base(name));
  }

  /** The name without settings. */
  public static String base(String name) {
    return name.split(SETTING, -1)[0];
  }

  /** The settings in a name. */
  public static List<String> settings(String name) {
    return Arrays.stream(name.split(SETTING, -1)).skip(1).toList();
  }

  /** The settings in a name that are GNE's own. */
  static List<String> gneSettings(String name) {
    return settings(name).stream().filter(s -> !s.startsWith(SOURCE)).toList();
  }

  /**
   * The search that this one starts from, if any.
   *
   * @throws MimarException when it is written otherwise, or when there are several
   */
  static Optional<SourceText> source(String name) {
    List<String> sources = settings(name).stream().filter(s -> s.startsWith(SOURCE)).toList();
    if (sources.size() > 1) {
      throw new MimarException(
          "searcher " + name + " has " + sources.size() + " warm starts, but may have one",
          "Let each enter by itself.");
    }
    return sources.stream().map(s -> SourceText.parse(s.substring(SOURCE.length()))).findFirst();
  }

  /** The name of GNE that starts from {@code source}. */
  public static String warm(String source) {
    return GNE + "+" + SOURCE + source;
  }

  /** Whether it is GNE, with whatever settings. */
  static boolean isGne(String name) {
    return base(name).equals(GNE);
  }

  /** Whether there is such a searcher, settings not looked at. */
  static boolean isKnown(String name) {
    return NAMES.contains(base(name)) && (isGne(name) || settings(name).isEmpty());
  }

  /**
   * Checks that {@code names} are some of {@link #NAMES}, each once, and their settings.
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
      if (settings(name).contains("")) {
        throw new MimarException(
            "searcher \"" + name + "\" has a + with no setting after it",
            "Write gne, or gne+gne.swarm=off.");
      }
      if (isKnown(name)) {
        GneSettings.of(gneSettings(name));
        source(name);
      } else if (NAMES.contains(base(name))) {
        throw new MimarException(
            "searcher " + name + " has settings, but only gne may", "The others are as published.");
      } else {
        throw new MimarException(
            "searcher is \"" + name + "\", but must be one of " + NAMES,
            Names.nearest(base(name), NAMES)
                .map(n -> "Did you mean " + n + "?")
                .orElse("Separate names by commas: --searchers gne,random."));
      }
      if (!seen.add(name)) {
        throw new MimarException(
            "searcher " + name + " is named twice in --searchers", "Name each searcher once.");
      }
    }
  }
}
