package io.mimar.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The table that ships, so that searchers can be compared on a fresh machine: cells of six edges,
 * each trained twice on the demo's 4,000 images of Fashion-MNIST and judged on 10,000 others. How
 * it was made stands beside the files.
 */
public final class BundledTable {
  /** Its name. */
  public static final String NAME = "fashion-cells";

  private static final List<String> FILES = List.of(TableReader.DESCRIPTOR, TableWriter.DATA);

  private BundledTable() {}

  /** Reads it: by way of a temporary folder, since a table is a folder. */
  public static Table read() {
    try {
      Path folder = Files.createTempDirectory("mimar-table");
      try {
        for (String file : FILES) {
          try (InputStream in = open(file)) {
            Files.copy(in, folder.resolve(file));
          }
        }
        return TableReader.read(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the table that ships", e);
    }
  }

  private static InputStream open(String file) throws IOException {
    InputStream in = BundledTable.class.getResourceAsStream(NAME + "/" + file);
    if (in == null) {
      throw new FileNotFoundException(NAME + "/" + file + " is not on the class path");
    }
    return in;
  }

  private static void delete(Path folder) throws IOException {
    for (String file : FILES) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.delete(folder);
  }
}
