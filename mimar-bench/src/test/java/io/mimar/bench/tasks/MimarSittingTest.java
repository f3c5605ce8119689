package io.mimar.bench.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of the product's predictions. */
final class MimarSittingTest {

  @Test
  void classesAreReadFromTheirColumn() throws IOException {
    String printed =
        """
        file,class,probability of a,"probability of b, c"
        test.csv:2,"b, c",0.25,0.75
        test.csv:3,a,0.5,0.5
        """;
    assertEquals(List.of("b, c", "a"), MimarSitting.told(printed));
  }

  @Test
  void placesOfWrongAnswersAreCounted() {
    assertEquals(List.of(0, 2), MimarSitting.wrong(List.of("a", "b", "c"), List.of("b", "b", "a")));
    assertEquals(List.of(), MimarSitting.wrong(List.of("a"), List.of("a")));
  }

  @Test
  void aSampleThatWasSkippedIsAnError() {
    MimarException e =
        assertThrows(
            MimarException.class, () -> MimarSitting.wrong(List.of("a"), List.of("a", "b")));
    assertTrue(e.getMessage().contains("1 samples") && e.getMessage().contains("2"));
  }
}
