package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.random.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Splits the parts off the train part that a data set does not bring, and says so. */
final class Splits {
  private final Parts parts;
  private final DataOptions options;
  private final List<String> assumptions;

  private Splits(Parts parts, DataOptions options) {
    this.parts = parts;
    this.options = options;
    assumptions = new ArrayList<>(parts.assumptions());
  }

  /**
   * The data set of {@code parts}, with what is missing held back from its train part.
   *
   * @throws MimarException when there are too few images or groups for that
   */
  static Dataset complete(Parts parts, DataOptions options, Seeds seeds) {
    return new Splits(parts, options).complete(seeds);
  }

  private Dataset complete(Seeds seeds) {
    tellSharedGroups();
    List<Part> missing = new ArrayList<>(List.of(Part.VALIDATION, Part.TEST));
    missing.removeAll(parts.images().keySet());
    Map<Part, LabelledSamples> all = new EnumMap<>(parts.images());
    if (!missing.isEmpty()) {
      all.putAll(split(missing, seeds));
      missing.forEach(part -> tellHeldBack(part, all.get(part).size()));
    }
    tellAbsentClasses(all);
    tellRepeated(all, Part.TEST);
    tellRepeated(all, Part.VALIDATION);
    return new Dataset(
        parts.name(),
        new Format.Image(all.get(Part.TRAIN).shape()),
        new Target.Classes(parts.classes()),
        all.get(Part.TRAIN),
        all.get(Part.VALIDATION),
        Optional.of(all.get(Part.TEST)).filter(test -> test.size() > 0),
        assumptions);
  }

  private Map<Part, LabelledSamples> split(List<Part> missing, Seeds seeds) {
    var train = parts.images().get(Part.TRAIN);
    double share = Math.min(options.heldBack(), options.maxHeldBack() / (double) train.size());
    double[] shares = new double[missing.size()];
    Arrays.fill(shares, share);
    int[][] rows = rows(train, shares, seeds);
    Map<Part, LabelledSamples> split = new EnumMap<>(Part.class);
    split.put(Part.TRAIN, train.select(rows[0]));
    for (int i = 0; i < missing.size(); i++) {
      split.put(missing.get(i), train.select(rows[i + 1]));
      if (rows[i + 1].length == 0 && missing.get(i) == Part.VALIDATION) {
        throw tooFew("images", train.size());
      }
    }
    return split;
  }

  private int[][] rows(LabelledSamples train, double[] shares, Seeds seeds) {
    int classes = parts.classes().size();
    var rng = seeds.at("split").rng();
    if (parts.groups().isEmpty()) {
      return StratifiedSplit.split(train.labels(), classes, shares, rng);
    }
    var groups = parts.groups().get(Part.TRAIN);
    int distinct = new TreeSet<>(groups).size();
    if (distinct <= shares.length) {
      throw tooFew("groups", distinct);
    }
    assumptions.add(
        "groupBy \""
            + options.groupBy()
            + "\" names "
            + distinct
            + " groups in the train part; none is divided by the split."
            + (distinct == train.size() ? " Each group is a single image: is that meant?" : ""));
    return GroupSplit.split(train.labels(), classes, groups, shares, rng);
  }

  private MimarException tooFew(String what, int count) {
    return new MimarException(
        parts.name() + " has " + count + " " + what + " to train on, too few to hold some back",
        "Add " + what + ", or give validation and test folders of your own.");
  }

  private void tellHeldBack(Part part, int held) {
    int total = parts.images().get(Part.TRAIN).size();
    if (held == 0) {
      assumptions.add(
          "There is no " + part + " part, and too few images to hold some back for one.");
      return;
    }
    assumptions.add(
        String.format(
            Locale.ROOT,
            "There is no %s part: %d of the %d train images (%.1f %%) are held back for it,"
                + " stratified by class%s.",
            part,
            held,
            total,
            100.0 * held / total,
            parts.groups().isEmpty() ? "" : " as well as the groups allow"));
  }

  /** An image that was learned by heart says nothing about new ones. */
  private void tellRepeated(Map<Part, LabelledSamples> all, Part part) {
    Set<ByteBuffer> learned = new HashSet<>(images(all.get(Part.TRAIN)));
    long repeated = images(all.get(part)).stream().filter(learned::contains).count();
    if (repeated > 0) {
      assumptions.add(
          String.format(
              Locale.ROOT,
              "%d of the %d %s images are also in the train part, pixel for pixel: the %s score is"
                  + " too good by that.",
              repeated,
              all.get(part).size(),
              part,
              part));
    }
  }

  private static List<ByteBuffer> images(LabelledSamples images) {
    int length = (int) images.shape().size();
    return IntStream.range(0, images.size())
        .mapToObj(i -> ByteBuffer.wrap(images.pixels(), i * length, length).slice())
        .toList();
  }

  private void tellSharedGroups() {
    for (Part one : parts.groups().keySet().stream().sorted().toList()) {
      for (Part other : parts.groups().keySet().stream().sorted().toList()) {
        var shared = new TreeSet<>(parts.groups().get(one));
        shared.retainAll(new TreeSet<>(parts.groups().get(other)));
        if (one.compareTo(other) < 0 && !shared.isEmpty()) {
          assumptions.add(
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

  private void tellAbsentClasses(Map<Part, LabelledSamples> all) {
    all.forEach(
        (part, images) -> {
          int[] counts = Classes.count(images.labels(), parts.classes().size());
          var missing = Classes.missing(parts.classes(), counts);
          if (!missing.isEmpty() && images.size() > 0) {
            assumptions.add(
                "The "
                    + part
                    + " part has no image of "
                    + missing.size()
                    + " of the "
                    + counts.length
                    + " classes: "
                    + Classes.some(missing)
                    + ".");
          }
        });
  }
}
