package io.mimar.bench.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Splits that are written for a search and its peers. */
final class RowsTest {
  @TempDir Path folder;

  /** 60 rows of a, 30 of b, 10 of c, each with its number. */
  private static Rows hundred() {
    return new Rows(
        List.of("number", "class"),
        IntStream.range(0, 100)
            .mapToObj(i -> List.of("" + i, i < 60 ? "a" : i < 90 ? "b" : "c"))
            .toList());
  }

  private static List<Integer> numbers(Rows rows) {
    return rows.rows().stream().map(row -> Integer.valueOf(row.get(0))).toList();
  }

  private static long count(Rows rows, String name) {
    return rows.rows().stream().filter(row -> row.get(1).equals(name)).count();
  }

  @Test
  void everyRowIsInOnePartAndClassesKeepTheirShares() {
    for (int seed = 0; seed < 20; seed++) {
      Rows.Split split = hundred().split(0.3, Seeds.root(seed).rng());
      List<Integer> all =
          Stream.concat(numbers(split.train()).stream(), numbers(split.test()).stream())
              .sorted()
              .toList();
      assertEquals(IntStream.range(0, 100).boxed().toList(), all, "seed " + seed);
      assertEquals(18, count(split.test(), "a"));
      assertEquals(9, count(split.test(), "b"));
      assertEquals(3, count(split.test(), "c"));
    }
  }

  @Test
  void theSeedAloneDecides() {
    Rows.Split split = hundred().split(0.3, Seeds.root(1).rng());
    assertEquals(split, hundred().split(0.3, Seeds.root(1).rng()));
    assertNotEquals(split, hundred().split(0.3, Seeds.root(2).rng()));
  }

  @Test
  void samplesKeepSharesAndOrder() {
    Rows half = hundred().sample(50, Seeds.root(1).rng());
    assertEquals(30, count(half, "a"));
    assertEquals(15, count(half, "b"));
    assertEquals(numbers(half).stream().sorted().toList(), numbers(half));
  }

  @Test
  void filesHoldAnyCell() throws IOException {
    Rows rows =
        new Rows(
            List.of("text", "label"),
            List.of(
                List.of("says \"so\", and\nmore", "x"),
                List.of("", "y"),
                List.of(" Ğüzel ", "x"),
                List.of("0.50", "y")));
    new Rows.Split(rows, hundred()).write(folder);
    assertEquals(rows, Rows.read(folder.resolve("train.csv")));
    assertEquals(hundred(), Rows.read(folder.resolve("test.csv")));
  }
}
