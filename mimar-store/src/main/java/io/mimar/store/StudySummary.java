package io.mimar.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mimar.trial.Outcome;
import io.mimar.trial.Tradeoff;
import io.mimar.trial.Trial;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that a report or a dashboard says about a study, as its store has it at one moment.
 *
 * @param study what is searched and how
 * @param data the data, if it was described yet
 * @param assumptions what was assumed because it was not said
 * @param plan how the time is to be spent
 * @param config the resolved configuration
 * @param trials the trials that are done, ascending by number
 * @param lostAttempts how many attempts were lost with their workers
 * @param sessions who ran it
 * @param elapsed how long it ran in all
 * @param result what came of it, at the end; while an extended search goes on, what came of it
 *     before
 * @param members the trials whose networks the model is the mean of, the best first; empty where
 *     there is no model
 * @param broken trials whose models were found to break a limit
 * @param proposals how much of what was looked at held the limits
 */
public record StudySummary(
    StudyDescription study,
    Optional<DataSummary> data,
    List<String> assumptions,
    Map<String, String> plan,
    JsonNode config,
    List<Trial> trials,
    int lostAttempts,
    List<Session> sessions,
    Duration elapsed,
    Optional<FinalResult> result,
    List<Integer> members,
    Set<Integer> broken,
    Proposals proposals) {
  public StudySummary {
    assumptions = List.copyOf(assumptions);
    plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
    trials = List.copyOf(trials);
    sessions = List.copyOf(sessions);
    members = List.copyOf(members);
    broken = Set.copyOf(broken);
  }

  /** Reads the summary of a study; what was not kept yet is empty. */
  public static StudySummary of(StudyStore store) {
    return of(store, store.trials());
  }

  /**
   * As {@link #of}, but of all trials only those that may be the best: enough for {@link #best} and
   * {@link #front}, and quick where there are very many.
   */
  public static StudySummary brief(StudyStore store) {
    Tradeoff tradeoff = StudyDescription.of(store).tradeoff();
    Map<Integer, Trial> trials = new TreeMap<>();
    Stream.of(Set.<Integer>of(), Winner.broken(store))
        .distinct()
        .map(without -> store.queries().contenders(tradeoff, without))
        .flatMap(List::stream)
        .forEach(t -> trials.put(t.number(), t));
    store
        .meta(StudyKeys.RESULT, FinalResult.class)
        .flatMap(result -> store.trial(result.trial()))
        .ifPresent(t -> trials.put(t.number(), t));
    return of(store, List.copyOf(trials.values()));
  }

  private static StudySummary of(StudyStore store, List<Trial> trials) {
    return new StudySummary(
        StudyDescription.of(store),
        store.meta(StudyKeys.DATA, DataSummary.class),
        store.meta(StudyKeys.ASSUMPTIONS, String[].class).map(Arrays::asList).orElse(List.of()),
        plan(store),
        store.meta(StudyKeys.CONFIG, JsonNode.class).orElse(MissingNode.getInstance()),
        trials,
        store.lostAttempts(),
        store.sessions(),
        store.elapsed(),
        store.meta(StudyKeys.RESULT, FinalResult.class),
        Winner.members(store),
        Winner.broken(store),
        Proposals.of(store, trials));
  }

  private static Map<String, String> plan(StudyStore store) {
    Map<String, String> plan = new LinkedHashMap<>();
    store
        .meta(StudyKeys.PLAN, JsonNode.class)
        .ifPresent(
            node -> node.properties().forEach(e -> plan.put(e.getKey(), text(e.getValue()))));
    return plan;
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** The best trial so far, of which a model would be made now: what {@link Winner} says. */
  public Optional<Trial> best() {
    return Winner.of(study, trials, broken);
  }

  /** The trial that the trained model is of; empty where there is no model. */
  public Optional<Trial> modelled() {
    return result.flatMap(r -> trials.stream().filter(t -> t.number() == r.trial()).findFirst());
  }

  /** The trial that the answer is about: the model's where there is one, else the best so far. */
  public Optional<Trial> chosen() {
    return modelled().or(this::best);
  }

  /** The best trial so far, where the trained model is of another one. */
  public Optional<Trial> successor() {
    return modelled().flatMap(of -> best().filter(t -> t.number() != of.number()));
  }

  /** What the model costs; the best trial's network where that is not known of a model. */
  public OptionalDouble cost(String name) {
    OptionalDouble own = result.map(r -> r.cost(name)).orElse(OptionalDouble.empty());
    return own.isPresent() ? own : chosen().map(t -> t.cost(name)).orElse(OptionalDouble.empty());
  }

  /**
   * The samples that the score of a whole trial is of: those to validate on, and those to train on
   * as well where they took turns as folds; 0 where that is not known.
   */
  public int judged() {
    return data.map(d -> d.validation() + (isFolded() ? d.train() : 0)).orElse(0);
  }

  /** What trials are given piece by piece. */
  public Resource resource() {
    return Resource.of(plan.keySet());
  }

  /** Whether trials were judged on samples that took turns as folds. */
  public boolean isFolded() {
    return resource() == Resource.FOLD;
  }

  /** The trials that no other beats in all objectives. */
  public List<Trial> front() {
    return study.tradeoff().front(trials);
  }

  /** How many trials ended so. */
  public int count(Outcome outcome) {
    return (int) trials.stream().filter(t -> t.outcome() == outcome).count();
  }

  /** How many candidates the limits refused in all, also on the way to nothing. */
  public long refused() {
    return proposals.refusedWith(refused(trials));
  }

  /**
   * How many candidates the limits refused on the way to {@code trials}: inside the searcher, or as
   * trials of their own.
   */
  public static int refused(List<Trial> trials) {
    return trials.stream()
        .mapToInt(t -> t.refused() + (t.outcome() == Outcome.INFEASIBLE ? 1 : 0))
        .sum();
  }
}
