package io.mimar.data;

import io.mimar.MimarException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Checks of class names and of how many images each class has. */
final class Classes {
  /** More classes than these are not told apart, whatever the data are. */
  static final int MOST = 1_000;

  private Classes() {}

  /**
   * Passes when no two names are one to a reader: equal but for case, Unicode form or outer space.
   *
   * @throws MimarException when two are
   */
  static void checkDistinct(Collection<String> names) {
    alike(names)
        .ifPresent(
            two -> {
              throw new MimarException(
                  "classes " + two + " have one name but for its spelling",
                  "Merge the two, or rename one of them.");
            });
  }

  /** Two of {@code names} that are one to a reader, where there are such. */
  static Optional<String> alike(Collection<String> names) {
    Map<String, String> seen = new HashMap<>();
    for (String name : names) {
      String plain = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
      String other = seen.put(plain.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        return Optional.of("\"" + other + "\" and \"" + name + "\"");
      }
    }
    return Optional.empty();
  }

  /**
   * Passes when there are at least two classes with images to learn from, and at most {@value
   * MOST}.
   *
   * @param counts images of each class in the train part
   * @throws MimarException when there are fewer or more
   */
  static void checkCount(String data, List<String> names, int[] counts) {
    var present = IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
    if (present.length < 2) {
      String found = present.length == 0 ? "no class" : "only one class, " + names.get(present[0]);
      throw new MimarException(
          data + " has " + found + ", with images to train on, but must have at least 2",
          "Give the folder that holds one folder of images per class, or IDX files.");
    }
    if (names.size() > MOST) {
      throw new MimarException(
          String.format(
              Locale.ROOT,
              "%s has %,d classes (%s), but must have at most %,d",
              data,
              names.size(),
              some(names),
              MOST),
          "Merge rare classes, or leave some out.");
    }
  }

  /**
   * Passes when each of {@code names} is one of {@code known}.
   *
   * @param where what has the names, for the message
   * @throws MimarException when one is not
   */
  static void checkKnown(String where, Collection<String> names, List<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new MimarException(
            "class \"" + name + "\" of " + where + " is unknown, known are: " + some(known),
            "Name the folder after a known class, or move it away.");
      }
    }
  }

  /** Images of each class. */
  static int[] count(int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** The names whose count is 0. */
  static List<String> missing(List<String> names, int[] counts) {
    List<String> missing = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 0) {
        missing.add(names.get(c));
      }
    }
    return missing;
  }

  /** Up to five of {@code names} for a sentence. */
  static String some(List<String> names) {
    String rest = names.size() > 5 ? " and " + (names.size() - 5) + " more" : "";
    return String.join(", ", names.subList(0, Math.min(5, names.size()))) + rest;
  }
}
