package io.mimar;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user may have meant by a name that does not exist, whatever the case. */
public final class Names {
  private Names() {}

  /** The known name with the fewest edits from {@code name}, when they are few. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    return byDistance(name, known).stream()
        .findFirst()
        .filter(k -> distance(name, k) <= Math.max(1, Math.min(name.length(), k.length()) / 2));
  }

  /** The known names, those with the fewest edits from {@code name} first, equals by alphabet. */
  public static List<String> byDistance(String name, Collection<String> known) {
    return known.stream()
        .sorted(
            Comparator.<String>comparingInt(k -> distance(name, k))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Levenshtein's distance. */
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
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
