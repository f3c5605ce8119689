package io.mimar.api;

import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.run.Runs;
import io.mimar.space.Choice;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.study.Journal;
import io.mimar.study.MemoryJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a program's own study is kept.
 *
 * @param journal its trials
 * @param store the same where it lasts longer than the program
 */
record KeptStudy(Journal journal, Optional<StudyStore> store) implements AutoCloseable {
  private static final String CHOICES = "choices";

  /** A study that lasts as long as the program. */
  static KeptStudy inMemory() {
    return new KeptStudy(new MemoryJournal(), Optional.empty());
  }

  /**
   * The study in {@code folder}: a new one, or the one that is there and goes on.
   *
   * @throws MimarException when the one there is another, or the folder cannot be used
   */
  static KeptStudy in(Path folder, StudyDescription wanted, List<Choice> choices) {
    Clock clock = Clock.systemUTC();
    if (!StudyStore.exists(folder)) {
      Map<String, String> meta = Map.of(StudyKeys.STUDY, json(wanted), CHOICES, json(choices));
      StudyStore made = StudyStore.create(folder, clock, Runs.platform(), meta);
      return new KeptStudy(made, Optional.of(made));
    }
    StudyStore found = StudyStore.open(folder, clock, Runs.platform());
    try {
      requireSame(folder, found, wanted, choices);
      return new KeptStudy(found, Optional.of(found));
    } catch (RuntimeException e) {
      found.close();
      throw e;
    }
  }

  private static String json(Object value) {
    return Json.json().valueToTree(value).toString();
  }

  private static void requireSame(
      Path folder, StudyStore found, StudyDescription wanted, List<Choice> choices) {
    StudyDescription before = StudyDescription.of(found);
    requireSame(folder, "space", before.space(), wanted.space());
    requireSame(
        folder,
        "list of choices",
        found.meta(CHOICES, Choice[].class).map(Arrays::asList).orElse(List.of()),
        choices);
    requireSame(folder, "objective", before.objective(), wanted.objective());
    requireSame(folder, "list of limits", before.limits(), wanted.limits());
    requireSame(folder, "searcher", before.searcher(), wanted.searcher());
    requireSame(folder, "seed", before.seed(), wanted.seed());
    requireSame(folder, "lag", before.lag(), wanted.lag());
  }

  private static void requireSame(Path folder, String what, Object before, Object wanted) {
    if (!before.equals(wanted)) {
      throw new MimarException(
          "the study in " + folder + " has " + what + " " + before + ", but now it is " + wanted,
          "Go on with it as it was begun, or give another folder.");
    }
  }

  @Override
  public void close() {
    store.ifPresent(StudyStore::close);
  }
}
