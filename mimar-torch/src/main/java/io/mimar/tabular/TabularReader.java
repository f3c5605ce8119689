package io.mimar.tabular;

import io.mimar.MimarException;
import io.mimar.data.Cells;
import io.mimar.data.DataOptions;
import io.mimar.data.DelimitedFile;
import io.mimar.data.DelimitedFile.Row;
import io.mimar.data.Format;
import io.mimar.data.Held;
import io.mimar.data.Part;
import io.mimar.data.RawPart;
import io.mimar.data.RawParts;
import io.mimar.data.RowReader;
import io.mimar.data.TableParts;
import io.mimar.data.TargetNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reads tables: delimited text (see {@link DelimitedFile}) and ARFF, a file or a folder with a file
 * for each part. Columns are matched by name.
 *
 * <p>Memory: all cells of all parts are held as strings until they are numbers, short ones that
 * repeat once a file; a file that would take more than half of the heap is refused.
 */
public final class TabularReader implements RowReader<TableRow, Format.Table> {
  private volatile RowEncoder encoder; // of the format and columns that were asked for last

  @Override
  public boolean countsMayBeTargets() {
    return true;
  }

  @Override
  public RawParts<TableRow> read(Path data, DataOptions options) {
    TableParts parts = TableParts.of(data);
    Held held = Held.of(data);
    Map<Part, TableFile> files = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      if (parts.files().containsKey(part)) {
        files.put(part, TableFile.read(parts.files().get(part), held));
      }
    }
    return parts(TableParts.nameOf(data), files, parts.notes(), options);
  }

  /**
   * Labelled rows in memory, as those of a file with a header.
   *
   * @param name what messages call them
   * @param rows the cells of each row, an empty one where nothing is known
   * @throws MimarException when names are missing or equal, or a row has another number of cells
   */
  public static RawParts<TableRow> inMemory(
      String name, List<String> header, List<List<String>> rows, DataOptions options) {
    TableFile train = TableFile.inMemory(name, header, true, rows);
    return parts(name, Map.of(Part.TRAIN, train), List.of(), options);
  }

  private static RawParts<TableRow> parts(
      String name, Map<Part, TableFile> files, List<String> ignored, DataOptions options) {
    List<String> notes = new ArrayList<>(ignored);
    TableFile train = files.get(Part.TRAIN);
    TargetColumn target =
        TargetColumn.of(
            train,
            Optional.ofNullable(files.get(Part.TEST)),
            options.target(),
            options.kind().equals("regression"));
    notes.addAll(train.text().notes());
    notes.add(
        "The target is the column "
            + target.name()
            + ", because it is "
            + target.why()
            + (options.target().isEmpty() ? "; --target names another." : "."));
    List<String> inputs = new ArrayList<>(train.header());
    inputs.remove(target.name());
    var columns =
        new TableColumns(
            inputs, train.declared(), train.header(), target.name(), train.text().delimiter(), "");
    Attribute declared = train.declared().get(target.name());
    boolean nominal = declared != null && declared.isNominal();
    if (!nominal && !options.kind().equals("classification")) {
      columns =
          columns.withTargetForm(
              TargetNumbers.form(part(train, columns).targets(), columns.delimiter()));
    }
    Map<Part, RawPart<TableRow>> parts = new EnumMap<>(Part.class);
    parts.put(Part.TRAIN, part(train, columns));
    if (parts.get(Part.TRAIN).targets().stream().allMatch(String::isEmpty)) {
      throw new MimarException(
          "target " + target.name() + " has no value in " + train.text().file(),
          "Give rows with a target, or another column by --target.");
    }
    for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
      if (files.containsKey(part)) {
        TableFile file = files.get(part).like(train.header(), train.text().headed());
        notes.addAll(file.text().notes());
        parts.put(part, part(file, columns));
      }
    }
    String kind = nominal ? "classification" : "auto"; // classes may be numbers in numeric columns
    return new RawParts<>(name, target.name(), parts, kind, notes);
  }

  @Override
  public RawParts<TableRow> read(Path path, Format.Table format, DataOptions options) {
    TableParts files = TableParts.of(path);
    boolean headed = !format.names().equals(DelimitedFile.numbered(format.names().size()));
    TableFile file = TableFile.read(files.last(), Held.of(path)).like(format.names(), headed);
    String target = options.target().isEmpty() ? format.target() : options.target();
    List<String> notes = new ArrayList<>(files.notes());
    Part.lastOf(files.files().keySet(), path).ifPresent(notes::add);
    notes.addAll(file.text().notes());
    Map<Part, RawPart<TableRow>> part = Map.of(Part.TEST, part(file, format, target));
    return new RawParts<>(TableParts.nameOf(path), target, part, notes);
  }

  /**
   * Rows in memory for a trained model.
   *
   * @param name what messages call them
   * @param rows the cells of each row, of all columns of the training data in their order, or of
   *     all but the target
   * @throws MimarException when a row has another number of cells, or nothing of a column can be
   *     read
   */
  public RawPart<TableRow> inMemory(String name, List<List<String>> rows, Format.Table format) {
    int width = rows.isEmpty() ? format.names().size() : rows.get(0).size();
    return part(
        TableFile.inMemory(name, DelimitedFile.numbered(width), false, rows),
        format,
        format.target());
  }

  private RawPart<TableRow> part(TableFile file, Format.Table format, String target) {
    List<String> inputs = format.columns().stream().map(Format.Column::name).distinct().toList();
    var columns =
        known(
            new TableColumns(
                inputs,
                file.declared(),
                format.names(),
                target,
                file.text().delimiter(),
                format.targetForm()));
    RawPart<TableRow> part = part(file, columns);
    checkReadable(part, format, encoder(format, columns));
    return part;
  }

  /** Those that were asked for last, where they are equal: their encoder is there. */
  private TableColumns known(TableColumns columns) {
    RowEncoder last = encoder;
    return last != null && last.columns().equals(columns) ? last.columns() : columns;
  }

  private RowEncoder encoder(Format.Table format, TableColumns columns) {
    RowEncoder current = encoder;
    if (current == null || !current.isFor(format, columns)) {
      current = new RowEncoder(format, columns);
      encoder = current;
    }
    return current;
  }

  @Override
  public Format.Table fit(List<TableRow> train, DataOptions options, Consumer<String> notes) {
    return TableFit.of(train, notes);
  }

  @Override
  public void encode(TableRow row, Format.Table format, float[] into) {
    encoder(format, row.columns()).encode(row, into);
  }

  @Override
  public List<String> losses(String samples, List<TableRow> rows, Format.Table format) {
    return rows.isEmpty()
        ? List.of()
        : TableLosses.of(samples, rows, format, encoder(format, rows.get(0).columns()));
  }

  // ---- rows

  /** The rows of a file, their cells in the order of {@code columns}. */
  private static RawPart<TableRow> part(TableFile file, TableColumns columns) {
    List<String> header = header(file, columns);
    int[] places = places(file, header, columns);
    int target = TargetNames.like(header, columns.target()).map(header::indexOf).orElse(-1);
    var declared = columns.declared().get(columns.target());
    List<String> names = new ArrayList<>();
    List<TableRow> rows = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (Row row : file.text().rows()) {
      String told = target < 0 ? "" : row.cells()[target];
      boolean value = declared != null && declared.values().contains(told);
      names.add(file.text().file().getFileName() + ":" + row.line());
      targets.add(Cells.isMissing(told) && !value ? "" : told);
      rows.add(
          new TableRow(
              columns, Arrays.stream(places).mapToObj(p -> row.cells()[p]).toArray(String[]::new)));
    }
    return new RawPart<>(names, rows, TargetNumbers.plain(targets, columns.targetForm()));
  }

  /** The names of a file's columns: by their places where it has no header. */
  private static List<String> header(TableFile file, TableColumns columns) {
    if (file.text().headed()) {
      return file.header();
    }
    List<String> all = columns.all();
    List<String> inputs = all.stream().filter(name -> !name.equals(columns.target())).toList();
    int width = file.header().size();
    if (width == all.size()) {
      return all;
    } else if (width == inputs.size()) {
      return inputs;
    }
    throw new MimarException(
        file.text().file()
            + " has no header and "
            + width
            + " columns, but must have "
            + inputs.size()
            + " or, with the target, "
            + all.size(),
        "Give the columns of the training data in their order, or a header.");
  }

  private static int[] places(TableFile file, List<String> header, TableColumns columns) {
    Map<String, Integer> known = new TableColumns(header, Map.of(), header, "", ',', "").places();
    List<String> absent =
        columns.names().stream().filter(name -> !known.containsKey(name)).toList();
    if (!absent.isEmpty()) {
      throw new MimarException(
          file.text().file()
              + " lacks "
              + Told.count(absent.size(), "column")
              + " of the training data: "
              + Told.some(absent),
          "Its columns nearest to "
              + absent.get(0)
              + ": "
              + Told.nearest(absent.get(0), header)
              + ". What is told is "
              + columns.target()
              + "; --target names another.");
    }
    return columns.names().stream().mapToInt(known::get).toArray();
  }

  /** Passes when of each column something can be read, or in most rows nothing is there to read. */
  private static void checkReadable(
      RawPart<TableRow> part, Format.Table format, RowEncoder reading) {
    for (int c = 0; c < format.columns().size(); c++) {
      int column = c;
      int[] told =
          IntStream.range(0, part.rows().size())
              .filter(
                  r ->
                      isThere(
                          format.columns().get(column), reading.cell(part.rows().get(r), column)))
              .toArray();
      boolean unread =
          IntStream.of(told).allMatch(r -> Double.isNaN(reading.read(part.rows().get(r), column)));
      if (unread && 2 * told.length > part.rows().size()) {
        String first = reading.cell(part.rows().get(told[0]), c);
        boolean word = first.chars().noneMatch(Character::isDigit);
        boolean one =
            IntStream.of(told)
                .allMatch(r -> reading.cell(part.rows().get(r), column).equals(first));
        if (format.columns().get(c).missing() && word && one) {
          continue; // may be the training rows' own word for what is missing
        }
        throw unreadable(format.columns().get(c), told.length, first, part.names().get(told[0]));
      }
    }
  }

  private static boolean isThere(Format.Column column, String cell) {
    boolean number = column.kind() == Format.Kind.NUMBER;
    boolean read = column.kind() != Format.Kind.CATEGORY && column.kind() != Format.Kind.WORD;
    return !Cells.isMissing(cell)
        && !(number && Cells.isInfinite(cell))
        && !(read && Cells.isPlaceholder(cell));
  }

  private static MimarException unreadable(
      Format.Column column, int count, String first, String place) {
    boolean number = column.kind() == Format.Kind.NUMBER;
    return new MimarException(
        "column "
            + column.name()
            + " has "
            + Told.count(count, "cell")
            + " that cannot be read as "
            + (number ? "numbers" : "dates or times " + column.form())
            + " as in the training data, the first, \""
            + first
            + "\", in "
            + place,
        "Write them as in the training data, or leave them empty.");
  }
}
