package io.mimar.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("file");
  }

  private static WholeFile.Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsWrittenTakesThePlaceOfWhatWasThere() throws IOException {
    WholeFile.write(file, text("first, and longer"));
    WholeFile.write(file, text("second"));
    assertEquals("second", Files.readString(file));
    assertFalse(Files.exists(WholeFile.unfinished(file)));
  }

  @Test
  void whatCannotBeWrittenLeavesWhatWasThereAndNoHalf() throws IOException {
    Files.writeString(file, "before");
    IOException full = new IOException("No space left on device");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw full;
                    }));
    assertEquals(full, thrown);
    assertEquals("before", Files.readString(file));
    assertFalse(Files.exists(WholeFile.unfinished(file)));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where not everybody may make links
  void aLinkThatLiesInTheWayIsNotFollowed() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "precious");
    Files.createSymbolicLink(WholeFile.unfinished(file), precious);
    WholeFile.write(file, text("text"));
    assertEquals("precious", Files.readString(precious));
    assertEquals("text", Files.readString(file));
    assertFalse(Files.isSymbolicLink(file));
  }
}
