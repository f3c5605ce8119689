package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldTest {
  private static final long GIGABYTE = 1 << 30;

  /** What Java says of its heap on a machine of 8 GB, as the launcher starts it. */
  private static final long HEAP_OF_8_GB = 2 * GIGABYTE / 30 * 29;

  @TempDir Path folder;

  @Test
  void whatIsHeldIsCountedAndRefusedAboveTheLimit() {
    Held held = Held.of(Path.of("a.csv"), 10 << 20);
    for (int line = 1; line < 10; line++) {
      held.add(1, (1 << 20) - 64, place("line " + line));
    }
    held.add(0, 1 << 20, place("line 10"));
    MimarException e = assertThrows(MimarException.class, () -> held.add(0, 1, place("line 11")));
    assertEquals(
        "a.csv is too large: up to line 11 it takes 10 MB, more than half of the heap",
        e.getMessage());
    assertTrue(e.hint().contains("MIMAR_HEAP=1g"), e.hint());
  }

  private static Supplier<String> place(String line) {
    return () -> line;
  }

  @Test
  void allFilesOfAReadCountTogether() {
    Held held = Held.of(Path.of("folder"), 10 << 20);
    for (String name : List.of("train.csv", "test.csv")) {
      held.start(Path.of(name));
      held.add(0, 4 << 20, place("never told"));
      held.start(Path.of(name)); // in another encoding
      assertEquals(name.equals("train.csv") ? 0 : 5 << 20, held.bytes());
      held.add(0, 5 << 20, place("never told"));
    }
    assertEquals(10 << 20, held.bytes());
    MimarException e =
        assertThrows(MimarException.class, () -> held.add(0, 1, place("test.csv:9")));
    assertTrue(e.getMessage().startsWith("folder is too large: up to test.csv:9"), e.getMessage());
    long all = held.bytes();
    held.free(5 << 20);
    assertEquals(all - (5 << 20), held.bytes());
  }

  @Test
  void trainAndTestFilesShareOneLimit() throws IOException {
    Path train = Files.writeString(folder.resolve("train.csv"), "a\n" + "x".repeat(5_000) + "\n");
    Path test = Files.copy(train, folder.resolve("test.csv"));
    Held held = Held.of(folder, 8_000);
    DelimitedFile.read(train, held);
    DelimitedFile.read(test, Held.of(folder, 8_000));
    MimarException e = assertThrows(MimarException.class, () -> DelimitedFile.read(test, held));
    assertTrue(e.getMessage().contains("up to " + test + ":2"), e.getMessage());
  }

  @Test
  void aTextWithAnyLetterBeyondLatinTakesTwoBytesACharacter() {
    assertEquals(4, Held.bytes("caf\u00e9"));
    assertEquals(8, Held.bytes("caf\u0259"));
  }

  @Test
  void aMillionRowsOf30NumbersAreHeldAt8GigabytesWhereNumbersRepeat() {
    long limit = HeapBudget.ofText(HEAP_OF_8_GB);
    long repeated = bytesOfAMillion(1_000);
    assertTrue(repeated < limit, repeated + " bytes");
    long distinct = bytesOfAMillion(Integer.MAX_VALUE); // takes MIMAR_HEAP=4g: 16 GB of memory
    assertTrue(distinct > limit, distinct + " bytes");
    assertTrue(distinct < HeapBudget.ofText(4 * GIGABYTE / 30 * 29), distinct + " bytes");
  }

  /** What a million rows take of 30 cells of 8 characters, of which so many differ. */
  private static long bytesOfAMillion(int different) {
    Held held = Held.of(Path.of("d.csv"), Long.MAX_VALUE);
    CellPool pool = CellPool.of(Path.of("d.csv"), held);
    int rows = 10_000;
    long settled = 0;
    for (int row = 0; row < 2 * rows; row++) {
      int first = 30 * row;
      pool.keep(
          IntStream.range(first, first + 30)
              .mapToObj(i -> String.valueOf(10_000_000 + i % different))
              .toArray(String[]::new),
          row);
      settled = row == rows - 1 ? held.bytes() : settled; // the pool is full
    }
    return (held.bytes() - settled) * (1_000_000 / rows);
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
