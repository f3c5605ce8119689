package io.mimar.text;

import io.mimar.MimarException;
import io.mimar.data.Cells;
import io.mimar.data.DataOptions;
import io.mimar.data.DelimitedFile;
import io.mimar.data.Format;
import io.mimar.data.Held;
import io.mimar.data.Part;
import io.mimar.data.RawPart;
import io.mimar.data.RawParts;
import io.mimar.data.RowReader;
import io.mimar.data.TargetNames;
import io.mimar.data.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads labelled texts: CSV with columns of texts and of targets, JSON lines, or a folder of .txt
 * files per class; with or without parts, see {@link TextSources}.
 *
 * <p>A text becomes the numbers of its words in order, then the bag of its distinct terms: words,
 * pairs of words, letter n-grams ({@link Terms}); in this order, so that what a bag has no room for
 * is what says least.
 *
 * <p>A reader remembers the columns that it read last, for the format that is fitted next.
 */
public final class TextReader implements RowReader<String, Format.Text> {
  private static final String CLASS = "class"; // the target of texts in class folders
  private static final String PARTING = "\t;|"; // which sentences hardly have, one each
  private static final int OTHER = 1; // the number of a word that is not in the vocabulary

  private TextColumns columns = TextColumns.NONE;
  private Vocabulary vocabulary = new Vocabulary(List.of());

  @Override
  public RawParts<String> read(Path data, DataOptions options) {
    List<String> notes = new ArrayList<>();
    TextSources sources = TextSources.of(data);
    Held held = Held.of(data);
    Map<Part, Path> files = sources.withTrain();
    Map<Part, TextTable> tables = new EnumMap<>(Part.class);
    files.forEach(
        (part, file) -> {
          if (!Files.isDirectory(file)) {
            tables.put(part, TextTable.read(file, held));
          }
        });
    Optional<TextColumns> chosen = Optional.empty();
    if (tables.containsKey(Part.TRAIN)) {
      TextTable train = tables.get(Part.TRAIN);
      chosen = Optional.of(TextColumns.choose(train, options.target(), inAll(tables), notes::add));
      requireColumn(train, chosen.get().target());
    } else if (!options.target().isEmpty() && !options.target().equals(CLASS)) {
      throw new MimarException(
          "target is \"" + options.target() + "\", but the texts lie in a folder per class",
          "Leave the target out, or give a file with a column of that name.");
    }
    Map<Part, RawPart<String>> parts = new EnumMap<>(Part.class);
    List<Path> ignored = new ArrayList<>();
    for (var file : files.entrySet()) {
      if (Files.isDirectory(file.getValue())) {
        TextFolder folder = TextFolder.scan(file.getValue());
        parts.put(file.getKey(), folder.labelled(sources.root(), held, notes::add));
        ignored.addAll(folder.ignored());
      } else {
        TextTable table = tables.get(file.getKey());
        var own =
            chosen.isPresent()
                ? chosen.get()
                : TextColumns.choose(table, "", column -> true, notes::add);
        parts.put(file.getKey(), rows(sources, table, own, held, notes));
      }
    }
    sources.ignoredSentence(ignored).ifPresent(notes::add);
    parts.forEach((part, texts) -> tellEmpty(part, texts.rows(), notes::add));
    columns = chosen.orElse(TextColumns.NONE);
    String target = chosen.map(TextColumns::target).orElse(CLASS);
    return new RawParts<>(nameOf(data), target, parts, notes);
  }

  private static Predicate<String> inAll(Map<Part, TextTable> tables) {
    return column -> tables.values().stream().allMatch(table -> table.columns().contains(column));
  }

  private static RawPart<String> rows(
      TextSources sources, TextTable table, TextColumns columns, Held held, List<String> notes) {
    notes.addAll(table.notes());
    columns.texts().forEach(needed -> requireColumn(table, needed));
    List<String> texts = table.texts(columns.texts(), held);
    Optional<String> told = TargetNames.like(table.columns(), columns.target());
    return new RawPart<>(
        table.places(TextFolder.relative(sources.root(), table.file())),
        texts,
        targets(table, told));
  }

  /** What is to be told, empty where it is missing. */
  private static List<String> targets(TextTable table, Optional<String> column) {
    return column
        .map(table::cells)
        .map(
            cells ->
                cells.stream()
                    .map(cell -> Cells.isMissing(cell) && !Cells.isInfinite(cell) ? "" : cell)
                    .toList())
        .orElseGet(() -> Collections.nCopies(table.rows().size(), ""));
  }

  private static void requireColumn(TextTable table, String needed) {
    if (!table.columns().contains(needed)) {
      throw new MimarException(
          "%s has no %s \"%s\", but the training texts have one"
              .formatted(table.file(), table.kind(), needed),
          "Name it so; these are there: " + String.join(", ", table.columns()) + ".");
    }
  }

  private static void tellEmpty(Part part, List<String> texts, Consumer<String> notes) {
    long empty = texts.stream().filter(Words::isEmpty).count();
    if (empty > 0) {
      notes.accept(
          String.format(
              Locale.ROOT,
              "%,d of the %,d texts of the %s part have no word; they are kept, as nothing but"
                  + " zeros.",
              empty,
              texts.size(),
              part));
    }
  }

  private static String nameOf(Path data) {
    Path path = data.toAbsolutePath().normalize();
    String name = Files.isDirectory(path) ? "" : TextTable.stem(path);
    Path last = path.getFileName();
    return !name.isEmpty() || last == null ? name : last.toString();
  }

  @Override
  public RawParts<String> read(Path path, Format.Text format, DataOptions options) {
    List<String> notes = new ArrayList<>();
    String target = options.target().isEmpty() ? format.target() : options.target();
    RawPart<String> rows =
        isSingle(path, format)
            ? single(path, notes::add)
            : last(TextSources.of(path), format, target, notes::add);
    String told = target.isEmpty() ? CLASS : target;
    return new RawParts<>(nameOf(path), told, Map.of(Part.TEST, rows), notes);
  }

  /** Whether a file is one text: of a model of rows it may have rows. */
  private static boolean isSingle(Path path, Format.Text format) {
    return (TextFolder.isText(path) || TextFolder.isBare(path)) && !hasRows(path, format);
  }

  /**
   * Whether a .txt file has rows as the training texts had: their columns by name, or as many where
   * these had no names.
   */
  private static boolean hasRows(Path path, Format.Text format) {
    if (format.columns().isEmpty()) {
      return false;
    }
    DelimitedFile file;
    try {
      file = DelimitedFile.read(path);
    } catch (MimarException e) {
      return false; // a text is no table
    }
    boolean named = !format.columns().stream().allMatch(DelimitedFile::isNumbered);
    return named
        ? file.headed() && file.header().containsAll(format.columns())
        : !file.headed()
            && file.rows().size() > 1
            && file.header().size() == format.columns().size() + 1 // the target
            && PARTING.indexOf(file.delimiter()) >= 0;
  }

  private static RawPart<String> single(Path file, Consumer<String> notes) {
    String name = file.getFileName().toString();
    return new RawPart<>(List.of(name), List.of(TextFolder.text(file, notes)), List.of(""));
  }

  /** The texts of the last part, with their targets where these are there. */
  private static RawPart<String> last(
      TextSources sources, Format.Text format, String target, Consumer<String> notes) {
    Part.lastOf(sources.parts().keySet(), sources.root()).ifPresent(notes);
    Path source = sources.last();
    Held held = Held.of(source);
    if (Files.isDirectory(source)) {
      TextFolder folder = TextFolder.scan(source);
      sources.ignoredSentence(folder.ignored()).ifPresent(notes);
      return folder.all(sources.root(), held, notes);
    }
    TextTable table = TextTable.read(source, held).like(format);
    sources.ignoredSentence(List.of()).ifPresent(notes);
    table.notes().forEach(notes);
    var told = TextColumns.named(table, target);
    List<String> needed =
        format.columns().isEmpty()
            ? List.of(TextColumns.longest(table, told.orElse("")))
            : format.columns();
    List<String> found = needed.stream().filter(table.columns()::contains).toList();
    if (found.isEmpty()) {
      requireColumn(table, needed.get(0));
    } else if (found.size() < needed.size()) {
      List<String> absent = needed.stream().filter(column -> !found.contains(column)).toList();
      notes.accept(
          "%s has no %s of texts called %s: what is in the others is read alone."
              .formatted(table.file(), table.kind(), String.join(", ", absent)));
    }
    List<String> texts = table.texts(found, held);
    return new RawPart<>(
        table.places(TextFolder.relative(sources.root(), table.file())),
        texts,
        targets(table, told));
  }

  @Override
  public Format.Text fit(List<String> train, DataOptions options, Consumer<String> notes) {
    return TextFit.fit(columns, train, notes);
  }

  @Override
  public void encode(String text, Format.Text format, float[] into) {
    List<String> words = Words.of(text);
    Vocabulary known = vocabulary(format);
    for (int i = 0; i < Math.min(words.size(), format.length()); i++) {
      into[i] = known.numbers.getOrDefault(words.get(i), OTHER);
    }
    int[] bag = Terms.of(format).numbers(words, format.terms(), format.bag());
    for (int i = 0; i < bag.length; i++) {
      into[format.length() + i] = bag[i];
    }
  }

  /** The words' numbers, made once for all texts of a format. */
  private Vocabulary vocabulary(Format.Text format) {
    Vocabulary known = vocabulary;
    if (known.words != format.words()) {
      known = new Vocabulary(format.words());
      vocabulary = known;
    }
    return known;
  }

  private static final class Vocabulary {
    private final List<String> words;
    private final Map<String, Integer> numbers = new HashMap<>();

    private Vocabulary(List<String> words) {
      this.words = words;
      words.forEach(word -> numbers.put(word, numbers.size() + OTHER + 1));
    }
  }
}
