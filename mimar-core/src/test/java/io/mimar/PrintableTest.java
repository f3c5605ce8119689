package io.mimar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.study.Event;
import io.mimar.study.Executor;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import org.junit.jupiter.api.Test;

final class PrintableTest {
  private static final String HOSTILE = "a\033[2Jb\u009b1m\n\tc\007\r\n";

  @Test
  void whatATerminalWouldObeyIsNotPrinted() {
    assertEquals("a?[2Jb?1m\n\tc?\n", Printable.text(HOSTILE));
    assertEquals("a?[2Jb?1m c?", Printable.line(HOSTILE));
    assertEquals("Größe 5 µs, “x” 名", Printable.line("Größe 5 µs, “x” 名"));
  }

  /** Workers may be on machines of others. */
  @Test
  void theReasonsOfWorkersAreOneLine() {
    assertEquals("a?[2Jb?1m c?", Result.without(Outcome.FAILED, HOSTILE, 1).reason());
    assertEquals("a?[2Jb?1m c?", new Executor.News.Lost(1, HOSTILE).reason());
    assertEquals("a?[2Jb?1m c?", new Executor.News.Held(1, HOSTILE).reason());
    assertEquals("a?[2Jb?1m c?", new Event.Lost(1, 1, HOSTILE).reason());
    assertEquals("a?[2Jb?1m c?", new Event.Held(1, HOSTILE).reason());
  }
}
