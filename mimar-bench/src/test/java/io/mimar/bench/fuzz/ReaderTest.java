package io.mimar.bench.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReaderTest {
  @TempDir Path folder;

  private void read(Reader reader, String name, byte[] bytes) throws IOException {
    Path place = Files.createDirectory(folder.resolve(name));
    reader.read(Files.write(place.resolve(reader.file()), bytes));
  }

  /** It is read; but where a pointer leads nobody listens. */
  private void assertSound(Reader reader, String name, byte[] example) throws IOException {
    if (reader == Reader.POINTER) {
      var refused = assertThrows(MimarException.class, () -> read(reader, name, example));
      assertTrue(refused.getMessage().contains("127.0.0.1:1"), refused.getMessage());
    } else {
      read(reader, name, example);
    }
  }

  @ParameterizedTest
  @EnumSource
  void examplesAreSoundAndWhatIsCutOffIsRefusedIfAtAll(Reader reader) throws IOException {
    List<byte[]> examples = reader.examples();
    for (int i = 0; i < examples.size(); i++) {
      byte[] example = examples.get(i);
      assertSound(reader, "example-" + i, example);
      try {
        read(reader, "cut-" + i, Arrays.copyOf(example, example.length / 2));
      } catch (MimarException e) {
        assertFalse(e.getMessage().isBlank() || e.hint().isBlank(), e::toString);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Reader.class,
      names = {
        "CARD",
        "DESCRIPTOR",
        "EMBEDDING",
        "EXPECTED",
        "GZIP",
        "IDX",
        "IDX_LABELS",
        "IMAGE",
        "IMAGE_LABELS",
        "ONNX",
        "PIXELS",
        "POINTER",
        "PREPARED",
        "RESULTS",
        "SERIES_LINES",
        "STUDY",
        "TABLE_SETTINGS"
      })
  void noiseIsRefused(Reader reader) {
    byte[] noise = {7, -1, 0, 123, 34, 0, 99};
    assertThrows(MimarException.class, () -> read(reader, "noise", noise));
  }
}
