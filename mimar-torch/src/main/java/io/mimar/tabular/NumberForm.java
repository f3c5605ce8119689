package io.mimar.tabular;

import io.mimar.data.Cells;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How numbers are written. */
enum NumberForm {
  /** 1234.5 */
  PLAIN,
  /** 1.234,5 */
  COMMA,
  /** 1,234.5 */
  THOUSANDS;

  private static final Pattern COMMAS =
      Pattern.compile("[+-]?(\\d{1,3}(\\.\\d{3})+|\\d*)(,\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?");

  /** The form in which all {@code cells} are numbers, if there is one. */
  static Optional<NumberForm> of(Iterable<String> cells, char delimiter) {
    var order =
        delimiter == ',' ? List.of(PLAIN, THOUSANDS, COMMA) : List.of(PLAIN, COMMA, THOUSANDS);
    return order.stream().filter(form -> form.readsAll(cells)).findFirst();
  }

  /** The form of a column of a format. */
  static NumberForm of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The word for it in a format. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private boolean readsAll(Iterable<String> cells) {
    for (String cell : cells) {
      if (Double.isNaN(read(cell))) {
        return false;
      }
    }
    return true;
  }

  /** The number in a cell, NaN where there is none. */
  double read(String cell) {
    return switch (this) {
      case PLAIN -> Cells.number(cell);
      case COMMA ->
          COMMAS.matcher(cell).matches()
              ? Cells.number(cell.replace(".", "").replace(',', '.'))
              : Double.NaN;
      case THOUSANDS ->
          GROUPED.matcher(cell).matches()
              ? Cells.number(cell.replace(",", ""))
              : Cells.number(cell);
    };
  }
}
