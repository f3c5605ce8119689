package io.mimar.folder;

import io.mimar.file.WholeFile;
import io.mimar.nn.Weights;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of weights that other trials may start from. */
public final class WeightsFile {
  private WeightsFile() {}

  /** Writes {@code weights} to {@code file}, whole or not at all. */
  public static void write(Path file, Weights weights) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    WholeFile.write(file, weights::write);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.mimar.MimarException when it is something else
   */
  public static Weights read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Weights.read(in);
    }
  }
}
