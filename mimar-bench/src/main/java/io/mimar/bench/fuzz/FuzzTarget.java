package io.mimar.bench.fuzz;

import io.mimar.MimarException;
import io.mimar.bench.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What Jazzer calls with bytes that it makes up: one {@link Reader} reads them. Anything but an end
 * or a {@link MimarException} that says what is wrong is a finding.
 */
public final class FuzzTarget {
  /** The property that names the reader. */
  static final String READER = "mimar.fuzz";

  private static final Reader TARGET =
      Reader.valueOf(System.getProperty(READER, "csv").toUpperCase(Locale.ROOT));

  private FuzzTarget() {}

  /** Reads {@code bytes}; the name is Jazzer's. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("mimar-fuzz");
    try {
      TARGET.read(Files.write(folder.resolve(TARGET.file()), bytes));
    } catch (MimarException e) {
      if (e.getMessage().isBlank() || e.hint().isBlank()) {
        throw new IllegalStateException("an error that says nothing", e);
      }
    } finally {
      Folders.delete(folder);
    }
  }
}
