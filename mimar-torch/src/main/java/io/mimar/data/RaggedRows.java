package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.data.DelimitedFile.Row;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The rows with more or fewer cells than columns: a few among many are skipped. */
public final class RaggedRows {
  private static final int PERCENT_ALLOWED = 5;

  private final Path file;
  private final int columns;
  private int count;
  private Row first;

  /** None yet, of a file with so many columns. */
  public RaggedRows(Path file, int columns) {
    this.file = file;
    this.columns = columns;
  }

  /** Notes a row of another length. */
  public void add(Row row) {
    if (count++ == 0) {
      first = row;
    }
  }

  /**
   * The warning about them, if there are any.
   *
   * @param good how many rows are as long as they must be
   * @throws MimarException when more than 5 % are not
   */
  public Optional<String> sentence(int good) {
    if (count == 0) {
      return Optional.empty();
    }
    String which =
        String.format(
            Locale.ROOT,
            "line %d has %d, but must have %d",
            first.line(),
            first.cells().length,
            columns);
    int total = good + count;
    if (100L * count > (long) PERCENT_ALLOWED * total) {
      throw new MimarException(
          String.format(
              Locale.ROOT,
              "%s has %d of %d rows with more or fewer cells than columns, but at most %d %% may be"
                  + " so: %s",
              file,
              count,
              total,
              PERCENT_ALLOWED,
              which),
          "Give each row one cell for each column; put cells that have a delimiter in them in"
              + " quotes.");
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Skipped %d of %d rows of %s that have more or fewer cells than columns: %s.",
            count,
            total,
            file,
            which));
  }
}
