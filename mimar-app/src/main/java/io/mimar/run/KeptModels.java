package io.mimar.run;

import io.mimar.folder.Expected;
import io.mimar.folder.RunFolder;
import io.mimar.study.Event;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Tradeoff;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Keeps the model files of the best trials and of the front; deletes those of the others. */
final class KeptModels implements Event.Listener {
  private final RunFolder folder;
  private final int keep;
  private final Tradeoff tradeoff;
  private final Event.Listener next;
  private final List<Trial> kept = new ArrayList<>();

  /**
   * Keepers of models.
   *
   * @param keep how many of the best, whether they are on the front or not
   * @param tradeoff by which they are the best, and what the front is of
   * @param next told every event after this
   * @param done trials of earlier sessions
   */
  KeptModels(RunFolder folder, int keep, Tradeoff tradeoff, Event.Listener next, List<Trial> done) {
    this.folder = folder;
    this.keep = keep;
    this.tradeoff = tradeoff;
    this.next = next;
    done.forEach(this::consider);
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.Finished finished) {
      consider(finished.trial());
    }
    next.on(event);
  }

  private void consider(Trial trial) {
    if (trial.outcome() != Outcome.COMPLETE) {
      return;
    }
    kept.add(trial);
    kept.sort(History.order(tradeoff.objective()).reversed());
    List<Trial> front = tradeoff.front(kept);
    for (Trial worst : List.copyOf(kept.subList(Math.min(keep, kept.size()), kept.size()))) {
      if (!front.contains(worst)) {
        kept.remove(worst);
        delete(worst);
      }
    }
  }

  private void delete(Trial trial) {
    try {
      Files.deleteIfExists(folder.model(trial.number()));
      Files.deleteIfExists(Expected.beside(folder.model(trial.number())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
