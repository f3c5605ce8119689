package io.mimar.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.mimar.folder.RunFolder;
import io.mimar.graph.Graph;
import io.mimar.objective.Objective;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.Proposals;
import io.mimar.store.Refusals;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.StudySummary;
import io.mimar.store.Winner;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came out of a run so far, as {@code --json} prints it.
 *
 * @param study the run's name
 * @param state whether it is finished
 * @param metric what is improved
 * @param seconds wall time in all sessions
 * @param trials how many ended how
 * @param best the best trial, null in JSON when none completed
 * @param model the trained winner's file, relative to where the program was called
 * @param modelled the trial that the trained model is of, where that is not the best one
 * @param report the report's file, likewise
 * @param front where costs are minimised, the trials that no other beats in all objectives
 * @param proposers how often the limits refused what each proposer found
 * @param proposals how much of all that was looked at held the limits
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunSummary(
    String study,
    @JsonIgnore RunState state,
    String metric,
    double seconds,
    Counts trials,
    Optional<Best> best,
    Optional<String> model,
    Optional<Integer> modelled,
    Optional<String> report,
    List<Member> front,
    List<Refusals> proposers,
    Proposals proposals) {

  /** The metric that says how closely the exported model agrees with the trained one. */
  public static final String PARITY = "parity";

  /** The metric that says how many milliseconds the exported model takes for a sample. */
  public static final String LATENCY = "latency";

  /**
   * How trials ended.
   *
   * @param complete trained to the end
   * @param stopped stopped early
   * @param infeasible refused by the limits, of networks or of workers
   * @param failed gave no score
   * @param lost attempts whose worker went away; those trials were asked again
   */
  public record Counts(int complete, int stopped, long infeasible, int failed, int lost) {
    /** Trials that were trained. */
    public int trained() {
      return complete + stopped + failed;
    }
  }

  /**
   * The best trial.
   *
   * @param trial its number
   * @param members the trials whose networks the model is the mean of, this one first
   * @param architecture its graph as text
   * @param params trainable parameters of the model, all its members together; of the trial's
   *     network where no model was trained
   * @param macs multiply-adds for one sample, likewise
   * @param validation its score in the search
   * @param test the trained winner's score on the test rows
   * @param metrics all else that was measured, by name: ends of 95 % intervals as {@code rmse low}
   *     and {@code rmse high}, baselines as {@code linear rmse}
   * @param graph the architecture's graph, to draw
   * @param result what came of its final training
   * @param classes the classes' names; none of amounts
   */
  public record Best(
      int trial,
      @JsonIgnore List<Integer> members,
      String architecture,
      long params,
      long macs,
      double validation,
      OptionalDouble test,
      Map<String, Double> metrics,
      @JsonIgnore Graph graph,
      @JsonIgnore Optional<FinalResult> result,
      @JsonIgnore List<String> classes) {}

  /**
   * A member of the front.
   *
   * @param trial its number
   * @param validation its score in the search
   * @param costs those that are minimised, by name; one that was not measured by that of its
   *     forecast
   */
  public record Member(int trial, double validation, Map<String, Double> costs) {
    private static Member of(Trial trial, List<String> minimised) {
      Map<String, Double> costs = new LinkedHashMap<>();
      for (String name : minimised) {
        boolean known = trial.costs().containsKey(name);
        costs.put(known ? name : Trial.foretold(name), trial.cost(name).orElseThrow());
      }
      return new Member(trial.number(), trial.score().orElseThrow(), costs);
    }
  }

  /** The summary of the run in {@code folder}, whose study is open in {@code store}. */
  public static RunSummary of(RunFolder folder, StudyStore store, RunState state) {
    List<Trial> trials = store.trials();
    Proposals proposals = Proposals.of(store, trials);
    Optional<FinalResult> last = store.meta(StudyKeys.RESULT, FinalResult.class);
    Objective objective = StudyDescription.of(store).objective();
    Optional<Trial> best = Winner.of(store, trials);
    return new RunSummary(
        folder.name(),
        state,
        objective.metric(),
        store.elapsed().toMillis() / 1e3,
        counts(trials, proposals.refusedWith(StudySummary.refused(trials)), store.lostAttempts()),
        best.map(
            b ->
                best(
                    b,
                    isCurrent(b, last) ? Winner.members(store) : List.of(b.number()),
                    objective,
                    last,
                    classes(store))),
        best.filter(b -> isCurrent(b, last)).flatMap(b -> folder.existing(folder.model())),
        last.map(FinalResult::trial)
            .filter(of -> best.filter(b -> b.number() == of).isEmpty())
            .filter(of -> Files.exists(folder.model())),
        folder.existing(folder.report()),
        front(StudyDescription.of(store), trials),
        Refusals.of(trials),
        proposals);
  }

  private static List<Member> front(StudyDescription study, List<Trial> trials) {
    return study.minimised().isEmpty()
        ? List.of()
        : study.tradeoff().front(trials).stream()
            .map(t -> Member.of(t, study.minimised()))
            .toList();
  }

  /**
   * Whether the trained winner is of the best trial: an extended search may have found a better.
   */
  private static boolean isCurrent(Trial best, Optional<FinalResult> last) {
    return last.filter(f -> f.trial() == best.number()).isPresent();
  }

  private static Counts counts(List<Trial> trials, long refused, int lost) {
    return new Counts(
        count(trials, Outcome.COMPLETE),
        count(trials, Outcome.STOPPED),
        refused,
        count(trials, Outcome.FAILED),
        lost);
  }

  private static int count(List<Trial> trials, Outcome outcome) {
    return (int) trials.stream().filter(t -> t.outcome() == outcome).count();
  }

  private static List<String> classes(StudyStore store) {
    return store
        .meta(StudyKeys.DATA, DataSummary.class)
        .map(DataSummary::classes)
        .orElse(List.of());
  }

  private static Best best(
      Trial trial,
      List<Integer> members,
      Objective objective,
      Optional<FinalResult> last,
      List<String> classes) {
    Optional<FinalResult> own = last.filter(f -> f.trial() == trial.number());
    Map<String, Double> metrics = new LinkedHashMap<>();
    trial.costs().forEach(metrics::put);
    own.ifPresent(
        f -> {
          metrics.replaceAll((name, cost) -> f.cost(name).orElse(cost)); // the model's
          metrics.put("train " + objective.metric(), f.train());
          metrics.putAll(f.metrics());
          metrics.putAll(intervals(f));
          f.baselines(objective.metric())
              .forEach((name, value) -> metrics.put(name + " " + objective.metric(), value));
          f.parity().ifPresent(parity -> metrics.put(PARITY, parity));
          f.latencyMillis().ifPresent(millis -> metrics.put(LATENCY, millis));
          metrics.put("final epochs", (double) f.epochs());
        });
    return new Best(
        trial.number(),
        members,
        trial.architecture().toString(),
        own.map(FinalResult::params).orElseGet(() -> cost(trial, "params")),
        own.map(FinalResult::macs).orElseGet(() -> cost(trial, "macs")),
        trial.score().orElseThrow(),
        own.map(FinalResult::test).orElse(OptionalDouble.empty()),
        metrics,
        trial.architecture().graph(),
        own,
        classes);
  }

  private static long cost(Trial trial, String name) {
    return trial.costs().getOrDefault(name, 0.0).longValue();
  }

  private static Map<String, Double> intervals(FinalResult result) {
    Map<String, Double> ends = new LinkedHashMap<>();
    result
        .intervals()
        .forEach(
            (metric, interval) -> {
              ends.put(metric + " low", interval.low());
              ends.put(metric + " high", interval.high());
            });
    return ends;
  }
}
