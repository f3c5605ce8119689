package io.mimar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The nearest name. */
final class NamesTest {
  private static final List<String> KNOWN = List.of("search", "resume", "status", "show");

  @Test
  void aTypingErrorIsRecognised() {
    assertEquals(Optional.of("search"), Names.nearest("serch", KNOWN));
    assertEquals(Optional.of("status"), Names.nearest("STATSU", KNOWN));
    assertEquals(Optional.of("resume"), Names.nearest("resum", KNOWN));
  }

  @Test
  void whatIsNothingLikeItHasNone() {
    assertEquals(Optional.empty(), Names.nearest("xyzzyxyzzy", KNOWN));
    assertEquals(Optional.empty(), Names.nearest("search", List.of()));
  }

  @Test
  void anEqualDistanceIsDecidedByTheAlphabet() {
    assertEquals(Optional.of("ab"), Names.nearest("aa", List.of("ac", "ab")));
  }

  @Property(seed = "1")
  void anyTextIsTaken(@ForAll String text) {
    Names.nearest(text, KNOWN).ifPresent(n -> assertEquals(true, KNOWN.contains(n)));
  }
}
