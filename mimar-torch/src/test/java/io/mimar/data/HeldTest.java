package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldTest {
  @TempDir Path folder;

  @Test
  void whatIsHeldIsCountedAndRefusedAboveTheLimit() {
    Held held = Held.of(Path.of("a.csv"), 10 << 20);
    for (int line = 1; line < 10; line++) {
      held.add(1, (1 << 20) - 64, "line " + line);
    }
    held.add(0, 1 << 20, "line 10");
    MimarException e = assertThrows(MimarException.class, () -> held.add(0, 1, "line 11"));
    assertEquals(
        "a.csv is too large: up to line 11 it takes 10 MB, more than half of the heap",
        e.getMessage());
    assertTrue(e.hint().contains("MIMAR_HEAP=1g"), e.hint());
  }

  @Test
  void aLineThatIsTooLongIsRefusedByItsNumber() throws IOException {
    Path file = folder.resolve("long.txt");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("short\n".repeat(3) + "x".repeat(TextFile.LONGEST) + "\n");
    }
    long lines = TextFile.read(file, note -> {}, text -> text.lines().count());
    assertEquals(4, lines);
    Files.writeString(file, Files.readString(file).replace("short\nx", "short\nxx"));
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> TextFile.read(file, note -> {}, text -> text.lines().count()));
    assertEquals(file + ", line 4 is longer than 16,777,216 characters", e.getMessage());
  }
}
