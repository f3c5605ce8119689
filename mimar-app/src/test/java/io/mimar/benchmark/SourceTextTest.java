package io.mimar.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.table.Transform;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sources as people write them; what is refused stands in BenchUsageTest. */
final class SourceTextTest {

  @Test
  void columnQueriesAskerAndTransformAreRead() {
    assertEquals(text("c10", 100, false, null), SourceText.parse("c10:100"));
    assertEquals(text("c10", 10, false, null), SourceText.parse("c10:10:random"));
    assertEquals(text("c10", 100, true, null), SourceText.parse("c10:100:gne"));
    assertEquals(text("c10", 100, false, Transform.SHUFFLE), SourceText.parse("c10:100:shuffle"));
    assertEquals(text("c10", 50, true, Transform.NOISE), SourceText.parse("c10:50:gne:noise"));
    assertEquals(text("c10", 50, true, Transform.WARP), SourceText.parse("c10:50:warp:gne"));
    assertEquals(text("a:20", 30, true, null), SourceText.parse("a:20:30:gne"));
  }

  private static SourceText text(String column, int queries, boolean gne, Transform transform) {
    return new SourceText(column, queries, gne, Optional.ofNullable(transform));
  }

  @Test
  void itIsToldInWords() {
    assertEquals("100 queries of random search for c10", SourceText.parse("c10:100").toString());
    assertEquals(
        "60 queries of gne for c10 after shuffle", SourceText.parse("c10:60:gne:shuffle") + "");
  }

  @Test
  void aNameMayHaveSettingsAndASource() {
    String name = "gne+gne.pool=7+warm-start=acc:20";
    assertEquals(7, GneSettings.of(Roster.gneSettings(name)).pool());
    assertEquals(Optional.of(SourceText.parse("acc:20")), Roster.source(name));
    assertEquals(Optional.empty(), Roster.source("gne+gne.pool=7"));
    assertEquals("gne+warm-start=acc:20", Roster.warm("acc:20"));
  }
}
