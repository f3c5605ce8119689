package io.mimar.run;

import com.fasterxml.jackson.annotation.JsonValue;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.Winner;
import io.mimar.trial.Trial;
import java.util.Locale;
import java.util.Optional;

/** Whether a run goes on. */
public enum RunState {
  /** A living process owns it. */
  RUNNING,
  /** Its winner is trained, and what was begun last came to its end. */
  FINISHED,
  /** Neither; {@code mimar resume} goes on with it. */
  INTERRUPTED;

  /** The state of the run whose study is in {@code store}. */
  public static RunState of(StudyStore store) {
    return store.owner().isPresent() ? RUNNING : ended(store);
  }

  /** The state of a run that nobody works on. */
  static RunState ended(StudyStore store) {
    Optional<Trial> best = Winner.of(store);
    boolean trained =
        store
            .meta(StudyKeys.RESULT, FinalResult.class)
            .filter(f -> best.isPresent() && f.trial() == best.get().number())
            .isPresent();
    boolean ended = store.meta(StudyKeys.ENDED, Boolean.class).orElse(true);
    return trained && ended ? FINISHED : INTERRUPTED;
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
