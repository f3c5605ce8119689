package io.mimar.table;

import io.mimar.objective.Objective;
import java.util.Locale;

/**
 * A column of measurements.
 *
 * @param column its name
 * @param direction whether more or less is better
 * @param unit for people; may be empty
 * @param role what it is good for
 */
public record Metric(String column, Objective.Direction direction, String unit, Role role) {

  /** What a column is good for. */
  public enum Role {
    /** A search may improve it. */
    OBJECTIVE,
    /** A search is judged by it and must not see it. */
    REPORT,
    /** Known before training: it may be limited, and the surrogate may see it. */
    COST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** This column as what a search improves. */
  public Objective objective() {
    return new Objective(column, direction);
  }
}
