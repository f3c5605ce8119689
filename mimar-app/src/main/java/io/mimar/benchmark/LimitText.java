package io.mimar.benchmark;

import io.mimar.MimarException;
import io.mimar.objective.Limit;
import io.mimar.table.Table;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A limit as it is written: {@code COLUMN<=NUMBER}, or {@code COLUMN<=30%} for the value that so
 * many of the table's rows hold, and more only where they tie.
 *
 * @param column what is limited
 * @param most the number
 * @param isShare whether the number is a share of the rows in percent
 */
record LimitText(String column, double most, boolean isShare) {
  private static final String SIGN = "<=";

  /**
   * Reads a limit.
   *
   * @throws MimarException when it is of another form
   */
  static LimitText parse(String text) {
    int at = text.lastIndexOf(SIGN);
    String column = at < 0 ? "" : text.substring(0, at).strip();
    if (column.isEmpty()) {
      throw wrong(text, "of the form COLUMN<=NUMBER or COLUMN<=SHARE%");
    }
    String number = text.substring(at + SIGN.length()).strip();
    boolean isShare = number.endsWith("%");
    String digits = isShare ? number.substring(0, number.length() - 1).strip() : number;
    double most = number(text, digits);
    if (isShare && !(most >= 0 && most <= 100)) {
      throw new MimarException(
          "--limit is \"" + text + "\", but must be a share from 0% to 100% after " + SIGN,
          "30% leaves the lowest 30 % of the rows.");
    }
    return new LimitText(column, most, isShare);
  }

  private static double number(String text, String digits) {
    try {
      double value = new BigDecimal(digits).doubleValue();
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(text, "a number or a share such as 30% after " + SIGN);
    }
    throw wrong(text, "a number below 1e308 after " + SIGN);
  }

  private static MimarException wrong(String text, String rule) {
    return new MimarException(
        "--limit is \"" + text + "\", but must be " + rule,
        "Quote it, since < is a sign of the shell: --limit 'params<=5e6'.");
  }

  /** The limit in the column's own unit. */
  Limit of(Table table) {
    return new Limit(column, isShare ? heldBy(table.column(column), most / 100) : most);
  }

  private static double heldBy(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.round(share * sorted.length) - 1)];
  }
}
