package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.random.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlainSpaceTest {

  /** The squeeze of a block matters where there is a block, its ratio where it squeezes. */
  private static final class Chained implements PlainSpace {
    @Override
    public String name() {
      return "chained";
    }

    @Override
    public List<Choice> choices() {
      return List.of(
          new Choice("ratio", List.of("4", "8", "16"), true),
          new Choice("squeeze", List.of("no", "yes"), false),
          new Choice("block", List.of("no", "yes"), false));
    }

    @Override
    public boolean matters(int choice, int[] values) {
      return choice == 2 || values[choice + 1] == 1;
    }
  }

  @Test
  void whatHangsOnADecisionThatDoesNotMatterDoesNotMatterEither() {
    Chained space = new Chained();
    Architecture none = space.architecture(new int[] {2, 1, 0});
    assertEquals(List.of(0, 0, 0), none.values());
    assertEquals(List.of("input", "block=no", "output"), none.graph().labels());
    Architecture all = space.architecture(new int[] {2, 1, 1});
    assertEquals(
        List.of("input", "ratio=16", "squeeze=yes", "block=yes", "output"), all.graph().labels());
    assertEquals(
        none, Chosen.parse("block=no,squeeze=yes").architecture(space), "no ratio is asked");
    for (int seed = 0; seed < 50; seed++) {
      assertTrue(space.contains(space.random(Seeds.root(seed).rng())), "seed " + seed);
    }
  }
}
