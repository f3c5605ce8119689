package io.mimar.data;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/**
 * How text is cut into cells.
 *
 * @param delimiter what stands between cells; a space stands for any run of spaces and tabs
 * @param quote what cells with delimiters in them are put in, if anything
 * @param escape what a quote in such a cell has before it, where it is not doubled
 * @param skipped lines before the first row
 */
record Dialect(
    char delimiter, Optional<Character> quote, Optional<Character> escape, long skipped) {
  private static final int LOOKED_AT = 1 << 18;
  private static final int MOST_RECORDS = 200;
  private static final double CONSISTENT = 0.9;
  private static final List<Character> DELIMITERS =
      List.of('\t', ';', '|', ',', ' '); // decimal commas: , after ;

  /** What parts cells where none of the usual does, and stands in all rows as in the first. */
  private static final String RARE = "^~\u0001\u001f\u00a6\u00a7";

  /** The dialect of text, by its first lines. Leaves the text where it was. */
  static Dialect of(BufferedReader text) throws IOException {
    text.mark(LOOKED_AT + 1);
    char[] start = new char[LOOKED_AT];
    int length = 0;
    int read;
    while (length < LOOKED_AT && (read = text.read(start, length, LOOKED_AT - length)) > 0) {
      length += read;
    }
    text.reset();
    return of(new String(start, 0, length), length == LOOKED_AT);
  }

  private static Dialect of(String start, boolean cut) {
    List<String> lines = start.lines().toList();
    int skipped = 0;
    if (!lines.isEmpty() && lines.get(0).matches("(?i)sep=[^\"]")) { // a spreadsheet's word for it
      return new Dialect(lines.get(0).charAt(4), Optional.of('"'), Optional.empty(), 1);
    }
    while (skipped < lines.size() && lines.get(skipped).startsWith("#")) {
      skipped++;
    }
    String rest = String.join("\n", lines.subList(skipped, lines.size()));
    if (skipped == 1 && isHeader(lines.get(0), rest, cut)) {
      skipped = 0;
    }
    String first = lines.size() > skipped ? lines.get(skipped) : "";
    return best(rest, first, cut, skipped);
  }

  /** Whether a first line after {@code #} has as many cells as the next ones. */
  private static boolean isHeader(String line, String rest, boolean cut) {
    Dialect dialect = best(rest, rest.lines().findFirst().orElse(""), cut, 0);
    var counts = dialect.counts(rest, cut);
    var own = dialect.counts(line + "\n", false);
    return !counts.isEmpty() && own.equals(counts.subList(0, 1)) && own.get(0) > 1;
  }

  private static Dialect best(String text, String first, boolean cut, long skipped) {
    Dialect best = new Dialect(',', quote(first), Optional.empty(), skipped);
    double bestShare = 0;
    for (char delimiter : DELIMITERS) {
      Dialect dialect = new Dialect(delimiter, best.quote, Optional.empty(), skipped);
      List<Integer> counts = dialect.counts(text, cut);
      double share = dialect.cutsTexts(counts) ? 0 : share(counts);
      boolean better =
          share > bestShare || (share == bestShare && dialect.isFinerThan(best, text, cut));
      if (better && share >= CONSISTENT) {
        best = dialect;
        bestShare = share;
      }
    }
    if (bestShare > 0) {
      return best;
    }
    Dialect usual = best.withDelimiter(mostFrequent(first));
    return RARE.chars()
        .mapToObj(rare -> usual.withDelimiter((char) rare))
        .filter(rare -> cutsAll(rare.counts(text, cut)))
        .findFirst()
        .orElse(usual);
  }

  /** Whether all records have as many cells, and several; two may by chance. */
  private static boolean cutsAll(List<Integer> counts) {
    return share(counts) == 1 && counts.get(0) > 1 && (counts.size() > 2 || counts.get(0) > 2);
  }

  /** Whether it parts by blanks what another parts in two by tabs: columns of numbers, aligned. */
  private boolean isFinerThan(Dialect best, String text, boolean cut) {
    return delimiter == ' '
        && best.delimiter == '\t'
        && best.counts(text, cut).stream().allMatch(count -> count == 2)
        && counts(text, cut).stream().allMatch(count -> count > 3)
        && areMostlyNumbers(text);
  }

  private static boolean areMostlyNumbers(String text) {
    List<String> cells =
        text.lines()
            .limit(MOST_RECORDS)
            .flatMap(line -> Arrays.stream(line.strip().split("[ \t]+", -1)))
            .toList();
    return 2 * cells.stream().filter(Cells::isNumber).count() > cells.size();
  }

  /** Whether spaces would cut texts of one column, whose header has a single word. */
  private boolean cutsTexts(List<Integer> counts) {
    return delimiter == ' '
        && !counts.isEmpty()
        && counts.get(0) == 1
        && counts.stream().anyMatch(count -> count > 2); // of two, one may be the row's name
  }

  /** The share of records that have the most frequent number of cells, 0 where that is one. */
  private static double share(List<Integer> all) {
    boolean rowNames =
        all.size() > 1 && all.get(0) > 1 && all.get(0) == all.get(1) - 1; // no header
    List<Integer> counts = rowNames ? all.subList(1, all.size()) : all;
    Map<Integer, Integer> frequency = new TreeMap<>();
    counts.forEach(count -> frequency.merge(count, 1, Integer::sum));
    return frequency.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .filter(entry -> entry.getKey() > 1)
        .map(entry -> entry.getValue() / (double) counts.size())
        .orElse(0.0);
  }

  private static Optional<Character> quote(String first) {
    boolean single = first.matches("'[^']*'([,;|\t ]\\s*'[^']*')+\\s*");
    return Optional.of(single ? '\'' : '"');
  }

  private static char mostFrequent(String line) {
    return List.of(',', '\t', ';', '|').stream()
        .max(Comparator.comparingLong((Character c) -> line.chars().filter(x -> x == c).count()))
        .orElse(',');
  }

  /** How many cells each of the first records has; a last one that is cut off is left out. */
  private List<Integer> counts(String text, boolean cut) {
    List<Integer> counts = new ArrayList<>();
    boolean more = false;
    try (CSVParser parser = format().parse(blanked(new StringReader(text)))) {
      for (CSVRecord row : parser) {
        if (counts.size() == MOST_RECORDS) {
          more = true;
          break;
        }
        counts.add(cells(row).length);
      }
    } catch (IOException | UncheckedIOException e) {
      return counts; // quotes that do not close: judged by the records before, told when read
    }
    return cut && !more && counts.size() > 1 ? counts.subList(0, counts.size() - 1) : counts;
  }

  /** The format for the parser. */
  CSVFormat format() {
    CSVFormat.Builder format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setQuote(quote.orElse(null))
            .setEscape(escape.orElse(null))
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true);
    if (delimiter == ' ') { // tells an empty cell in quotes from what stands between two spaces
      format.setQuoteMode(QuoteMode.ALL_NON_NULL).setNullString("");
    }
    return format.get();
  }

  /** Text in which tabs part cells as spaces do, where these do. */
  Reader blanked(Reader text) {
    return delimiter == ' ' ? new Blanked(text) : text;
  }

  private static final class Blanked extends FilterReader {
    private Blanked(Reader in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      return read == '\t' ? ' ' : read;
    }

    @Override
    public int read(char[] into, int from, int most) throws IOException {
      int read = super.read(into, from, most);
      for (int i = from; i < from + read; i++) {
        into[i] = into[i] == '\t' ? ' ' : into[i];
      }
      return read;
    }
  }

  /** The cells of a record. */
  String[] cells(CSVRecord row) {
    String[] cells = row.values();
    if (delimiter != ' ') {
      return cells;
    }
    return Arrays.stream(cells).filter(Objects::nonNull).toArray(String[]::new);
  }

  /** This dialect with another delimiter. */
  Dialect withDelimiter(char other) {
    return new Dialect(other, quote, escape, skipped);
  }

  /** This dialect with quotes that a backslash keeps open. */
  Dialect withEscape() {
    return new Dialect(delimiter, quote, Optional.of('\\'), skipped);
  }

  /** This dialect with quotes that mean nothing. */
  Dialect withoutQuotes() {
    return new Dialect(delimiter, Optional.empty(), Optional.empty(), skipped);
  }

  /** The word for people. */
  @Override
  public String toString() {
    return switch (delimiter) {
      case '\t' -> "tabs";
      case ' ' -> "spaces";
      case ',' -> "commas";
      case ';' -> "semicolons";
      default ->
          Character.isISOControl(delimiter)
              ? String.format(Locale.ROOT, "U+%04X", (int) delimiter)
              : "\"" + delimiter + "\"";
    };
  }
}
