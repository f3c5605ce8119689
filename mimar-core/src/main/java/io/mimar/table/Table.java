package io.mimar.table;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.space.Architecture;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A tabular benchmark: architectures that were measured before, one a row.
 *
 * @param name for people
 * @param layout how rows write architectures
 * @param metrics the columns of measurements
 * @param rows the architectures, each with its own {@link Architecture#row}
 * @param values {@code [metrics, rows]}, NaN where nothing was measured
 */
@SuppressWarnings("ArrayRecordComponent") // large; handed out by column, as copies
public record Table(
    String name, Layout layout, List<Metric> metrics, List<Architecture> rows, double[][] values) {

  public Table {
    metrics = List.copyOf(metrics);
    rows = List.copyOf(rows);
    Check.that(values.length == metrics.size(), "columns", values.length, "one for each metric");
    for (double[] column : values) {
      Check.that(column.length == rows.size(), "values", column.length, "one for each row");
    }
  }

  /**
   * The metric of a column.
   *
   * @throws MimarException when there is none, naming what there is
   */
  public Metric metric(String column) {
    return metrics.get(index(column));
  }

  /** The values of a column, one for each row, as a copy. */
  public double[] column(String column) {
    return values[index(column)].clone();
  }

  private int index(String column) {
    for (int m = 0; m < metrics.size(); m++) {
      if (metrics.get(m).column().equals(column)) {
        return m;
      }
    }
    throw new MimarException(
        "table " + name + " has no metric " + column,
        "It has " + new TreeSet<>(metrics.stream().map(Metric::column).toList()) + ".");
  }

  /** 16 hexadecimal digits of the rows, the columns and the values. */
  public String hash() {
    Fingerprint fingerprint = new Fingerprint().add(layout.choices().toString());
    rows.forEach(fingerprint::add);
    for (int m = 0; m < values.length; m++) {
      fingerprint.add(metrics.get(m).toString()).add(values[m]);
    }
    return fingerprint.hex();
  }

  /** The metrics with a role, in the table's order. */
  public List<Metric> metrics(Metric.Role role) {
    return metrics.stream().filter(m -> m.role() == role).toList();
  }

  /**
   * The table without the rows that lack a value in one of {@code columns}; rows are numbered anew.
   */
  public Table complete(List<String> columns) {
    int[] used = columns.stream().mapToInt(this::index).toArray();
    int[] kept =
        IntStream.range(0, rows.size())
            .filter(r -> Arrays.stream(used).noneMatch(m -> Double.isNaN(values[m][r])))
            .toArray();
    if (kept.length == 0) {
      throw new MimarException(
          "table " + name + " has no row with values in all of " + columns,
          "Choose other columns.");
    }
    List<Architecture> chosen =
        IntStream.range(0, kept.length).mapToObj(i -> numbered(rows.get(kept[i]), i)).toList();
    double[][] own = new double[values.length][];
    for (int m = 0; m < own.length; m++) {
      double[] column = values[m];
      own[m] = Arrays.stream(kept).mapToDouble(r -> column[r]).toArray();
    }
    return new Table(name, layout, metrics, chosen, own);
  }

  private static Architecture numbered(Architecture row, int number) {
    return new Architecture(row.values(), row.graph(), number);
  }
}
