package io.mimar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AdviceTest {
  private static final List<String> NAMES = List.of("boot", "shirt", "coat", "dress", "bag");

  private static Optional<String> mixedUp(int[]... counts) {
    List<List<Integer>> rows =
        List.of(counts).stream().map(row -> Arrays.stream(row).boxed().toList()).toList();
    return Advice.mixedUp(rows, NAMES);
  }

  @Test
  void aClassThatMostMistakesHaveToDoWithIsNamed() {
    assertEquals(
        Optional.of(
            "Look at “shirt”: 19 of the 20 mistakes have to do with it, 8 of them with “coat” too."
                + " Clearer labels, sharper samples or more of them may help most there."),
        mixedUp(
            new int[] {9, 1, 0, 0, 0},
            new int[] {2, 5, 5, 2, 1},
            new int[] {0, 3, 9, 0, 0},
            new int[] {0, 4, 0, 9, 0},
            new int[] {0, 1, 1, 0, 9}));
  }

  @Test
  void elseThePairBetweenWhichMostAreMade() {
    assertEquals(
        Optional.of(
            "Look at “boot” and “bag”: 7 of the 19 mistakes are between these two."
                + " Clearer labels, sharper samples or more of them may help most there."),
        mixedUp(
            new int[] {9, 0, 0, 0, 5},
            new int[] {0, 9, 4, 2, 0},
            new int[] {0, 2, 9, 0, 0},
            new int[] {0, 0, 4, 9, 0},
            new int[] {2, 0, 0, 0, 9}));
  }

  @Test
  void ofFewMistakesNothingIsTold() {
    assertEquals(
        Optional.empty(),
        mixedUp(
            new int[] {9, 0, 0, 0, 4},
            new int[] {0, 9, 0, 0, 0},
            new int[] {0, 0, 9, 0, 0},
            new int[] {0, 0, 0, 9, 0},
            new int[] {2, 0, 0, 0, 9}));
  }
}
