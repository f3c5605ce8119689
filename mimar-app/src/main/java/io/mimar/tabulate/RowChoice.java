package io.mimar.tabulate;

import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.data.Dataset;
import io.mimar.network.Costs;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.CellSpace;
import io.mimar.space.Choice;
import io.mimar.space.NetworkSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which architectures of a space become rows: all that hold the limits, or so many of them. In a
 * {@link CellSpace} every way to write a cell is a row of its own, as in NAS-Bench-201; elsewhere
 * every graph is.
 */
final class RowChoice {
  /** A space of more writings than this is drawn from rather than listed. */
  private static final int MOST_LISTED = 100_000;

  /** Draws without a new architecture after which a space counts as exhausted. */
  private static final int PATIENCE = 10_000;

  private final NetworkSpace space;
  private final Dataset data;
  private final Config.Limits limits;
  private final Set<Object> known = new HashSet<>(); // looked up only

  private RowChoice(NetworkSpace space, Dataset data, Config.Limits limits) {
    this.space = space;
    this.data = data;
    this.limits = limits;
  }

  /**
   * The rows, each architecture once.
   *
   * @param count how many; empty for all
   * @throws MimarException when there are fewer, or too many to be listed
   */
  static List<Row> of(
      NetworkSpace space, Dataset data, Config.Limits limits, OptionalInt count, Seeds seeds) {
    RowChoice choice = new RowChoice(space, data, limits);
    RandomGenerator rng = seeds.at("rows").rng();
    double writings = space.choices().stream().mapToDouble(Choice::size).reduce(1, (a, b) -> a * b);
    if (writings <= MOST_LISTED) {
      return choice.listed(count, rng);
    }
    if (count.isEmpty()) {
      throw new MimarException(
          String.format(
              "--rows is not given, and space %s has %.1e choices", space.name(), writings),
          "Give --rows, or a space with fewer edges or operations.");
    }
    return choice.drawn(count.getAsInt(), rng);
  }

  private List<Row> listed(OptionalInt count, RandomGenerator rng) {
    List<Row> all = new ArrayList<>();
    int[] values = new int[space.choices().size()];
    do {
      if (space.isValid(values)) {
        row(values).ifPresent(all::add);
      }
    } while (next(values));
    int wanted = count.orElse(all.size());
    requireEnough(all.size(), Math.max(1, wanted));
    return wanted == all.size() ? all : sample(all, wanted, rng);
  }

  /** Counts on, the last value fastest; false after the last. */
  private boolean next(int[] values) {
    for (int c = values.length - 1; c >= 0; c--) {
      values[c] = (values[c] + 1) % space.choices().get(c).size();
      if (values[c] > 0) {
        return true;
      }
    }
    return false;
  }

  /** So many of {@code all}, in their order. */
  private static List<Row> sample(List<Row> all, int count, RandomGenerator rng) {
    List<Integer> places = new ArrayList<>();
    for (int r = 0; r < all.size(); r++) {
      places.add(r);
      Collections.swap(places, r, rng.nextInt(r + 1));
    }
    return places.stream().limit(count).sorted(Comparator.naturalOrder()).map(all::get).toList();
  }

  private List<Row> drawn(int count, RandomGenerator rng) {
    List<Row> rows = new ArrayList<>();
    int misses = 0;
    while (rows.size() < count && misses < PATIENCE) {
      Optional<Row> row = row(space.random(rng).valueArray());
      row.ifPresent(rows::add);
      misses = row.isPresent() ? 0 : misses + 1;
    }
    requireEnough(rows.size(), count);
    return rows;
  }

  /** The row of {@code values}, where it holds the limits and was not met before. */
  private Optional<Row> row(int[] values) {
    Architecture architecture = space.architecture(values);
    Object key = space instanceof CellSpace ? architecture.writing() : architecture.graph();
    if (!known.add(key)) {
      return Optional.empty();
    }
    Costs costs = Costs.of(space.network(architecture, data.task()));
    return holds(costs) ? Optional.of(new Row(architecture, costs)) : Optional.empty();
  }

  private boolean holds(Costs costs) {
    return costs.params() <= limits.params().orElse(Long.MAX_VALUE)
        && costs.macs() <= limits.macs().orElse(Long.MAX_VALUE)
        && costs.peakActivationBytes() <= limits.memory().orElse(Long.MAX_VALUE);
  }

  private void requireEnough(int found, int wanted) {
    if (found < wanted) {
      String asked = found == 0 ? "" : "--rows is " + wanted + ", but ";
      throw new MimarException(
          asked
              + String.format(
                  "space %s has %s architectures within the limits",
                  space.name(), found == 0 ? "no" : String.valueOf(found)),
          "Ask for fewer rows, loosen --max-params or --max-macs, or widen the space.");
    }
  }
}
