package io.mimar.bench.fuzz;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
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

  /** Loads what reading takes, which is no fault of the first file; the name is Jazzer's. */
  public static void fuzzerInitialize() throws IOException {
    for (byte[] example : TARGET.examples()) {
      fuzzerTestOneInput(example);
    }
  }

  /** Reads {@code bytes}; the name is Jazzer's. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    try (Scratch scratch = Scratch.open()) {
      TARGET.read(Files.write(scratch.folder().resolve(TARGET.file()), bytes));
    } catch (MimarException e) {
      if (e.getMessage().isBlank() || e.hint().isBlank()) {
        throw new IllegalStateException("an error that says nothing", e);
      }
    }
  }
}
