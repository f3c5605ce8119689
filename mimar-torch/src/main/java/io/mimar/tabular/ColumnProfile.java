package io.mimar.tabular;

import io.mimar.data.Cells;
import io.mimar.data.RowNames;
import io.mimar.data.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a column is, by its cells.
 *
 * @param name its name
 * @param what what it is
 * @param form the form of its numbers or dates; empty of others
 * @param values the values that are told apart of a category, or the words that are looked for in a
 *     text
 * @param missing cells that say nothing, or are no number or date though nearly all others are, or
 *     have a word for what is missing
 */
record ColumnProfile(String name, What what, String form, List<String> values, int missing) {

  /** What a column can be. */
  enum What {
    NUMBER,
    CATEGORY,
    DATE,
    /** No value at all. */
    EMPTY,
    /** One value and nothing else. */
    CONSTANT,
    /** A name or running number of its row. */
    IDENTIFIER,
    /** Sentences. */
    TEXT
  }

  private static final int MOST_VALUES = 255;
  private static final int FEW_VALUES = 50; // of these the rare ones are told apart too
  private static final int FEW_ROWS = 20; // among which to differ says little
  private static final int FIRST = 100; // different cells, of which some must be of a form
  private static final double NEARLY_ALL = 0.98;
  private static final double NEARLY_UNIQUE = 0.95;
  private static final int MOST_WORDS = 64; // that are looked for in a text
  private static final Pattern ENDS_IN_ID =
      Pattern.compile("(?i:id[ _.-].*|.*[ _.-]id)|.*[a-z]I[dD]");

  ColumnProfile {
    values = List.copyOf(values);
  }

  /**
   * Tells what a column is.
   *
   * @param cells its cells in the order of the rows
   * @param declared what the file says of it
   * @param delimiter what parts the cells of the file
   */
  static ColumnProfile of(
      String name, List<String> cells, Optional<Attribute> declared, char delimiter) {
    return new Look(name, cells, declared, delimiter).profile();
  }

  /** This column with its numbers written in another form, in which they are the same. */
  ColumnProfile withForm(String other) {
    return new ColumnProfile(name, what, other, values, missing);
  }

  /** Whether networks can learn from it. */
  boolean isKept() {
    return switch (what) {
      case NUMBER, CATEGORY, DATE -> true;
      case TEXT -> !values.isEmpty();
      default -> false;
    };
  }

  /** Whether networks learn from it though it is named like an identifier. */
  boolean isKeptIdentifier() {
    return (what == What.NUMBER || what == What.CATEGORY) && isNamedLikeId(name);
  }

  private static boolean isNamedLikeId(String name) {
    return RowNames.isOne(name) || ENDS_IN_ID.matcher(name).matches();
  }

  /** A look at a column's cells. */
  private static final class Look {
    private final String name;
    private final Optional<Attribute> declared;
    private final char delimiter;
    private final int rows;
    private final Map<String, Integer> counts = new HashMap<>(); // sorted before it is iterated
    private final List<String> order = new ArrayList<>(); // the values as they first come
    private int missing;

    private Look(String name, List<String> cells, Optional<Attribute> declared, char delimiter) {
      this.name = name;
      this.declared = declared;
      this.delimiter = delimiter;
      rows = cells.size();
      List<String> nominal = declared.map(Attribute::values).orElse(List.of());
      for (String cell : cells) {
        if (Cells.isMissing(cell) && !nominal.contains(cell)) {
          missing++;
        } else if (counts.merge(cell, 1, Integer::sum) == 1) {
          order.add(cell);
        }
      }
    }

    private ColumnProfile profile() {
      if (counts.isEmpty()) {
        return profile(What.EMPTY);
      } else if (counts.size() == 1 && missing == 0) {
        return profile(What.CONSTANT);
      } else if (declared.isPresent() && declared.get().isNominal()) {
        return profile(What.CATEGORY, "", declared.get().values(), 0);
      }
      return number().or(this::date).orElseGet(this::words);
    }

    /** Numbers, where nearly all cells are; the others count as missing, as those too large do. */
    private Optional<ColumnProfile> number() {
      boolean said = declared.map(a -> a.type() == Attribute.Type.NUMERIC).orElse(false);
      int large = order.stream().filter(Cells::isInfinite).mapToInt(counts::get).sum();
      if (!said && 2 * large > rows - missing) {
        return Optional.empty(); // names such as 7E400
      }
      List<NumberForm> forms = NumberForm.order(delimiter);
      int[] unread =
          forms.stream()
              .mapToInt(form -> unread(form::reads, said ? rows : large + mostUnread(form::reads)))
              .toArray();
      int comma = forms.indexOf(NumberForm.COMMA);
      boolean grouped = delimiter == ';' && unread[comma] == 0 && NumberForm.areGrouped(order);
      int best = grouped ? comma : best(unread);
      if (!said && unread[best] == rows) {
        return Optional.empty();
      }
      NumberForm form = forms.get(best);
      boolean id = numbersRows(form);
      return Optional.of(
          profile(id ? What.IDENTIFIER : What.NUMBER, form.word(), List.of(), unread[best]));
    }

    /**
     * How many cells of a column of numbers or dates may be none: some strays, and those with a
     * word for what is missing, which this file has its own of.
     */
    private int mostUnread(Predicate<String> reads) {
      int strays = (int) ((1 - NEARLY_ALL) * (rows - missing));
      return order.size() > FEW_ROWS ? strays + placeholders(reads, strays) : 0;
    }

    /**
     * Cells with words that stand for what is missing: those that are known for it, and one that
     * comes again and again, of which no more is lost than how it is written. 0 where others than
     * {@code strays} are no numbers either, or these words are most of the column.
     */
    private int placeholders(Predicate<String> reads, int strays) {
      int read = 0;
      int unknown = 0;
      int cells = 0;
      int single = 0;
      for (String value : order) {
        int count = counts.get(value);
        if (reads.test(value)) {
          read++;
        } else if (Cells.isPlaceholder(value)) {
          cells += count;
        } else if (!Cells.isInfinite(value)) { // these are counted apart
          cells += count > 1 ? count : 0;
          unknown += count > 1 ? 1 : 0;
          single += count > 1 ? 0 : 1;
        }
        if (unknown > 1 || single > strays || (single >= FIRST && read == 0)) {
          return 0;
        }
      }
      return read > FEW_ROWS && 2 * cells <= rows - missing ? cells : 0;
    }

    /**
     * Cells that are not as {@code reads} has it; all, where they are more than {@code most} or the
     * first of them say so, since failing costs.
     */
    private int unread(Predicate<String> reads, int most) {
      int unread = 0;
      int read = 0;
      for (int v = 0; v < order.size(); v++) {
        if (reads.test(order.get(v))) {
          read++;
        } else {
          unread += counts.get(order.get(v));
        }
        boolean none = v + 1 == FIRST && read == 0 && most < rows;
        if (none || unread > most) {
          return rows;
        }
      }
      return unread;
    }

    /** The place of the least, the first of equals. */
    private static int best(int[] unread) {
      return IntStream.range(0, unread.length)
          .boxed()
          .min(Comparator.comparingInt(i -> unread[i]))
          .orElseThrow();
    }

    /**
     * Whether different whole numbers, but for some that are missing, are called an identifier, or
     * count the rows up or down.
     */
    private boolean numbersRows(NumberForm form) {
      if (2 * counts.size() < rows) {
        return false;
      }
      List<String> read = order.stream().filter(form::reads).toList();
      boolean differ = read.stream().allMatch(value -> counts.get(value) == 1);
      if (!differ || 2 * read.size() < rows || read.size() < FEW_ROWS / 2) {
        return false;
      }
      double[] numbers = read.stream().mapToDouble(form::read).toArray();
      double low = numbers[0];
      double high = numbers[0];
      boolean up = true;
      boolean down = true;
      for (int i = 0; i < numbers.length; i++) {
        if (numbers[i] != Math.rint(numbers[i])) {
          return false;
        }
        low = Math.min(low, numbers[i]);
        high = Math.max(high, numbers[i]);
        up &= i == 0 || numbers[i] > numbers[i - 1];
        down &= i == 0 || numbers[i] < numbers[i - 1];
      }
      boolean dense = high - low < 2.0 * rows; // some may have gone to another part
      return isNamedLikeId() || (read.size() >= FEW_ROWS && dense && (up || down));
    }

    private boolean isNamedLikeId() {
      return ColumnProfile.isNamedLikeId(name);
    }

    private Optional<ColumnProfile> date() {
      boolean few = order.size() <= FEW_ROWS; // 1.2.10 may be a version
      List<DateForm> forms =
          DateForm.KNOWN.stream().filter(form -> !few || !form.hasShortYears()).toList();
      int[] unread =
          forms.stream().mapToInt(form -> unread(form::reads, mostUnread(form::reads))).toArray();
      int best = best(unread);
      String pattern = forms.get(best).pattern();
      return unread[best] == rows
          ? Optional.empty()
          : Optional.of(profile(What.DATE, pattern, List.of(), unread[best]));
    }

    private ColumnProfile words() {
      int present = rows - missing;
      double words = order.stream().mapToDouble(Look::words).average().orElse(0);
      if (words >= Words.OF_TEXT && order.size() > Math.max(FEW_ROWS, present / 2)) {
        return profile(What.TEXT, "", frequentWords(), 0);
      }
      boolean unique = order.size() >= NEARLY_UNIQUE * present;
      if (unique && present >= (isNamedLikeId() ? FEW_ROWS / 2 : FEW_ROWS)) {
        return profile(What.IDENTIFIER);
      }
      Collection<String> values = order.size() <= FEW_VALUES ? order : frequent();
      return values.isEmpty() ? profile(What.IDENTIFIER) : profile(What.CATEGORY, "", values, 0);
    }

    /** Words of a cell, numbers among them: of an address, say. */
    private static double words(String cell) {
      return Math.max(cell.split("\\s+", -1).length, Words.roughly(cell));
    }

    /** The values that come twice or more, the most frequent ones. */
    private Set<String> frequent() {
      Set<String> frequent = new TreeSet<>();
      order.stream()
          .filter(value -> counts.get(value) > 1)
          .sorted(Comparator.comparing((String v) -> -counts.get(v)).thenComparing(v -> v))
          .limit(MOST_VALUES)
          .forEach(frequent::add);
      return frequent;
    }

    /** The words that most texts have, of those that not nearly all or only one have. */
    private Set<String> frequentWords() {
      Map<String, Integer> texts = new HashMap<>();
      for (String text : order) {
        new HashSet<>(Words.of(text)).forEach(w -> texts.merge(w, counts.get(text), Integer::sum));
      }
      return texts.entrySet().stream()
          .filter(word -> word.getValue() > 1 && word.getValue() < NEARLY_UNIQUE * rows)
          .filter(word -> Character.isLetterOrDigit(word.getKey().codePointAt(0)))
          .sorted(
              Map.Entry.<String, Integer>comparingByValue()
                  .reversed()
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(MOST_WORDS)
          .map(Map.Entry::getKey)
          .collect(Collectors.toSet());
    }

    private ColumnProfile profile(What what) {
      return profile(what, "", List.of(), 0);
    }

    private ColumnProfile profile(What what, String form, Collection<String> values, int unread) {
      List<String> kept =
          declared.isPresent() && declared.get().isNominal()
              ? List.copyOf(values)
              : List.copyOf(new TreeSet<>(values));
      return new ColumnProfile(name, what, form, kept, missing + unread);
    }
  }
}
