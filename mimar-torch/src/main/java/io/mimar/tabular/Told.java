package io.mimar.tabular;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
    return known.stream()
        .sorted(Comparator.comparingInt(other -> distance(name, other)))
        .limit(3)
        .collect(Collectors.joining(", "));
  }

  /** Levenshtein's distance, whatever the case. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
