package io.mimar.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of finished searches keeps what is whole and refuses what is not its own. */
final class ResultsFileTest {
  private static final FinishedSearch ONE = new FinishedSearch("random", 0, 0.125, List.of(3, 1));
  private static final FinishedSearch TWO = new FinishedSearch("local", -7, 0, List.of(11));

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();
  private Path file;
  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    table = Contests.twelve(folder.resolve("twelve"));
    file = folder.resolve("results.csv");
  }

  private ResultsFile open(int queries, List<String> limits) {
    Contest contest = Contest.of(Contests.options(table, List.of("acc"), limits, queries, file));
    return ResultsFile.open(file, Settings.of(contest), new ResultRows(contest), notes::add);
  }

  private List<FinishedSearch> read() {
    try (ResultsFile results = open(12, List.of())) {
      return results.finished();
    }
  }

  private void write() {
    try (ResultsFile results = open(12, List.of())) {
      results.append(ONE);
      results.append(TWO);
    }
  }

  private String refused() {
    MimarException e = assertThrows(MimarException.class, this::read);
    assertFalse(e.hint().isBlank());
    return e.getMessage().replace(folder.toString(), "F");
  }

  @Test
  void whatWasAppendedIsReadAgain() throws IOException {
    assertEquals(List.of(), read());
    write();
    assertEquals(List.of(ONE, TWO), read());
    List<String> lines = Files.readAllLines(file);
    assertTrue(lines.get(0).startsWith("# mimar bench {\"table\":\"twelve\",\"hash\":\""));
    assertEquals("searcher,seed,cpu_seconds,rows", lines.get(1));
    assertEquals("random,0,0.1250,3 1", lines.get(2));
    assertEquals(List.of(), notes);
  }

  /** Whatever was on the disk when the program was killed, the whole lines count. */
  @Test
  void aFileCutAnywhereGoesOn() throws IOException {
    write();
    byte[] whole = Files.readAllBytes(file);
    String text = Files.readString(file);
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      notes.clear();
      long lines = text.substring(0, length).chars().filter(c -> c == '\n').count();
      List<FinishedSearch> expected = List.of(ONE, TWO).subList(0, (int) Math.max(0, lines - 2));
      assertEquals(expected, read(), "cut at " + length);
      boolean torn = length > 0 && whole[length - 1] != '\n';
      assertEquals(torn ? 1 : 0, notes.size(), "cut at " + length);
      assertEquals(expected, read(), "cut at " + length + ", read again");
    }
  }

  @Test
  void otherSettingsAreNamed() {
    write();
    MimarException e =
        assertThrows(MimarException.class, () -> open(5, List.of("ms<=30%")).close());
    assertTrue(
        e.getMessage().contains("limit was [], is [\"ms<=3\"]; queries was 12, is 5"),
        e::getMessage);
    assertTrue(e.hint().contains("--out"), e::hint);
  }

  @Test
  void anotherBenchmarkOnTheSameFileIsRefused() {
    try (ResultsFile first = open(12, List.of())) {
      assertTrue(refused().contains("in use"), "two at once");
      assertEquals(List.of(), first.finished());
    }
    assertEquals(List.of(), read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"precious", "precious\n", "a,b\n1,2\n", "# other\n1,2", "\u0000\u0001"})
  void aFileOfOthersIsLeftAlone(String content) throws IOException {
    Files.writeString(file, content);
    assertEquals("F/results.csv was not written by `mimar bench`", refused());
    assertEquals(content, Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "randm,1,0.1,3|line 5 has searcher \"randm\", but must have one of",
        "random,x,0.1,3|line 5 has seed \"x\", but must have a whole number",
        "random,1,-1,3|line 5 has cpu_seconds \"-1\", but must have a finite",
        "random,1,NaN,3|line 5 has cpu_seconds \"NaN\", but must have a finite",
        "random,1,soon,3|line 5 has cpu_seconds \"soon\", but must have a number",
        "random,1,0.1,|line 5 has rows \"\", but must have numbers",
        "random,1,0.1,3 x|line 5 has rows \"3 x\", but must have numbers",
        "random,1,0.1,12|line 5 has rows \"12\", but must have at most 12 different rows",
        "random,1,0.1,3 3|line 5 has rows \"3 3\", but must have at most 12 different rows",
        "random,1,0.1|line 5 has 3 fields, but must have 4",
        "random,0,0.1,3|line 5 has searcher random, seed 0 again",
      })
  void aWrongLineIsNamed(String line, String words) throws IOException {
    write();
    Files.writeString(file, Files.readString(file) + line + "\n");
    assertTrue(refused().startsWith("F/results.csv, " + words), this::refused);
  }

  @Test
  void damagedSettingsAreNamed() throws IOException {
    for (String settings : List.of("{", "[1]", "", "{\"a\":1,\"a\":2}")) {
      Files.writeString(file, ResultsFile.MARK + settings + "\nsearcher,seed,cpu_seconds,rows\n");
      assertTrue(refused().startsWith("F/results.csv, line 1 holds no settings"), settings);
    }
  }

  @Test
  void anotherHeaderIsNamed() throws IOException {
    write();
    Files.writeString(file, Files.readString(file).replace("searcher,seed", "seed,searcher"));
    assertTrue(refused().startsWith("F/results.csv, line 2 has columns"), this::refused);
  }

  @Test
  void whatCannotBeAFileIsRefused() throws IOException {
    Files.createDirectory(file);
    assertTrue(refused().contains("cannot be read and written"));
  }
}
