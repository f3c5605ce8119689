package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.data.DelimitedFile.Row;
import io.mimar.network.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads images that are rows of a table, a column for each pixel: delimited text, a file or a
 * folder with a file for each part.
 *
 * <p>Pixels may be written as shares of 1, as 0 to 16 or up to any other number below 255, as 0 to
 * 255: what is white is told by the training rows.
 */
public final class ImageTable implements RowReader<ImageTable.PixelRow, Format.PixelTable> {
  private static final int BRIGHTEST = 255;
  private static final int DEEPEST = 3; // part, class, image

  /**
   * An image as its row says.
   *
   * @param values the numbers of {@link PixelColumns#shape}, row by row, {@code [H,W,C]}; not
   *     copied
   */
  @SuppressWarnings("ArrayRecordComponent") // many and handed over on purpose
  public record PixelRow(PixelColumns columns, float[] values) {}

  /** Whether this is a file, or a folder with tables and without images. */
  public static boolean isIn(Path data) {
    return Files.isDirectory(data)
        ? !IdxFiles.isIn(data) && TableParts.isIn(data) && !hasImages(data)
        : Files.exists(data);
  }

  private static boolean hasImages(Path folder) {
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      return all.anyMatch(path -> ImageFile.isNamedLikeOne(path.toString()));
    } catch (IOException e) {
      throw Folders.unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw Folders.unreadable(folder, e.getCause());
    }
  }

  @Override
  public RawParts<PixelRow> read(Path data, DataOptions options) {
    TableParts files = TableParts.of(data);
    Held held = Held.of(data);
    List<String> notes = new ArrayList<>(files.notes());
    DelimitedFile train = DelimitedFile.read(files.files().get(Part.TRAIN), held);
    PixelColumns columns = PixelColumns.choose(train, options, notes::add);
    Map<Part, RawPart<PixelRow>> parts = new EnumMap<>(Part.class);
    files
        .files()
        .forEach(
            (part, path) -> {
              DelimitedFile file = part == Part.TRAIN ? train : DelimitedFile.read(path, held);
              notes.addAll(file.notes());
              parts.put(part, rows(file, columns, held));
            });
    return new RawParts<>(TableParts.nameOf(data), columns.target(), parts, notes);
  }

  @Override
  public RawParts<PixelRow> read(Path path, Format.PixelTable format, DataOptions options) {
    TableParts files = TableParts.of(path);
    Held held = Held.of(path);
    DelimitedFile file = DelimitedFile.read(files.last(), held);
    PixelColumns columns = PixelColumns.of(format, options.target());
    List<String> notes = new ArrayList<>(files.notes());
    Part.lastOf(files.files().keySet(), path).ifPresent(notes::add);
    notes.addAll(file.notes());
    Map<Part, RawPart<PixelRow>> part = Map.of(Part.TEST, rows(file, columns, held));
    return new RawParts<>(TableParts.nameOf(path), columns.target(), part, notes);
  }

  private static RawPart<PixelRow> rows(DelimitedFile file, PixelColumns columns, Held held) {
    int[] places = columns.places(file);
    int target = places[places.length - 1];
    List<String> names = new ArrayList<>();
    List<PixelRow> rows = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (Row row : file.rows()) {
      float[] values = new float[places.length - 1];
      for (int i = 0; i < values.length; i++) {
        values[i] = pixel(file, row, places[i]);
      }
      String told = target < 0 ? "" : row.cells()[target];
      held.add(2, (long) Float.BYTES * values.length, () -> file.place(row));
      names.add(file.file().getFileName() + ":" + row.line());
      rows.add(new PixelRow(columns, values));
      targets.add(Cells.isMissing(told) ? "" : told);
    }
    return new RawPart<>(names, rows, targets);
  }

  private static float pixel(DelimitedFile file, Row row, int place) {
    double value = Cells.number(row.cells()[place]);
    if (value >= 0 && value <= BRIGHTEST) { // no NaN
      return (float) value;
    }
    throw new MimarException(
        String.format(
            "column %s of %s is \"%s\", but must be a number in [0, 255]",
            file.header().get(place), file.place(row), row.cells()[place]),
        "Mend it or take the row out; all columns beside the target must be pixels.");
  }

  @Override
  public Format.PixelTable fit(List<PixelRow> train, DataOptions options, Consumer<String> notes) {
    double largest = 0;
    boolean whole = true;
    for (PixelRow row : train) {
      for (float value : row.values()) {
        largest = Math.max(largest, value);
        whole &= value == (int) value;
      }
    }
    PixelColumns columns = train.get(0).columns();
    if (largest == 0) {
      throw new MimarException(
          "all pixels of the training rows are 0", "Give the values of the pixels.");
    }
    double white = largest <= 1 && !whole ? 1 : largest;
    if (white < BRIGHTEST) {
      notes.accept(
          white == 1 && !whole
              ? "Pixels are shares of 1: they are multiplied by 255."
              : "The largest pixel of the training rows is "
                  + number(white)
                  + ": all are multiplied by 255/"
                  + number(white)
                  + ".");
    }
    return new Format.PixelTable(columns.shape(), white, columns.names(), columns.target());
  }

  private static String number(double value) {
    return value == (int) value
        ? String.valueOf((int) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  @Override
  public void encode(PixelRow row, Format.PixelTable format, float[] into) {
    Shape shape = format.shape();
    int area = (int) shape.positions();
    for (int position = 0; position < area; position++) {
      for (int channel = 0; channel < shape.channels(); channel++) {
        double value = row.values()[position * shape.channels() + channel];
        long scaled = Math.round(BRIGHTEST * value / format.white());
        into[channel * area + position] = Math.min(BRIGHTEST, scaled);
      }
    }
  }

  @Override
  public List<String> losses(String samples, List<PixelRow> rows, Format.PixelTable format) {
    long brighter = rows.stream().filter(row -> isBrighter(row, format.white())).count();
    return brighter == 0
        ? List.of()
        : List.of(
            brighter
                + " of the "
                + samples
                + " have pixels above "
                + number(format.white())
                + ", which count as that.");
  }

  private static boolean isBrighter(PixelRow row, double white) {
    for (float value : row.values()) {
      if (value > (float) white) {
        return true;
      }
    }
    return false;
  }
}
