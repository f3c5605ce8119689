package io.mimar.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.objective.Limit;
import io.mimar.table.Table;
import io.mimar.table.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits as people write them; what is refused stands in BenchUsageTest. */
final class LimitTextTest {
  @TempDir Path folder;

  @Test
  void numbersAndSharesAreRead() {
    assertEquals(new LimitText("ms", 3.5, false), LimitText.parse("ms<=3.5"));
    assertEquals(new LimitText("ms", -1e-3, false), LimitText.parse(" ms <= -1e-3 "));
    assertEquals(new LimitText("ms", 30, true), LimitText.parse("ms<=30%"));
    assertEquals(new LimitText("a<=b", 2, false), LimitText.parse("a<=b<=2"));
  }

  @Test
  void aShareIsTheValueThatSoManyRowsHold() throws IOException {
    Table table = TableReader.read(Contests.twelve(folder.resolve("t")));
    assertEquals(new Limit("ms", 0), LimitText.parse("ms<=0%").of(table));
    assertEquals(new Limit("ms", 5), LimitText.parse("ms<=50%").of(table)); // held by 6 of 12
    assertEquals(new Limit("ms", 0), LimitText.parse("ms<=8%").of(table));
    assertEquals(new Limit("ms", 11), LimitText.parse("ms<=100%").of(table));
    assertEquals(new Limit("ms", 50), LimitText.parse("ms<=50").of(table));
  }
}
