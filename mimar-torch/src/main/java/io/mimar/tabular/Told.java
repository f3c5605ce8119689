package io.mimar.tabular;

import io.mimar.Names;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Words for sentences. */
final class Told {
  private static final int SHOWN = 5;

  private Told() {}

  /** Up to five names. */
  static String some(Collection<String> names) {
    String rest = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
    return names.stream().limit(SHOWN).collect(Collectors.joining(", ")) + rest;
  }

  /** A noun with its number. */
  static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Up to three of {@code known} that are spelled most like {@code name}. */
  static String nearest(String name, List<String> known) {
    return Names.byDistance(name, known).stream().limit(3).collect(Collectors.joining(", "));
  }
}
