package io.mimar.bench.fuzz;

import io.mimar.bench.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is deleted when it is closed. */
record Scratch(Path folder) implements AutoCloseable {
  /** A new one. */
  static Scratch open() throws IOException {
    return new Scratch(Files.createTempDirectory("mimar-fuzz"));
  }

  @Override
  public void close() throws IOException {
    Folders.delete(folder);
  }
}
