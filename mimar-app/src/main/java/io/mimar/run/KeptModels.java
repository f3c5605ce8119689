package io.mimar.run;

import io.mimar.folder.Expected;
import io.mimar.folder.RunFolder;
import io.mimar.objective.Objective;
import io.mimar.study.Event;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Keeps the model files of the best trials and deletes those of the others. */
final class KeptModels implements Event.Listener {
  private final RunFolder folder;
  private final int keep;
  private final Objective objective;
  private final Event.Listener next;
  private final List<Trial> kept = new ArrayList<>();

  /**
   * Keepers of models.
   *
   * @param keep how many
   * @param objective by which they are the best
   * @param next told every event after this
   * @param done trials of earlier sessions
   */
  KeptModels(
      RunFolder folder, int keep, Objective objective, Event.Listener next, List<Trial> done) {
    this.folder = folder;
    this.keep = keep;
    this.objective = objective;
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
    kept.sort(History.order(objective).reversed());
    while (kept.size() > keep) {
      delete(kept.remove(kept.size() - 1));
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
