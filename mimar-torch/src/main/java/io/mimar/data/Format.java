package io.mimar.data;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.mimar.Check;
import io.mimar.network.Input;
import io.mimar.network.Shape;
import java.util.List;

/**
 * How raw samples become numbers: fitted on the training part, kept with the run and in the
 * metadata of every exported model, so that new samples become the same numbers.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Format.Image.class, name = "image"),
  @JsonSubTypes.Type(value = Format.PixelTable.class, name = "pixels"),
  @JsonSubTypes.Type(value = Format.Series.class, name = "series"),
  @JsonSubTypes.Type(value = Format.Text.class, name = "text"),
  @JsonSubTypes.Type(value = Format.Table.class, name = "table")
})
public sealed interface Format {

  /** What a network gets of a sample in this format. */
  Input input();

  /**
   * Images, resized to one size.
   *
   * @param shape channels, height, width
   */
  record Image(Shape shape) implements Format {
    @Override
    public Input input() {
      return new Input.Pixels(shape);
    }
  }

  /**
   * Images written as rows of a table, a column for each pixel: row by row, the colours of a pixel
   * side by side.
   *
   * @param shape channels, height, width
   * @param white what is written for the brightest pixel, which becomes 255
   * @param names all columns of the training file in their order, the target included
   * @param target the name of the column that is told
   */
  record PixelTable(Shape shape, double white, List<String> names, String target)
      implements Format {
    public PixelTable {
      names = List.copyOf(names);
      Check.range("white", white, Double.MIN_VALUE, 255);
      Check.range("pixels", names.size() - 1, shape.size(), shape.size());
    }

    @Override
    public Input input() {
      return new Input.Pixels(shape);
    }
  }

  /**
   * Time series. What a channel misses at a time step that another one has is filled before the
   * numbers are put in: on a line between its neighbours, else as the nearest.
   *
   * @param channels their names
   * @param target the name of the column that is told; empty where it has none
   * @param length time steps of the longest, after averaging; longer ones are cut off
   * @param factor how many time steps are averaged to one
   */
  record Series(List<String> channels, String target, int length, int factor) implements Format {
    public Series {
      channels = List.copyOf(channels);
      target = target == null ? "" : target; // of models of before it was kept
      Check.range("channels", channels.size(), 1, 1 << 16);
      Check.range("length", length, 1, 1 << 16);
      Check.range("factor", factor, 1, Integer.MAX_VALUE);
    }

    /** Series with a target that has no name. */
    public Series(List<String> channels, int length, int factor) {
      this(channels, "", length, factor);
    }

    @Override
    public Input input() {
      return new Input.Series(channels.size(), length);
    }
  }

  /**
   * Texts.
   *
   * @param columns the names of the columns that have them, joined in this order; none where files
   *     are texts; models of before there could be several have one name
   * @param target the name of the column that is told, empty where files are texts
   * @param words the words with a number of their own, from number 2 on
   * @param length words of a text, the rest being cut off
   * @param bag terms of a text (words, pairs of words, character n-grams), the rest being left out
   * @param terms numbers that terms are hashed to, 0 (nothing) included
   * @param wordGrams words of the longest run of neighbouring words that is a term, 1 for words
   *     alone
   * @param letterGrams letters of the longest n-gram that is a term, the shortest having 3; 0 for
   *     none
   */
  record Text(
      @JsonAlias("column") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          List<String> columns,
      String target,
      List<String> words,
      int length,
      int bag,
      int terms,
      int wordGrams,
      int letterGrams)
      implements Format {
    public Text {
      columns = columns.stream().filter(name -> !name.isEmpty()).toList();
      target = target == null ? "" : target; // of models of before it was kept
      words = List.copyOf(words);
      Check.range("wordGrams", wordGrams, 1, 5);
      Check.that(
          letterGrams == 0 || (letterGrams >= 3 && letterGrams <= 8),
          "letterGrams",
          letterGrams,
          "0 or in [3, 8]");
    }

    /** Texts of one column with a target that has no name. */
    public Text(
        String column,
        List<String> words,
        int length,
        int bag,
        int terms,
        int wordGrams,
        int letterGrams) {
      this(List.of(column), "", words, length, bag, terms, wordGrams, letterGrams);
    }

    @Override
    public Input.Tokens input() {
      return new Input.Tokens(length, words.size() + 2, bag, terms);
    }
  }

  /**
   * Rows of a table.
   *
   * @param columns those that are read, in their order
   * @param names all columns of the training file in their order, the target and those that are not
   *     read included: files without a header are read by it
   * @param target the name of the column that is told
   * @param targetForm how amounts to be told are written, as the form of numbers; empty where they
   *     are plain, or classes
   */
  record Table(List<Column> columns, List<String> names, String target, String targetForm)
      implements Format {
    public Table {
      columns = List.copyOf(columns);
      names = List.copyOf(names);
      targetForm = targetForm == null ? "" : targetForm; // of before it was kept
    }

    /** Of classes, or of amounts that are written plainly. */
    public Table(List<Column> columns, List<String> names, String target) {
      this(columns, names, target, "");
    }

    @Override
    public Input input() {
      return new Input.Columns(columns.stream().map(Column::input).toList());
    }
  }

  /**
   * A number of a table's row. A column of dates or texts may give several.
   *
   * @param name its column's name
   * @param kind what of its column it is
   * @param form how cells are written: for numbers plain, comma or thousands; for what is told of
   *     dates their pattern; the word that is looked for in texts; empty for categories
   * @param values a category's values in the order of their numbers; none of other kinds. What is
   *     none of them has the next number
   * @param missing whether a value was missing in the training part
   * @param offset what is taken off numbers, as doubles, before they are put in; see {@link Offset}
   */
  record Column(
      String name, Kind kind, String form, List<String> values, boolean missing, Double offset) {
    public Column {
      values = List.copyOf(values);
      offset = offset == null ? 0 : offset; // of before it was kept
    }

    /** What nothing is taken off. */
    public Column(String name, Kind kind, String form, List<String> values, boolean missing) {
      this(name, kind, form, values, missing, 0.0);
    }

    private Input.Column input() {
      return new Input.Column(kind == Kind.CATEGORY ? values.size() + 1 : 0, missing);
    }
  }

  /** What a number of a table's row is. */
  enum Kind {
    /** The number in the cell. */
    NUMBER,
    /** The position of the cell's value. */
    CATEGORY,
    /** A date as days from 1970 on, with the time of day as a fraction. */
    DAY,
    /** The month of a date, 1 to 12. */
    MONTH,
    /** The day of the week of a date, 1 (Monday) to 7. */
    WEEKDAY,
    /** The time of day in hours. */
    HOUR,
    /** 1 where the cell's text has a word, else 0. */
    WORD
  }
}
