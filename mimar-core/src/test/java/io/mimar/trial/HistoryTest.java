package io.mimar.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a searcher may know. */
final class HistoryTest {
  private static final ImageSpace SPACE = ImageSpace.standard();

  private static Trial trial(int number, Architecture architecture) {
    return new Trial(number, architecture, Map.of(), "random", 0, 0, Result.of(0.5, 1));
  }

  private static List<Architecture> architectures(int count) {
    RandomGenerator rng = Seeds.root(1).rng();
    return Stream.generate(() -> SPACE.random(rng)).distinct().limit(count).toList();
  }

  @Test
  void logGivesWhatAHistoryOfTheSameTrialsIs() {
    List<Architecture> drawn = architectures(6);
    History.Log log = new History.Log();
    List<Trial> trials =
        Stream.of(0, 1, 2, 1, 3).map(i -> trial(i, drawn.get(i))).toList(); // one comes twice
    trials.forEach(log::add);
    for (int count = 0; count <= trials.size(); count++) {
      History plain = new History(trials.subList(0, count), List.of(drawn.get(4)));
      History logged = log.of(count, List.of(drawn.get(4)));
      assertEquals(plain.trials(), logged.trials());
      assertEquals(plain.asked(), logged.asked());
      assertEquals(plain.scored(), logged.scored());
      for (Architecture one : drawn) {
        assertEquals(plain.contains(one), logged.contains(one), one + " after " + count);
      }
    }
  }

  @Test
  void historyStaysWhatItIsWhenMoreIsAdded() {
    List<Architecture> drawn = architectures(3);
    History.Log log = new History.Log();
    log.add(trial(0, drawn.get(0)));
    History early = log.of(1, List.of());
    log.add(trial(1, drawn.get(1)));
    assertEquals(List.of(drawn.get(0)), early.best(9, Objective.ACCURACY));
    assertTrue(early.contains(drawn.get(0)));
    assertFalse(early.contains(drawn.get(1)), "asked for later");
    assertEquals(1, early.asked());
    assertThrows(IndexOutOfBoundsException.class, () -> early.trials().get(1));
  }

  @Test
  void moreTrialsThanThereAreAreRefused() {
    assertThrows(MimarException.class, () -> new History.Log().of(1, List.of()));
  }
}
