package io.mimar.tabulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.TinyData;
import io.mimar.config.Config;
import io.mimar.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No training image is among those that judge, and no test image is there at all. */
final class UnseenRowsTest {
  private static final int EACH = 10;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    TinyData.write(folder.resolve("train"), EACH);
    for (String name : TinyData.CLASSES) {
      Path judges = Files.createDirectories(folder.resolve("validation").resolve(name));
      for (int i = 4; i < EACH; i++) { // 6 of each class, all but one moved there
        Path image = folder.resolve("train").resolve(name).resolve("i" + i + ".png");
        Files.copy(image, judges.resolve(image.getFileName()));
        if (i > 4) {
          Files.delete(image);
        }
      }
    }
    TinyData.write(folder.resolve("test"), 2);
  }

  private TableSettings settings(OptionalInt validationRows) {
    Config config = Config.DEFAULT;
    return new TableSettings(
        folder.toString(),
        "image",
        OptionalInt.of(1),
        1,
        0,
        config.limits(),
        config.train(),
        OptionalInt.empty(),
        validationRows,
        config.data(),
        "cpu");
  }

  @Test
  void whatIsLearnedFromDoesNotJudge() {
    Dataset data = UnseenRows.read(settings(OptionalInt.empty()));
    assertEquals(3 * 5, data.train().size());
    assertEquals(3 * 5, data.validation().size());
    assertTrue(data.test().isEmpty());
    String note = data.assumptions().get(data.assumptions().size() - 1);
    assertTrue(note.contains("judged on 15 of 18 validation images; 3 of these equal"), note);
  }

  @Test
  void fewerJudgesAreDrawnByClass() {
    Dataset data = UnseenRows.read(settings(OptionalInt.of(6)));
    assertEquals(6, data.validation().size());
    for (int label = 0; label < 3; label++) {
      int own = label;
      assertEquals(2, Arrays.stream(data.validation().labels()).filter(l -> l == own).count());
    }
    assertThrows(MimarException.class, () -> UnseenRows.read(settings(OptionalInt.of(16))));
  }

  @Test
  void whenAllAreKnownThatIsSaid() throws IOException {
    for (String name : TinyData.CLASSES) {
      for (int i = 5; i < EACH; i++) {
        Path judge = folder.resolve("validation").resolve(name).resolve("i" + i + ".png");
        Files.delete(judge);
      }
    }
    MimarException e =
        assertThrows(MimarException.class, () -> UnseenRows.read(settings(OptionalInt.empty())));
    assertTrue(e.getMessage().contains("equals a training image"), e.getMessage());
  }
}
