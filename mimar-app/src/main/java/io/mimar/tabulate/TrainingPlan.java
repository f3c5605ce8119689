package io.mimar.tabulate;

import io.mimar.random.Seeds;
import io.mimar.study.Assignment;
import java.util.List;

/**
 * All trainings of a table, numbered row by row.
 *
 * @param rows the rows
 * @param repeats trainings of each
 * @param seeds the root of their seeds
 */
record TrainingPlan(List<Row> rows, int repeats, Seeds seeds) {

  TrainingPlan {
    rows = List.copyOf(rows);
  }

  /** How many trainings there are. */
  int size() {
    return Math.multiplyExact(rows.size(), repeats);
  }

  /** The row that training {@code number} measures. */
  Row row(int number) {
    return rows.get(number / repeats);
  }

  /**
   * A training for a worker. Its seed follows from the architecture and the repeat, not from what
   * other rows there are.
   */
  Assignment assignment(int number, int attempt) {
    Row row = row(number);
    Seeds own = seeds.at(row.architecture().values().toString()).at("repeat", number % repeats);
    return new Assignment(number, attempt, row.architecture(), own.value(), List.of());
  }
}
