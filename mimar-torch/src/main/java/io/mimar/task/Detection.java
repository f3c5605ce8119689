package io.mimar.task;

import io.mimar.MimarException;
import io.mimar.data.Cells;
import io.mimar.data.DelimitedFile;
import io.mimar.data.Held;
import io.mimar.data.IdxFiles;
import io.mimar.data.ImageFile;
import io.mimar.data.ImageLabels;
import io.mimar.data.Part;
import io.mimar.data.TextFile;
import io.mimar.data.Words;
import io.mimar.tabular.ArffReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What kind of data lies at a path, told by the names of files and the first lines of one of them.
 *
 * @param kind the kind
 * @param reason why that is thought, for people
 */
record Detection(Kind kind, String reason) {
  private static final int LINES = 500;

  /** Columns that may stand beside a text. */
  private static final int BESIDE_TEXT = 4;

  /** Words a row of a text that may say more than the columns beside it. */
  private static final double LONG_TEXT = 10;

  /** Of a text's cells, so many differ at least; names of categories come again and again. */
  private static final double DISTINCT = 0.5;

  /** So many of the only cells beside a target tell whether they are names or short texts. */
  private static final int FEWEST_NAMES = 20;

  /** Of such cells, and of their characters, so many differ and are letters. */
  private static final double NEARLY_ALL = 0.95;

  private static final double MOSTLY_LETTERS = 0.75; // no dates, codes, hashes

  private static final Set<String> READABLE =
      Set.of(
          "ts", "arff", "csv", "tsv", "tab", "psv", "dat", "data", "txt", "jsonl", "ndjson",
          "json");

  /**
   * Looks at a file or folder.
   *
   * @throws MimarException when it does not exist or looks like no kind of data
   */
  static Detection of(Path data) {
    if (Files.notExists(data)) {
      throw new MimarException(
          "data is " + data + ", which does not exist",
          "Give the path of a file or folder of labelled data.");
    }
    if (!Files.isDirectory(data)) {
      return ofFile(data);
    }
    if (IdxFiles.isIn(data)) {
      return new Detection(Kind.IMAGE, "there are files with MNIST's names");
    }
    return ofFolder(data);
  }

  private static Detection ofFolder(Path data) {
    List<Path> files = Listing.of(data);
    List<Path> inside = files.stream().filter(file -> !isAtop(data, file)).toList();
    long images = inside.stream().filter(file -> ImageFile.isNamedLikeOne(name(file))).count();
    long texts = inside.stream().filter(file -> ending(file).equals("txt")).count();
    Optional<Path> readable =
        files.stream()
            .filter(Detection::isReadable)
            .min(Comparator.comparing(Detection::unlikely).thenComparing(Path::getNameCount));
    boolean stray =
        isStray(data, inside)
            && !Listing.isCut(files)
            && readable.filter(f -> isAtop(data, f) && !ending(f).equals("txt")).isPresent();
    long pictures = files.stream().filter(f -> ImageFile.isNamedLikeOne(name(f))).count();
    if (pictures > 0 && readable.isPresent() && ImageLabels.areIn(data)) {
      return new Detection(
          Kind.IMAGE, "a table beside " + pictures + " images names them and tells their classes");
    }
    if (!stray && images > 0 && images >= texts) {
      return new Detection(
          Kind.IMAGE,
          images + (images == 1 ? " file is named like an image" : " files are named like images"));
    }
    if (!stray && texts > 0) {
      return new Detection(Kind.TEXT, texts + " .txt files lie in folders");
    }
    return readable
        .map(file -> ofFile(file).beside(pictures))
        .or(() -> ofBare(inside))
        .orElseGet(() -> new Detection(Kind.IMAGE, "no other data were found"));
  }

  /** Whether pictures and texts in folders are no classes: they lie in one folder, of no part. */
  private static boolean isStray(Path data, List<Path> inside) {
    Set<Path> folders =
        inside.stream()
            .filter(f -> ImageFile.isNamedLikeOne(name(f)) || ending(f).equals("txt"))
            .map(file -> data.relativize(file.getParent()))
            .collect(Collectors.toSet());
    return folders.size() == 1
        && StreamSupport.stream(folders.iterator().next().spliterator(), false)
            .noneMatch(folder -> Part.ofFile(name(folder)).isPresent());
  }

  /** Texts in files without an ending, as of mails and news, where most files are such. */
  private static Optional<Detection> ofBare(List<Path> inside) {
    List<Path> bare = inside.stream().filter(file -> name(file).indexOf('.') < 0).toList();
    boolean texts =
        2 * bare.size() > inside.size()
            && bare.stream().limit(FEWEST_NAMES).allMatch(Detection::isText);
    return texts
        ? Optional.of(
            new Detection(Kind.TEXT, bare.size() + " texts without an ending lie in folders"))
        : Optional.empty();
  }

  private static boolean isText(Path file) {
    try {
      return TextFile.read(file, note -> {}, text -> text.read() >= 0);
    } catch (MimarException e) {
      return false;
    }
  }

  private Detection beside(long pictures) {
    String passed =
        switch ((int) Math.min(pictures, 2)) {
          case 0 -> "";
          case 1 -> "; 1 picture beside it is passed over";
          default -> "; " + pictures + " pictures beside it are passed over";
        };
    return new Detection(kind, reason + passed);
  }

  /**
   * The less, the more a file is what is to be learned from; a .txt may tell about the data, and of
   * several forms a .ts says most.
   */
  private static int unlikely(Path file) {
    boolean whole = Part.ofFolder(stem(file)).equals(Optional.of(Part.TRAIN));
    boolean train = Part.ofFile(stem(file)).equals(Optional.of(Part.TRAIN));
    int form = ending(file).equals("ts") ? 0 : ending(file).equals("txt") ? 2 : 1;
    return (whole ? 0 : train ? 3 : 6) + form;
  }

  private static boolean isAtop(Path data, Path file) {
    return data.equals(file.getParent());
  }

  private static boolean isReadable(Path file) {
    return READABLE.contains(ending(file));
  }

  private static Detection ofFile(Path file) {
    String name = name(file);
    return switch (ending(file)) {
      case "ts" -> new Detection(Kind.SERIES, name + " is a .ts file");
      case "arff" -> ofArff(file);
      case "jsonl", "ndjson", "json" -> JsonDetection.of(file, head(file));
      default -> ofDelimited(file);
    };
  }

  private static Detection ofArff(Path file) {
    Detection table = new Detection(Kind.TABLE, name(file) + " is an .arff file");
    try {
      DelimitedFile rows = shortened(file, ".arff", part -> ArffReader.rows(part, Held.of(part)));
      return texts(file, rows).orElse(table);
    } catch (MimarException e) {
      return table; // whose reader says what is wrong
    }
  }

  private static Detection ofDelimited(Path file) {
    DelimitedFile table = shortened(file, ".csv", DelimitedFile::read);
    return texts(file, table).orElseGet(() -> withoutTexts(file, table));
  }

  /** What says that a table is one of texts, if anything does. */
  private static Optional<Detection> texts(Path file, DelimitedFile table) {
    List<String> header = table.header();
    for (int c = 0; c < header.size(); c++) {
      double words = meanWords(table, c);
      if (words >= Words.OF_TEXT && header.size() <= 1 + BESIDE_TEXT) {
        return Optional.of(
            new Detection(
                Kind.TEXT,
                String.format(
                    Locale.ROOT,
                    "column \"%s\" of %s has %.0f words a row",
                    header.get(c),
                    name(file),
                    words)));
      }
    }
    return header.stream()
        .filter(name -> header.size() == 2 && isOnlyNames(table, name))
        .findFirst()
        .map(
            name ->
                new Detection(
                    Kind.TEXT,
                    String.format(
                        Locale.ROOT,
                        "column \"%s\" of %s has words that differ, and nothing but the target is beside"
                            + " it",
                        name,
                        name(file))));
  }

  private static Detection withoutTexts(Path file, DelimitedFile table) {
    return Optional.of(table)
        .filter(t -> List.of("csv", "tsv").contains(ending(file))) // series are in no other
        .map(StepColumns::new)
        .flatMap(StepColumns::words)
        .map(
            steps ->
                new Detection(Kind.SERIES, name(file) + " has columns of numbered steps, " + steps))
        .orElseGet(
            () ->
                new Detection(
                    Kind.TABLE,
                    name(file)
                        + " has "
                        + table.header().size()
                        + " columns"
                        + withoutTexts(table)));
  }

  /** What a table has not, or that it has texts beside many other columns. */
  private static String withoutTexts(DelimitedFile table) {
    return IntStream.range(0, table.header().size())
        .boxed()
        .filter(column -> meanWords(table, column) >= LONG_TEXT)
        .max(Comparator.comparingDouble(column -> meanWords(table, column)))
        .map(table.header()::get)
        .map(name -> ", of which \"" + name + "\" has texts: --task text reads them alone")
        .orElse(" and neither texts nor steps");
  }

  /**
   * Whether a column has names, queries or other short texts and only the target beside it: as a
   * category of a table it would tell nothing.
   */
  private static boolean isOnlyNames(DelimitedFile table, String name) {
    List<String> cells = words(table, table.header().indexOf(name)).toList();
    long written = cells.stream().filter(Detection::isMostlyLetters).count();
    return !name.equalsIgnoreCase("id")
        && cells.size() >= Math.max(FEWEST_NAMES, NEARLY_ALL * table.rows().size())
        && written >= NEARLY_ALL * cells.size()
        && new HashSet<>(cells).size() >= NEARLY_ALL * cells.size();
  }

  private static boolean isMostlyLetters(String cell) {
    long letters = cell.codePoints().filter(Words::isOfWords).count();
    long seen = cell.codePoints().filter(c -> !Character.isWhitespace(c)).count();
    return letters > 0 && letters >= MOSTLY_LETTERS * seen;
  }

  /** A column's cells but for numbers. */
  private static Stream<String> words(DelimitedFile table, int column) {
    return table.rows().stream()
        .filter(row -> column < row.cells().length)
        .map(row -> row.cells()[column])
        .filter(cell -> !Cells.isMissing(cell) && !Cells.isNumber(cell));
  }

  /** The mean number of words in a column's cells; 0 of numbers, dates and categories. */
  private static double meanWords(DelimitedFile table, int column) {
    List<String> cells = words(table, column).toList();
    boolean repeated = new HashSet<>(cells).size() < DISTINCT * cells.size();
    boolean categories = repeated && table.header().size() > 2; // else nothing is beside the target
    return categories ? 0 : cells.stream().mapToDouble(Words::roughly).average().orElse(0);
  }

  /** The first lines of a file as one of their own, since files may be large. */
  private static DelimitedFile shortened(
      Path file, String ending, Function<Path, DelimitedFile> reader) {
    List<String> head = head(file);
    if (head.size() < LINES) {
      return reader.apply(file);
    }
    try {
      Path part = Files.createTempFile("mimar-head", ending);
      try {
        Files.write(part, head, StandardCharsets.UTF_8);
        return reader.apply(part);
      } catch (MimarException e) {
        return reader.apply(file); // a quote may be open where the head ends
      } finally {
        Files.delete(part);
      }
    } catch (IOException e) {
      return reader.apply(file); // no room for temporary files
    }
  }

  private static List<String> head(Path file) {
    return TextFile.read(file, note -> {}, Detection::lines);
  }

  private static List<String> lines(BufferedReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    long characters = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      characters += line.length();
      if (lines.size() == LINES || characters > TextFile.LONGEST) {
        break;
      }
    }
    return lines;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The ending of a file's name in small letters, without that of compression. */
  private static String ending(Path file) {
    String plain = unzipped(file);
    return plain.substring(plain.lastIndexOf('.') + 1);
  }

  private static String stem(Path file) {
    String plain = unzipped(file);
    return plain.substring(0, Math.max(0, plain.lastIndexOf('.')));
  }

  private static String unzipped(Path file) {
    String name = name(file).toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
