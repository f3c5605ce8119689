package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Chooses the train samples that are held back for the parts that a data set does not bring, and
 * says so.
 *
 * @param data the data's name
 * @param samples what they are: "images", "rows"
 * @param notes hears each decision as a sentence
 */
record HeldBack(String data, String samples, DataOptions options, Consumer<String> notes) {
  private static final int FEWEST = 10;

  /**
   * Passes when there are enough samples to train on, whatever they are.
   *
   * @param train how many there are, those to be held back included
   * @throws MimarException when there are fewer than 10
   */
  static void checkEnough(String data, String samples, int train) {
    if (train < FEWEST) {
      throw new MimarException(
          data + " has " + train + " " + samples + " to train on, but must have at least " + FEWEST,
          "Add " + samples + "; some hundred are a good start.");
    }
  }

  /**
   * The rows of the given train part that each missing part gets, and those that are left to train
   * on; nothing where no part is missing.
   *
   * @param given the parts that are there
   * @param groups the group of each train row, or empty when they are not grouped
   * @throws MimarException when there are too few samples or groups
   */
  Map<Part, int[]> rows(Set<Part> given, Strata strata, List<String> groups, Seeds seeds) {
    List<Part> missing = new ArrayList<>(List.of(Part.VALIDATION, Part.TEST));
    missing.removeAll(given);
    if (missing.isEmpty()) {
      return Map.of();
    }
    int total = strata.of().length;
    double[] shares = new double[missing.size()];
    Arrays.fill(shares, share(total));
    int[][] rows = divide(strata, groups, shares, seeds);
    Map<Part, int[]> split = new EnumMap<>(Part.class);
    split.put(Part.TRAIN, rows[0]);
    for (int i = 0; i < missing.size(); i++) {
      split.put(missing.get(i), rows[i + 1]);
      if (rows[i + 1].length == 0 && missing.get(i) == Part.VALIDATION) {
        throw tooFew(samples, total);
      }
    }
    String how = strata.name() + (groups.isEmpty() ? "" : " as well as the groups allow");
    missing.forEach(part -> tell(part, split.get(part).length, total, how));
    return split;
  }

  /** The share of {@code total} samples that a missing part gets. */
  double share(int total) {
    return Math.min(options.heldBack(), options.maxHeldBack() / (double) total);
  }

  private int[][] divide(Strata strata, List<String> groups, double[] shares, Seeds seeds) {
    var rng = seeds.at("split").rng();
    if (groups.isEmpty()) {
      return StratifiedSplit.split(strata.of(), strata.count(), shares, rng);
    }
    int distinct = new TreeSet<>(groups).size();
    if (distinct <= shares.length) {
      throw tooFew("groups", distinct);
    }
    notes.accept(
        "groupBy \""
            + options.groupBy()
            + "\" names "
            + distinct
            + " groups in the train part; none is divided by the split."
            + (distinct == groups.size() ? " Each group is a single one: is that meant?" : ""));
    return GroupSplit.split(strata.of(), strata.count(), groups, shares, rng);
  }

  private MimarException tooFew(String what, int count) {
    return new MimarException(
        data + " has " + count + " " + what + " to train on, too few to hold some back",
        "Add " + what + ", or give validation and test parts of your own.");
  }

  private void tell(Part part, int held, int total, String how) {
    if (held == 0) {
      notes.accept(
          "There is no " + part + " part, and too few " + samples + " to hold some back for one.");
      return;
    }
    notes.accept(
        String.format(
            Locale.ROOT,
            "The data have no %s part of their own: %d of the %d train %s (%.1f %%) are held back for it,"
                + " stratified by %s.",
            part,
            held,
            total,
            samples,
            100.0 * held / total,
            how));
  }
}
