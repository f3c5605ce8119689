package io.mimar.tabulate;

import io.mimar.MimarException;
import io.mimar.config.Spaces;
import io.mimar.data.Dataset;
import io.mimar.space.Architecture;
import io.mimar.space.NetworkSpace;
import io.mimar.table.Table;
import io.mimar.table.TableReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the rows of a built table were made of, as long as its folder {@code build} is there.
 *
 * @param space what they were drawn from
 * @param data what they were trained on
 * @param architectures one for each row, in the order of the table
 */
public record BuiltTable(NetworkSpace space, Dataset data, List<Architecture> architectures) {

  public BuiltTable {
    architectures = List.copyOf(architectures);
  }

  /**
   * Reads what the table in {@code path} was made of.
   *
   * @throws MimarException when it was not built there, or when its rows are not of what was built
   */
  public static BuiltTable read(Path path) {
    TableFolder folder = new TableFolder(path);
    if (Files.notExists(folder.settings())) {
      throw new MimarException(
          "there is no " + folder.settings() + ", which tells how a table was built",
          "Name the folder that `mimar table build` was given as --out, with all that it wrote.");
    }
    TableSettings settings = folder.begun().orElseThrow();
    NetworkSpace space = Spaces.named(settings.space());
    Dataset data = folder.data();
    List<Row> rows =
        RowChoice.of(space, data, settings.limits(), settings.rows(), settings.rowSeeds());
    requireSame(path, TableReader.read(path), rows);
    return new BuiltTable(space, data, rows.stream().map(Row::architecture).toList());
  }

  /** Another table beside the settings of this one would be told nonsense, row by row. */
  private static void requireSame(Path path, Table table, List<Row> rows) {
    double[] params = table.column("params");
    double[] macs = table.column("macs");
    boolean same =
        params.length == rows.size()
            && IntStream.range(0, params.length)
                .allMatch(
                    i ->
                        params[i] == rows.get(i).costs().params()
                            && macs[i] == rows.get(i).costs().macs());
    if (!same) {
      throw new MimarException(
          "the table in " + path + " is not of the networks that its build/settings.json tells",
          "Name a folder that `mimar table build` wrote, as it wrote it.");
    }
  }
}
