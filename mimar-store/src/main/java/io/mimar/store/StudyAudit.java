package io.mimar.store;

import io.mimar.MimarException;
import io.mimar.space.Architecture;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
   * @param remedy what to do where it is broken
   */
  public record Law(String name, List<String> faults, String remedy) {
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
    try (StudyStore store = StudyStore.read(folder);
        Database database = Place.of(folder).read()) {
      Map<String, List<String>> faults = new LinkedHashMap<>();
      faults.put("the database is whole", database.faults(MOST_FAULTS));
      faults.put("rows belong together", strays(database));
      faults.put("columns agree with the curves", disagreements(database));
      faults.put("lost attempts are counted from 1", losses(database));
      faults.putAll(ofTrials(store));
      return faults.entrySet().stream()
          .map(e -> new Law(e.getKey(), e.getValue(), database.remedy()))
          .toList();
    }
  }

  private static List<String> strays(Database database) {
    List<String> strays = new ArrayList<>();
    strays.addAll(strays(database, "epoch", "trial", "trial", "number"));
    strays.addAll(strays(database, "trial", "session", "session", "id"));
    if (database.hasTable("trained_by")) {
      strays.addAll(strays(database, "trained_by", "trial", "trial", "number"));
    }
    if (database.hasTable("command")) {
      strays.addAll(strays(database, "command", "session", "session", "id"));
    }
    return strays;
  }

  /** Rows whose {@code column} names a row of {@code other} that is not there. */
  private static List<String> strays(
      Database database, String table, String column, String other, String key) {
    return database.query(
        "SELECT DISTINCT r.%s FROM %s r LEFT JOIN %s o ON o.%s = r.%s WHERE o.%s IS NULL LIMIT %d"
            .formatted(column, table, other, key, column, key, MOST_FAULTS),
        row -> "a row of " + table + " has no " + other + " " + row.getLong(1));
  }

  /** A trial's score and epochs are kept beside its curve, for those who read by SQL. */
  private static List<String> disagreements(Database database) {
    return database.query(
        """
        SELECT number FROM trial LEFT JOIN epoch ON epoch.trial = number
          AND place = (SELECT max(place) FROM epoch WHERE trial = number)
        WHERE epochs IS DISTINCT FROM coalesce(epoch.epoch, 0)
          OR (outcome IN ('COMPLETE', 'STOPPED') AND trial.score IS DISTINCT FROM epoch.score)
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

  private static Map<String, List<String>> ofTrials(StudyStore store) {
    List<Trial> trials;
    try {
      trials = store.trials();
    } catch (MimarException e) {
      return Map.of("trials can be read", List.of(e.getMessage()));
    }
    Map<String, List<String>> faults = new LinkedHashMap<>();
    faults.put("trials can be read", List.of());
    if (store.meta(StudyKeys.CONFIG).isPresent()) { // a search's, not a program's own study
      faults.put("no architecture was trained twice", twins(trials));
      faults.put("no trial is missing below the lag", gaps(store, trials));
    }
    return faults;
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
