package io.mimar.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Says what makes the scores on the parts of a data set less than they seem.
 *
 * @param sample what one is: "image", "row"
 * @param alike how two are compared: "pixel for pixel", "number for number"
 * @param notes hears the sentences
 */
record PartNotes(String sample, String alike, Consumer<String> notes) {

  /** Says which groups lie in two parts. */
  void sharedGroups(Map<Part, List<String>> groups) {
    for (Part one : groups.keySet().stream().sorted().toList()) {
      for (Part other : groups.keySet().stream().sorted().toList()) {
        var shared = new TreeSet<>(groups.get(one));
        shared.retainAll(new TreeSet<>(groups.get(other)));
        if (one.compareTo(other) < 0 && !shared.isEmpty()) {
          notes.accept(
              shared.size()
                  + " groups lie both in the given "
                  + one
                  + " and "
                  + other
                  + " parts ("
                  + Classes.some(List.copyOf(shared))
                  + "): scores there are too good.");
        }
      }
    }
  }

  /** Says which classes a part has no sample of. */
  void absentClasses(Map<Part, LabelledSamples> all, List<String> classes) {
    all.forEach(
        (part, samples) -> {
          int[] counts = Classes.count(samples.labels(), classes.size());
          var missing = Classes.missing(classes, counts);
          if (!missing.isEmpty() && samples.size() > 0) {
            notes.accept(
                "The "
                    + part
                    + " part has no "
                    + sample
                    + " of "
                    + missing.size()
                    + " of the "
                    + counts.length
                    + " classes: "
                    + Classes.some(missing)
                    + ".");
          }
        });
  }

  /** Counts what is also in the train part: what was learned by heart says nothing about more. */
  void repeated(Map<Part, LabelledSamples> all, Part part) {
    long[] learned = hashes(all.get(Part.TRAIN)).sorted().toArray();
    long repeated =
        hashes(all.get(part)).filter(hash -> Arrays.binarySearch(learned, hash) >= 0).count();
    if (repeated > 0) {
      notes.accept(
          String.format(
              Locale.ROOT,
              "%d of the %d %s %ss are also in the train part, %s: the %s score is too good by"
                  + " that.",
              repeated,
              all.get(part).size(),
              part,
              sample,
              alike,
              part));
    }
  }

  private static LongStream hashes(LabelledSamples samples) {
    int each = (int) samples.shape().size();
    return IntStream.range(0, samples.size()).mapToLong(row -> samples.numbers().hash(row, each));
  }
}
