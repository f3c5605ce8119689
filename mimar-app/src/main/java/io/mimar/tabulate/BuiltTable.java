package io.mimar.tabulate;

import io.mimar.MimarException;
import io.mimar.config.Spaces;
import io.mimar.data.Dataset;
import io.mimar.space.Architecture;
import io.mimar.space.NetworkSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
   * @throws MimarException when it was not built there
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
    return new BuiltTable(
        space,
        data,
        RowChoice.of(space, data, settings.limits(), settings.rows(), settings.rowSeeds()).stream()
            .map(Row::architecture)
            .toList());
  }
}
