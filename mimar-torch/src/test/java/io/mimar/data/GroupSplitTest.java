package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GroupSplitTest {
  @Property(tries = 200, seed = "1")
  void noGroupIsDividedAndNoSetIsEmpty(
      @ForAll @IntRange(min = 3, max = 300) int rows,
      @ForAll @IntRange(min = 3, max = 40) int groupCount,
      @ForAll long seed) {
    var rng = Seeds.root(seed).rng();
    int[] labels = rng.ints(rows, 0, 4).toArray();
    List<String> groups = IntStream.range(0, rows).mapToObj(i -> "g" + i % groupCount).toList();
    int[][] sets = split(labels, groups, seed);
    int[] setOf = new int[rows];
    for (int set = 0; set < 3; set++) {
      assertTrue(sets[set].length > 0);
      for (int row : sets[set]) {
        setOf[row] = set;
      }
    }
    for (int row = groupCount; row < rows; row++) {
      assertEquals(setOf[row - groupCount], setOf[row]);
    }
    assertEquals(rows, Arrays.stream(sets).mapToInt(s -> s.length).sum());
  }

  @Test
  void manySmallGroupsAreSharedAlmostAsAsked() {
    int[] labels = IntStream.range(0, 1000).map(i -> i / 5 % 2).toArray();
    List<String> groups = IntStream.range(0, 1000).mapToObj(i -> "patient" + i / 5).toList();
    int[][] sets = split(labels, groups, 3);
    for (int set = 1; set < 3; set++) {
      int[] counts = Classes.count(Arrays.stream(sets[set]).map(i -> labels[i]).toArray(), 2);
      assertEquals(100, counts[0], 5); // a group has 5 rows
      assertEquals(100, counts[1], 5);
    }
  }

  @Test
  void theSameSeedGivesTheSameSets() {
    int[] labels = IntStream.range(0, 100).map(i -> i % 2).toArray();
    List<String> groups = IntStream.range(0, 100).mapToObj(i -> "g" + i / 4).toList();
    assertArrayEquals(split(labels, groups, 5)[1], split(labels, groups, 5)[1]);
  }

  private static int[][] split(int[] labels, List<String> groups, long seed) {
    return GroupSplit.split(
        labels, 4, groups, new double[] {0.2, 0.2}, Seeds.root(seed).at("split").rng());
  }
}
