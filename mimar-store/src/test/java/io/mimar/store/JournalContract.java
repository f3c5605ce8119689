package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.study.Journal;
import io.mimar.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} keeps to. */
abstract class JournalContract {

  /** An empty journal. */
  abstract Journal journal();

  /** What becomes of a trial that is kept: the same, but for what a database cannot hold. */
  Trial asKept(Trial trial) {
    return trial;
  }

  @Test
  void aNewJournalIsEmpty() {
    Journal journal = journal();
    assertTrue(journal.trials().isEmpty());
    assertEquals(0, journal.lostAttempts(0));
    assertEquals(Duration.ZERO, journal.elapsed());
  }

  @Test
  void givesBackWhatItWasGiven() {
    Journal journal = journal();
    List<Trial> trials = IntStream.range(0, 40).mapToObj(Trials::of).toList();
    trials.forEach(journal::record);
    assertEquals(trials.stream().map(this::asKept).toList(), journal.trials());
    for (int i = 0; i < trials.size(); i++) { // equal graphs may differ in their values
      assertEquals(
          trials.get(i).architecture().values(), journal.trials().get(i).architecture().values());
    }
  }

  @Test
  void ordersByNumberWhateverTheOrderOfRecording() {
    Journal journal = journal();
    List.of(3, 0, 2, 1).forEach(n -> journal.record(Trials.of(n)));
    assertEquals(List.of(0, 1, 2, 3), journal.trials().stream().map(Trial::number).toList());
  }

  @Test
  void refusesToRecordATrialTwiceAndKeepsTheFirst() {
    Journal journal = journal();
    journal.record(Trials.of(0));
    assertThrows(IllegalStateException.class, () -> journal.record(Trials.of(0)));
    assertEquals(List.of(asKept(Trials.of(0))), journal.trials());
    journal.record(Trials.of(1));
    assertEquals(2, journal.trials().size());
  }

  @Test
  void countsLostAttemptsByTrial() {
    Journal journal = journal();
    journal.lost(5, 1, "killed");
    journal.lost(5, 2, "killed again");
    journal.lost(6, 1, "it's gone");
    assertEquals(2, journal.lostAttempts(5));
    assertEquals(1, journal.lostAttempts(6));
    assertEquals(0, journal.lostAttempts(7));
    assertThrows(IllegalStateException.class, () -> journal.lost(5, 1, "twice"));
  }

  @Test
  void remembersTheLastElapsedTime() {
    Journal journal = journal();
    journal.elapsed(Duration.ofMillis(10));
    journal.elapsed(Duration.ofMillis(7_250));
    assertEquals(Duration.ofMillis(7_250), journal.elapsed());
  }
}
