package io.mimar.report;

import io.mimar.store.DataSummary;
import java.util.List;

/** What the data are, in words for their kind. */
final class DataWords {
  private static final int MAX_CLASSES = 40;
  private static final int MOST_NAMED = 12;

  private DataWords() {}

  /** How many samples of which size: {@code 1,797 rows of 64 columns}. */
  static String samples(DataSummary data) {
    long count = (long) data.train() + data.validation() + data.test();
    String channels = Format.plural(data.channels(), "channel");
    return switch (data.kind()) {
      case IMAGE ->
          "%s of %s × %s pixels, %s"
              .formatted(Format.plural(count, "image"), data.height(), data.width(), channels);
      case TABLE -> Format.plural(count, "row") + " of " + Format.plural(data.width(), "column");
      case TEXT ->
          Format.plural(count, "text") + " of up to " + Format.plural(data.width(), "word");
      case SERIES ->
          "%s series of %s, %s"
              .formatted(Format.count(count), Format.plural(data.width(), "step"), channels);
    };
  }

  /** How they are split. */
  static String split(DataSummary data) {
    return "%s training, %s validation, %s test"
        .formatted(
            Format.count(data.train()),
            Format.count(data.validation()),
            data.test() == 0 ? "no" : Format.count(data.test()));
  }

  /** What a model of such data does, as a sentence. */
  static String purpose(DataSummary data) {
    String sample =
        switch (data.kind()) {
          case IMAGE -> "an image";
          case TABLE -> "a row of a table";
          case TEXT -> "a text";
          case SERIES -> "a time series";
        };
    List<String> classes = data.classes();
    if (classes.isEmpty()) {
      return "This model tells the amount%s of %s."
          .formatted(data.target().isEmpty() ? "" : " “" + data.target() + "”", sample);
    }
    int shown = Math.min(MOST_NAMED, classes.size());
    return "This model tells which of %s %s belongs to: %s%s."
        .formatted(
            Format.count(classes.size()) + " classes",
            sample,
            String.join(", ", classes.subList(0, shown)),
            shown < classes.size() ? ", …" : "");
  }

  /** What is told of a sample. */
  static Report.Item told(DataSummary data) {
    List<String> classes = data.classes();
    if (classes.isEmpty()) {
      return new Report.Item(
          "told", data.target().isEmpty() ? "an amount" : "the amount “" + data.target() + "”");
    }
    int shown = Math.min(MAX_CLASSES, classes.size());
    String more = shown < classes.size() ? ", …" : "";
    return new Report.Item(
        Format.count(classes.size()) + " classes",
        String.join(", ", classes.subList(0, shown)) + more);
  }
}
