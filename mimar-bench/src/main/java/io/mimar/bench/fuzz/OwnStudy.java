package io.mimar.bench.fuzz;

import io.mimar.api.AskTell;
import io.mimar.api.Candidate;
import io.mimar.api.Mimar;
import io.mimar.config.Spaces;
import io.mimar.search.RandomSearch;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program's own study, of which some candidates were told and one was not. */
final class OwnStudy {
  private static final int TOLD = 3;
  private static final byte[] SOUND = made();

  private OwnStudy() {}

  private static byte[] made() {
    try (Scratch scratch = Scratch.open()) {
      try (AskTell study = open(scratch.folder())) {
        for (int i = 0; i < TOLD; i++) {
          study.tell(next(study), i);
        }
        next(study);
      }
      return Files.readAllBytes(scratch.folder().resolve(StudyStore.FILE));
    } catch (IOException e) {
      throw new IllegalStateException("the study that was just made cannot be read", e);
    }
  }

  private static AskTell open(Path folder) {
    return Mimar.study(Spaces.named(SmallStudy.SPACE))
        .maximize("score")
        .searcher(RandomSearch::new)
        .folder(folder)
        .open();
  }

  private static Candidate next(AskTell study) {
    return study.ask().orElseThrow();
  }

  /** All that it keeps. */
  static byte[] values() {
    return KeptValues.of(SOUND);
  }

  /** Goes on with it in {@code folder}, where it keeps {@code values}. */
  static void goOn(Path folder, byte[] values) throws IOException {
    KeptValues.write(SOUND, folder, values);
    try (AskTell study = open(folder)) {
      study.tell(next(study), 1);
      study.result().best();
    }
  }
}
