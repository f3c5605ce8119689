package io.mimar.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameTest {
  @Property(tries = 300, seed = "1")
  void whatIsSaidIsHeardInOneLine(
      @ForAll Frame.Kind kind,
      @ForAll @IntRange(min = -1, max = 999_999_999) int id,
      @ForAll String text) {
    Frame said = new Frame(kind, id, text);
    assertFalse(said.line().contains("\n"), said::toString);
    Frame heard = new Frame(kind, id, text.replace('\n', ' ').replace('\r', ' '));
    assertEquals(Optional.of(heard), Frame.parse(said.line()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Warning: a script has something to say",
        "~mimar",
        "~mimar ASK",
        "~mimar ASK x {}",
        "~mimar ASK 99999999999999 {}",
        "~mimar DANCE 1 {}",
        " ~mimar ASK 1 {}"
      })
  void whatIsPrintedBesideIsNoFrame(String line) {
    assertEquals(Optional.empty(), Frame.parse(line));
  }
}
