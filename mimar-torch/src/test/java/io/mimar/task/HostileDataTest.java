package io.mimar.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledFiles;
import io.mimar.random.Seeds;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every reader against every kind of bad data, through the doors that the program uses: what is
 * wrong is refused by a message that names the data and a remedy, or said in a sentence.
 */
class HostileDataTest {
  private static final int ROWS = 60;
  private static final int STEPS = 64; // time steps, or pixels of a row of 8 by 8

  @TempDir Path folder;

  /** What a row is made of, in whatever form. */
  private record Sample(String text, List<String> values, String label) {
    static Sample of(int row) {
      String text = "some words of text number " + row + (row % 2 == 0 ? " good" : " bad");
      List<String> values =
          IntStream.range(0, STEPS)
              .mapToObj(t -> "" + (row * 31 + t * (3 + row % 2)) % 250)
              .toList();
      return new Sample(text, values, "c" + row % 2);
    }

    Sample withLabel(String other) {
      return new Sample(text, values, other);
    }

    Sample withValues(List<String> others) {
      return new Sample(text, others, label);
    }
  }

  private enum Form {
    CSV("table", "hostile.csv", "a,b,class"),
    TSV("table", "hostile.tsv", "a\tb\tclass"),
    ARFF(
        "table",
        "hostile.arff",
        "@relation r\n@attribute a numeric\n@attribute b numeric\n@attribute class string\n@data"),
    TEXT_CSV("text", "hostile.csv", "text,label"),
    TEXT_JSON("text", "hostile.jsonl", ""),
    TS("series", "hostile.ts", "@timeStamps false\n@classLabel true\n@data"),
    UCR("series", "hostile.tsv", ""),
    SERIES_JSON("series", "hostile.jsonl", ""),
    WIDE_CSV("series", "hostile.csv", columns("t") + ",class"),
    PIXEL_CSV("image", "hostile.csv", columns("p") + ",label"),
    TEXT_FOLDER("text", "hostile", ""),
    IMAGE_FOLDER("image", "hostile", ""),
    IDX("image", "hostile", "");

    private static final Set<Form> FOLDERS = Set.of(TEXT_FOLDER, IMAGE_FOLDER, IDX);
    private final String task;
    private final String file;
    private final String header;

    Form(String task, String file, String header) {
      this.task = task;
      this.file = file;
      this.header = header.isEmpty() ? "" : header + "\n";
    }

    private static String columns(String name) {
      return IntStream.range(0, STEPS).mapToObj(t -> name + t).collect(Collectors.joining(","));
    }

    DataOptions options() {
      DataOptions own = DataOptions.DEFAULT.withTask(task);
      return this == PIXEL_CSV ? own.withSize(8, 8) : own;
    }

    boolean isLines() {
      return !FOLDERS.contains(this);
    }

    boolean isOfSteps() {
      return Set.of(TS, UCR, SERIES_JSON, WIDE_CSV, PIXEL_CSV).contains(this);
    }

    String line(Sample s) {
      String all = String.join(",", s.values);
      return switch (this) {
        case CSV, ARFF -> s.values.get(0) + "," + s.values.get(1) + "," + s.label;
        case TSV -> s.values.get(0) + "\t" + s.values.get(1) + "\t" + s.label;
        case TEXT_CSV -> s.text + "," + s.label;
        case TEXT_JSON -> "{\"text\": \"" + s.text + "\", \"label\": \"" + s.label + "\"}";
        case TS -> all + ":" + s.label;
        case UCR -> s.label + "\t" + String.join("\t", s.values);
        case SERIES_JSON -> "{\"label\": \"" + s.label + "\", \"series\": [" + all + "]}";
        case WIDE_CSV, PIXEL_CSV -> all + "," + s.label;
        default -> throw new IllegalStateException(this + " has no lines");
      };
    }

    Path write(Path folder, List<Sample> samples) throws IOException {
      Path data = folder.resolve(file);
      if (this == IDX) {
        writeIdx(data, samples);
      } else if (isLines()) {
        String lines = samples.stream().map(this::line).collect(Collectors.joining("\n"));
        Files.writeString(data, header + lines + "\n");
      } else {
        for (int i = 0; i < samples.size(); i++) {
          Path own = Files.createDirectories(data.resolve(samples.get(i).label));
          if (this == TEXT_FOLDER) {
            Files.writeString(own.resolve(i + ".txt"), samples.get(i).text);
          } else {
            Files.write(own.resolve(i + ".png"), png(samples.get(i)));
          }
        }
      }
      return data;
    }

    private static byte[] png(Sample sample) throws IOException {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
      for (int i = 0; i < STEPS; i++) {
        image.getRaster().setSample(i % 8, i / 8, 0, Integer.parseInt(sample.values.get(i)));
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    }

    private static void writeIdx(Path data, List<Sample> samples) throws IOException {
      Files.createDirectories(data);
      try (DataOutputStream images = idx(data, "train-images-idx3-ubyte", 0x803, samples.size());
          DataOutputStream labels = idx(data, "train-labels-idx1-ubyte", 0x801, samples.size())) {
        images.writeInt(8);
        images.writeInt(8);
        for (Sample sample : samples) {
          for (String value : sample.values) {
            images.write(Integer.parseInt(value));
          }
          labels.write(Integer.parseInt(sample.label.substring(1)));
        }
      }
    }

    private static DataOutputStream idx(Path data, String name, int magic, int count)
        throws IOException {
      DataOutputStream out = new DataOutputStream(Files.newOutputStream(data.resolve(name)));
      out.writeInt(magic);
      out.writeInt(count);
      return out;
    }
  }

  private enum Fault {
    WRONG_ENCODING("UTF-8|cannot be read"),
    RAGGED_ROW("Skipped|shorter|missing"),
    CONSTANT_VALUES("constant|also in"),
    SINGLE_CLASS("class"),
    MISSING_TARGET("target|no class"),
    TOO_MANY_CLASSES("classes"),
    THREE_ROWS("rows"),
    EMPTY_SAMPLE("no word|without any value|missing"),
    LENGTH_1("1 time step|missing"),
    NAN_AND_INF("missing|infinite"),
    OPEN_QUOTE("[Qq]uote|Skipped|missing|single row [^:]*\\(\"c[01]\\)"),
    EMPTY_FILE("empty|cannot be read|no word"),
    DIRECTORY("folder"),
    LONG_LINE("longer|cannot be read");

    private final Pattern words;

    /** A fault of which sentences tell by one of {@code words}. */
    Fault(String words) {
      this.words = Pattern.compile(words);
    }

    /** Whether this can be wrong with data in {@code form}. */
    boolean concerns(Form form) {
      return switch (this) {
        case RAGGED_ROW, OPEN_QUOTE, MISSING_TARGET -> form.isLines();
        case LENGTH_1, NAN_AND_INF -> form.isOfSteps();
        case CONSTANT_VALUES -> !form.task.equals("text");
        case EMPTY_SAMPLE -> form.isOfSteps() || form.task.equals("text");
        case DIRECTORY -> form.isLines() || form == Form.IDX; // class folders have any depth
        case TOO_MANY_CLASSES -> form != Form.IDX; // whose labels are bytes
        default -> true;
      };
    }

    /** How many rows the data have. */
    int rows(Form form) {
      return switch (this) {
        case TOO_MANY_CLASSES -> form.isLines() ? 15_000 : 1_100;
        case THREE_ROWS -> 3;
        default -> ROWS;
      };
    }

    /** Data with this fault. */
    Path write(Form form, Path folder) throws IOException {
      List<Sample> good = samples(ROWS);
      Sample first = good.get(0);
      switch (this) {
        case CONSTANT_VALUES -> good.replaceAll(s -> s.withValues(Collections.nCopies(STEPS, "7")));
        case SINGLE_CLASS -> good.replaceAll(s -> s.withLabel("c1"));
        case MISSING_TARGET -> good.set(0, first.withLabel(""));
        case TOO_MANY_CLASSES -> { // ImageFolderTest has 5,000 folders
          good = samples(rows(form));
          for (int i = 0; i < good.size(); i++) {
            good.set(i, good.get(i).withLabel("k" + i % 5_000));
          }
        }
        case THREE_ROWS -> good = good.subList(0, rows(form));
        case EMPTY_SAMPLE -> good.set(0, new Sample("", blanks(form), first.label));
        case LENGTH_1 -> good.replaceAll(s -> s.withValues(only(s.values.get(0), form)));
        case NAN_AND_INF -> {
          List<String> values = new ArrayList<>(first.values);
          values.set(0, "NaN");
          values.set(1, form == Form.SERIES_JSON ? "\"Inf\"" : "Inf");
          good.set(0, new Sample("NaN Inf", values, first.label));
        }
        default -> {}
      }
      Path data = form.write(folder, good);
      damage(form, data);
      return data;
    }

    private void damage(Form form, Path data) throws IOException {
      Path file = form.isLines() ? data : some(data);
      switch (this) {
        case WRONG_ENCODING -> {
          if (form.isLines() || form == Form.TEXT_FOLDER) {
            String text = Files.readString(file).replaceFirst("c0|some", "caf\u00e9");
            Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
          } else {
            Files.writeString(file, "no image");
          }
        }
        case RAGGED_ROW -> replaceLine(form, file, line -> line.substring(0, line.length() / 2));
        case OPEN_QUOTE -> replaceLine(form, file, line -> "\"" + line);
        case EMPTY_FILE -> Files.write(file, new byte[0]);
        case DIRECTORY -> {
          Files.delete(file);
          Files.createDirectory(file);
        }
        case LONG_LINE -> {
          try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            byte[] piece = new byte[1_000_000];
            Arrays.fill(piece, (byte) 'x');
            for (int i = 0; i < 100; i++) {
              out.write(piece);
            }
          }
        }
        default -> {}
      }
    }

    private static void replaceLine(Form form, Path file, UnaryOperator<String> change)
        throws IOException {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      int at = (int) form.header.lines().count() + 5;
      lines.set(at, change.apply(lines.get(at)));
      Files.write(file, lines);
    }

    private static Path some(Path folder) throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
      }
    }

    private static List<String> blanks(Form form) {
      return form.isLines()
          ? Collections.nCopies(form == Form.SERIES_JSON ? 0 : STEPS, "")
          : Sample.of(0).values;
    }

    private static List<String> only(String value, Form form) {
      List<String> values = new ArrayList<>(List.of(value));
      while (values.size() < STEPS && !Set.of(Form.TS, Form.UCR, Form.SERIES_JSON).contains(form)) {
        values.add("");
      }
      return values;
    }
  }

  private static List<Sample> samples(int count) {
    return IntStream.range(0, count)
        .mapToObj(Sample::of)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  static Stream<Arguments> all() {
    return Arrays.stream(Form.values())
        .flatMap(
            form ->
                Arrays.stream(Fault.values())
                    .filter(fault -> fault.concerns(form))
                    .map(fault -> Arguments.of(form, fault)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void badDataAreRefusedOrSaid(Form form, Fault fault) throws IOException {
    Path good = form.write(Files.createDirectory(folder.resolve("good")), samples(ROWS));
    Dataset known = Tasks.open(good, form.options(), Seeds.root(1));
    Path bad = fault.write(form, Files.createDirectory(folder.resolve("bad")));
    said(() -> Tasks.open(bad, form.options(), Seeds.root(1)))
        .ifPresent(data -> assertSaid(data, known, fault));
    int rows = fault.rows(form);
    said(() -> Tasks.labelled(bad, known.format(), known.target(), form.options()))
        .ifPresent(read -> assertNoneIsLost(read, rows, fault));
    if (!(known.format() instanceof Format.Image)) {
      said(() -> Tasks.unlabelled(bad, known.format(), form.options()))
          .ifPresent(read -> assertNoneIsLost(read, rows, fault));
    }
  }

  /** What {@code open} gives; empty where it refuses the data as it should. */
  private static <T> Optional<T> said(Supplier<T> open) {
    try {
      return Optional.of(open.get());
    } catch (MimarException e) {
      assertTrue(e.getMessage().contains("hostile"), () -> "names no data: " + e.getMessage());
      assertFalse(e.getMessage().contains("Exception"), e.getMessage());
      assertFalse(e.hint().isBlank(), e.getMessage());
      assertTrue(e.getMessage().length() < 1_000, "a message is short");
      return Optional.empty();
    }
  }

  /** All rows are read, or a sentence tells of those that are not. */
  private static void assertNoneIsLost(LabelledFiles read, int rows, Fault fault) {
    assertTrue(
        read.samples().size() == rows
            || read.assumptions().stream().anyMatch(fault.words.asPredicate()),
        () -> read.samples().size() + " of " + rows + " rows are read: " + read.assumptions());
    assertEquals(read.files().size(), read.samples().size());
  }

  /** One sentence more than of good data tells of the fault. */
  private static void assertSaid(Dataset data, Dataset good, Fault fault) {
    Set<String> usual =
        good.assumptions().stream().map(HostileDataTest::plain).collect(Collectors.toSet());
    List<String> more = data.assumptions().stream().filter(s -> !usual.contains(plain(s))).toList();
    assertTrue(
        more.stream().anyMatch(fault.words.asPredicate())
            || (fault == Fault.LENGTH_1
                && data.assumptions().contains("Series have 1 channel and 1 time steps each.")),
        () -> fault + " is passed over in silence: " + more);
  }

  private static String plain(String sentence) {
    return sentence.replaceAll("[0-9]+", "#");
  }
}
