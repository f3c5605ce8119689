package io.mimar.store;

import io.mimar.MimarException;
import io.mimar.space.Architecture;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for what cannot be in a study that a sound program wrote to a sound disk. */
public final class StudyAudit {
  private static final int MOST_FAULTS = 10;

  private StudyAudit() {}

  /**
   * A law of studies.
   *
   * @param name the law in a few words
   * @param faults where it is broken; none where it holds
   */
  public record Law(String name, List<String> faults) {
    public Law {
      faults = List.copyOf(faults);
    }

    /** Whether it holds. */
    public boolean holds() {
      return faults.isEmpty();
    }
  }

  /**
   * The laws for the study in {@code folder}, which its owner may be writing.
   *
   * @throws MimarException when there is no study, or it is no database at all
   */
  public static List<Law> of(Path folder) {
    List<Law> laws = new ArrayList<>();
    try (StudyStore store = StudyStore.read(folder);
        Database database = Database.read(folder.resolve(StudyStore.FILE))) {
      laws.add(new Law("the file is whole", integrity(database)));
      laws.add(new Law("rows belong together", strays(database)));
      laws.add(new Law("columns agree with the curves", disagreements(database)));
      laws.add(new Law("lost attempts are counted from 1", losses(database)));
      laws.addAll(ofTrials(store));
    }
    return List.copyOf(laws);
  }

  private static List<String> integrity(Database database) {
    List<String> said =
        database.query("PRAGMA integrity_check(" + MOST_FAULTS + ")", row -> row.getString(1));
    return said.equals(List.of("ok")) ? List.of() : said;
  }

  private static List<String> strays(Database database) {
    return database.query(
        "PRAGMA foreign_key_check",
        row -> "row " + row.getLong(2) + " of " + row.getString(1) + " has no " + row.getString(3));
  }

  /** A trial's score and epochs are kept beside its curve, for those who read by SQL. */
  private static List<String> disagreements(Database database) {
    return database.query(
        """
        SELECT number FROM trial LEFT JOIN epoch ON epoch.trial = number
          AND place = (SELECT max(place) FROM epoch WHERE trial = number)
        WHERE epochs IS NOT coalesce(epoch.epoch, 0)
          OR (outcome IN ('COMPLETE', 'STOPPED') AND trial.score IS NOT epoch.score)
        LIMIT\s"""
            + MOST_FAULTS,
        row -> "trial " + row.getInt(1));
  }

  private static List<String> losses(Database database) {
    return database.query(
        """
        SELECT trial FROM lost_attempt GROUP BY trial
        HAVING min(attempt) <> 1 OR max(attempt) <> count(*)
        """,
        row -> "trial " + row.getInt(1));
  }

  private static List<Law> ofTrials(StudyStore store) {
    List<Trial> trials;
    try {
      trials = store.trials();
    } catch (MimarException e) {
      return List.of(new Law("trials can be read", List.of(e.getMessage())));
    }
    List<Law> laws = new ArrayList<>();
    laws.add(new Law("trials can be read", List.of()));
    if (store.meta(StudyKeys.CONFIG).isPresent()) { // a search's, not a program's own study
      laws.add(new Law("no architecture was trained twice", twins(trials)));
      laws.add(new Law("no trial is missing below the lag", gaps(store, trials)));
    }
    return laws;
  }

  private static List<String> twins(List<Trial> trials) {
    Map<Architecture, Integer> first = new HashMap<>();
    List<String> twins = new ArrayList<>();
    for (Trial trial : trials) {
      Integer other = first.putIfAbsent(trial.architecture(), trial.number());
      if (other != null) {
        twins.add("trials " + other + " and " + trial.number());
      }
    }
    return twins;
  }

  /** What is asked as trial n has seen all up to n - lag. */
  private static List<String> gaps(StudyStore store, List<Trial> trials) {
    Set<Integer> numbers = trials.stream().map(Trial::number).collect(Collectors.toSet());
    int last = numbers.stream().mapToInt(Integer::intValue).max().orElse(-1);
    List<String> gaps = new ArrayList<>();
    for (int number = 0; number <= last - StudyDescription.of(store).lag(); number++) {
      if (!numbers.contains(number)) {
        gaps.add("trial " + number);
      }
    }
    return gaps;
  }
}
