package io.mimar.store;

import io.mimar.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which trial becomes the model of a study: the picked member of the front of those whose model was
 * not found to break a limit.
 */
public final class Winner {
  private Winner() {}

  /** The winner so far; empty where no trial completed. */
  public static Optional<Trial> of(StudyStore store) {
    StudyDescription study = StudyDescription.of(store);
    List<Trial> contenders = store.queries().contenders(study.tradeoff(), broken(store));
    return study.tradeoff().pick(study.pick(), contenders);
  }

  /** As {@link #of(StudyStore)}, among {@code trials}. */
  public static Optional<Trial> of(StudyStore store, List<Trial> trials) {
    return of(StudyDescription.of(store), trials, broken(store));
  }

  /** As {@link #of(StudyStore)}, among {@code trials} of which some are {@code broken}. */
  static Optional<Trial> of(StudyDescription study, List<Trial> trials, Set<Integer> broken) {
    List<Trial> sound = trials.stream().filter(t -> !broken.contains(t.number())).toList();
    return study.tradeoff().pick(study.pick(), sound);
  }

  /**
   * The trials whose networks the model is the mean of, the best first; empty where there is no
   * model. Studies of old releases know the best alone.
   */
  public static List<Integer> members(StudyStore store) {
    return store
        .meta(StudyKeys.RESULT, FinalResult.class)
        .map(
            result ->
                store
                    .meta(StudyKeys.MEMBERS, Integer[].class)
                    .map(List::of)
                    .orElse(List.of(result.trial())))
        .orElse(List.of());
  }

  /** Keeps that the model of a trial breaks a limit. */
  public static void exclude(StudyStore store, int trial) {
    add(store, StudyKeys.BROKEN, trial);
  }

  /** Keeps that the model of a trial breaks a limit unless it is of one network. */
  public static void makeSingle(StudyStore store, int trial) {
    add(store, StudyKeys.SINGLE, trial);
  }

  /** Whether the model of a trial must be of one network. */
  public static boolean isSingle(StudyStore store, int trial) {
    return numbers(store, StudyKeys.SINGLE).contains(trial);
  }

  /** Trials whose models were found to break a limit. */
  static Set<Integer> broken(StudyStore store) {
    return numbers(store, StudyKeys.BROKEN);
  }

  private static void add(StudyStore store, String key, int trial) {
    store.putMeta(
        key,
        Stream.concat(numbers(store, key).stream(), Stream.of(trial)).distinct().sorted().toList());
  }

  private static Set<Integer> numbers(StudyStore store, String key) {
    return store
        .meta(key, Integer[].class)
        .map(numbers -> Arrays.stream(numbers).collect(Collectors.toSet()))
        .orElse(Set.of());
  }
}
