package io.mimar.benchmark;

import io.mimar.MimarException;
import io.mimar.benchmark.FinishedSearch.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Finished searches as lines of CSV: searcher, seed, processor seconds, and the rows asked for, in
 * order and separated by spaces.
 */
final class ResultRows {
  private static final List<String> COLUMNS = List.of("searcher", "seed", "cpu_seconds", "rows");
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
  private static final int LINES_ABOVE = 1;
  private static final int MOST_SHOWN = 60;

  /** The line above the searches. */
  static final String HEADER = String.join(",", COLUMNS) + "\n";

  private final Set<Integer> feasible;
  private final int queries;

  /** Searches of {@code contest}: others are refused when read. */
  ResultRows(Contest contest) {
    this.feasible = IntStream.of(contest.feasible()).boxed().collect(Collectors.toSet());
    this.queries = contest.options().queries();
  }

  /** A search as a line. */
  static String line(FinishedSearch search) {
    String rows = search.rows().stream().map(String::valueOf).collect(Collectors.joining(" "));
    String seconds = String.format(Locale.ROOT, "%.4f", search.cpuSeconds());
    return FORMAT.format(search.searcher(), search.seed(), seconds, rows) + "\n";
  }

  /**
   * The searches in {@code text}, a header and lines.
   *
   * @param file where it stands, for errors
   * @throws MimarException naming line, column and value of what is wrong
   */
  List<FinishedSearch> parse(String text, Path file) {
    List<FinishedSearch> searches = new ArrayList<>();
    Set<Job> seen = new HashSet<>();
    try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
      for (CSVRecord row : parser) {
        Line line = new Line(row, file + ", line " + (parser.getCurrentLineNumber() + LINES_ABOVE));
        if (parser.getRecordNumber() == 1) {
          line.requireHeader();
          continue;
        }
        FinishedSearch search = search(line);
        if (!seen.add(search.job())) {
          throw line.wrong(
              "has searcher " + search.searcher() + ", seed " + search.seed() + " again");
        }
        searches.add(search);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new MimarException(file + " is no CSV: " + e.getMessage(), Line.REMEDY, e);
    }
    return searches;
  }

  private FinishedSearch search(Line line) {
    if (line.row().size() != COLUMNS.size()) {
      throw line.wrong("has " + line.row().size() + " fields, but must have " + COLUMNS.size());
    }
    String searcher = line.field(0);
    if (!Roster.isKnown(searcher)) {
      throw line.wrong(
          0, "one of " + Roster.NAMES + ", gne perhaps with +gne.KEY=VALUE or +warm-start=COL:N");
    }
    return new FinishedSearch(searcher, seed(line), seconds(line), rows(line));
  }

  private static long seed(Line line) {
    try {
      return Long.parseLong(line.field(1));
    } catch (NumberFormatException e) {
      throw line.wrong(1, "a whole number");
    }
  }

  private static double seconds(Line line) {
    try {
      double seconds = Double.parseDouble(line.field(2));
      if (seconds >= 0 && Double.isFinite(seconds)) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      throw line.wrong(2, "a number of seconds");
    }
    throw line.wrong(2, "a finite number of seconds, at least 0");
  }

  private List<Integer> rows(Line line) {
    List<Integer> rows;
    try {
      rows = Arrays.stream(line.field(3).split(" ", -1)).map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw line.wrong(3, "numbers of rows with spaces between");
    }
    boolean sound = feasible.containsAll(rows) && new HashSet<>(rows).size() == rows.size();
    if (!sound || rows.size() > queries) {
      throw line.wrong(3, "at most " + queries + " different rows that hold the limits");
    }
    return rows;
  }

  /** A line and where it stands. */
  private record Line(CSVRecord row, String place) {
    private static final String REMEDY =
        "Delete the line, so that its search is run again, or name another --out.";

    String field(int column) {
      return row.get(column);
    }

    void requireHeader() {
      if (!row.toList().equals(COLUMNS)) {
        throw wrong("has columns " + row.toList() + ", but must have " + COLUMNS);
      }
    }

    MimarException wrong(String how) {
      return new MimarException(place + " " + how, REMEDY);
    }

    MimarException wrong(int column, String rule) {
      String value = field(column);
      String shown = value.length() > MOST_SHOWN ? value.substring(0, MOST_SHOWN) + "…" : value;
      return wrong("has " + COLUMNS.get(column) + " \"" + shown + "\", but must have " + rule);
    }
  }
}
