package io.mimar.bench.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReaderTest {
  /** Those whose example is only how such a file begins. */
  private static final Set<Reader> BEGUN =
      EnumSet.of(
          Reader.IMAGE,
          Reader.PREPARED,
          Reader.WEIGHTS,
          Reader.ONNX,
          Reader.EXPECTED,
          Reader.STUDY,
          Reader.EMBEDDING);

  @TempDir Path folder;

  private void read(Reader reader, String name, byte[] bytes) throws IOException {
    Path place = Files.createDirectory(folder.resolve(name));
    reader.read(Files.write(place.resolve(reader.file()), bytes));
  }

  @ParameterizedTest
  @EnumSource
  void examplesAreSoundAndWhatIsCutOffIsRefusedIfAtAll(Reader reader) throws IOException {
    byte[] example = reader.bytes();
    if (!BEGUN.contains(reader)) {
      read(reader, "example", example);
    }
    try {
      read(reader, "cut", Arrays.copyOf(example, example.length / 2));
    } catch (MimarException e) {
      assertFalse(e.getMessage().isBlank() || e.hint().isBlank(), e::toString);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Reader.class,
      names = {"IDX", "CARD", "RESULTS", "EMBEDDING", "ONNX", "PREPARED", "DESCRIPTOR"})
  void noiseIsRefused(Reader reader) {
    byte[] noise = {7, -1, 0, 123, 34, 0, 99};
    assertThrows(MimarException.class, () -> read(reader, "noise", noise));
  }
}
