package io.mimar.run;

import io.mimar.folder.RunFolder;
import io.mimar.study.Event;
import io.mimar.study.Inheritance;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps the weights that a trial to come may start from; deletes those of the others. */
final class KeptWeights implements Event.Listener {
  private final RunFolder folder;
  private final Inheritance inheritance;
  private final int lag;
  private final Event.Listener next;

  /** Completed trials whose weights are kept. */
  private final List<Trial> kept = new ArrayList<>();

  private final Set<Integer> ended = new HashSet<>();
  private int firstOpen;

  /**
   * Keepers of weights.
   *
   * @param lag a trial sees those before the last so many
   * @param next told every event after this
   * @param done trials of earlier sessions
   */
  KeptWeights(
      RunFolder folder, Inheritance inheritance, int lag, Event.Listener next, List<Trial> done) {
    this.folder = folder;
    this.inheritance = inheritance;
    this.lag = lag;
    this.next = next;
    done.forEach(this::take);
    sort();
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.Finished finished) {
      take(finished.trial());
      sort();
    }
    next.on(event);
  }

  private void take(Trial trial) {
    if (trial.outcome() == Outcome.COMPLETE) {
      kept.add(trial);
    }
    ended.add(trial.number());
    while (ended.remove(firstOpen)) {
      firstOpen++;
    }
  }

  /** A trial that no open one may start from is no parent of a later one either. */
  private void sort() {
    int seen = firstOpen - lag + 1;
    List<Trial> all = kept.stream().filter(t -> t.number() < seen).toList();
    List<Trial> parents = inheritance.parents(all);
    for (Trial trial : all) {
      if (!parents.contains(trial)) {
        kept.remove(trial);
        delete(trial);
      }
    }
  }

  private void delete(Trial trial) {
    try {
      Files.deleteIfExists(folder.weights(trial.number()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
