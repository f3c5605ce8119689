package io.mimar.config;

import io.mimar.objective.Cost;
import io.mimar.trial.Trial;
import java.util.Locale;

/** Costs as people read them: {@code 98.3k}, {@code 12.5 kB}, {@code 0.84 ms}. */
public final class CostText {
  private CostText() {}

  /**
   * A cost in its unit.
   *
   * @param column the name under which trials have it
   */
  public static String of(String column, double value) {
    if (column.equals(Cost.MEMORY.column()) || column.equals(Cost.SIZE.column())) {
      return bytes(value);
    }
    boolean time =
        column.equals(Cost.LATENCY.column())
            || column.equals(Trial.foretold(Cost.LATENCY.column()));
    return time ? millis(value) : Quantity.text(value);
  }

  private static String bytes(double value) {
    if (value >= 1e6) {
      return String.format(Locale.ROOT, "%.2f MB", value / 1e6);
    }
    return value >= 1e4
        ? String.format(Locale.ROOT, "%.1f kB", value / 1e3)
        : String.format(Locale.ROOT, "%.0f B", value);
  }

  private static String millis(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%.0f ms", value)
        : String.format(Locale.ROOT, "%.3g ms", value);
  }

  /** A cost of a trial; a foretold one is marked by a tilde, an unknown one by a dash. */
  public static String of(Trial trial, String column) {
    if (trial.cost(column).isEmpty()) {
      return "-";
    }
    String mark = trial.costs().containsKey(column) ? "" : "~";
    return mark + of(column, trial.cost(column).getAsDouble());
  }

  /** What people call the cost of a column: {@code latency}, {@code foretold latency}. */
  public static String name(String column) {
    for (Cost cost : Cost.values()) {
      if (cost.column().equals(column)) {
        return cost.toString();
      }
      if (Trial.foretold(cost.column()).equals(column)) {
        return "foretold " + cost;
      }
    }
    return column;
  }
}
