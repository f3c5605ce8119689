package io.mimar.api;

import static java.util.Objects.requireNonNull;

import io.mimar.Check;
import io.mimar.Version;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.objective.Objective.Direction;
import io.mimar.random.Seeds;
import io.mimar.run.RunClock;
import io.mimar.run.Searchers;
import io.mimar.search.Enqueued;
import io.mimar.search.Feasible;
import io.mimar.search.Problem;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.space.Chosen;
import io.mimar.space.CostModel;
import io.mimar.space.SearchSpace;
import io.mimar.stop.EarlyStopping;
import io.mimar.store.StudyDescription;
import io.mimar.study.Budget;
import io.mimar.study.Event;
import io.mimar.study.FunctionExecutor;
import io.mimar.study.Study;
import io.mimar.trial.Pick;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What a program's own study searches, and how. Then either {@link #open}, to ask for candidates
 * and tell their scores, or {@link #run}, which calls a function of the program for each.
 *
 * <p>The same space, seed and scores give the same study.
 */
public final class StudySetup {
  private final SearchSpace space;
  private Optional<Objective> objective = Optional.empty(); // these change in fresh copies alone
  private CostModel costs = CostModel.none();
  private List<Limit> limits = List.of();
  private Searcher.Factory searcher = Searchers::standard;
  private List<Chosen> queue = List.of();
  private Optional<Path> folder = Optional.empty();
  private List<Event.Listener> listeners = List.of();
  private Optional<Duration> time = Optional.empty();
  private OptionalInt trials = OptionalInt.empty();
  private long seed;
  private int lag = Study.Options.DEFAULT_LAG;
  private int threads = 1;

  private StudySetup(SearchSpace space) {
    this.space = requireNonNull(space, "space");
  }

  static StudySetup of(SearchSpace space) {
    return new StudySetup(space);
  }

  private StudySetup with(Consumer<StudySetup> change) {
    StudySetup copy = new StudySetup(space);
    copy.objective = objective;
    copy.costs = costs;
    copy.limits = limits;
    copy.searcher = searcher;
    copy.queue = queue;
    copy.folder = folder;
    copy.listeners = listeners;
    copy.time = time;
    copy.trials = trials;
    copy.seed = seed;
    copy.lag = lag;
    copy.threads = threads;
    change.accept(copy);
    return copy;
  }

  // ---- what is searched

  /** More of the score is better; {@code metric} is what it is called. */
  public StudySetup maximize(String metric) {
    return improve(metric, Direction.MAXIMIZE);
  }

  /** Less of the score is better; {@code metric} is what it is called. */
  public StudySetup minimize(String metric) {
    return improve(metric, Direction.MINIMIZE);
  }

  private StudySetup improve(String metric, Direction direction) {
    Check.that(!metric.isBlank(), "metric", '"' + metric + '"', "a word");
    return with(copy -> copy.objective = Optional.of(new Objective(metric, direction)));
  }

  /** What architectures cost, known before they are tried; nothing where it is not given. */
  public StudySetup costs(CostModel model) {
    requireNonNull(model, "model");
    return with(copy -> copy.costs = model);
  }

  /** A hard limit on one of the costs: what breaks it is never asked for. */
  public StudySetup limit(Limit limit) {
    return with(copy -> copy.limits = plus(limits, limit));
  }

  /** Who decides what is tried next, instead of GNE: {@code RandomSearch::new}. */
  public StudySetup searcher(Searcher.Factory own) {
    requireNonNull(own, "own");
    return with(copy -> copy.searcher = own);
  }

  /** Tries a known architecture before all others; may be called several times. */
  public StudySetup enqueue(Chosen known) {
    return with(copy -> copy.queue = plus(queue, known));
  }

  /** The root of all randomness; 0 where it is not given. */
  public StudySetup seed(long value) {
    return with(copy -> copy.seed = value);
  }

  /**
   * Where the study is kept, so that it goes on after a crash as if there had been none; in memory
   * where it is not given. A folder that holds the same study already goes on with it.
   */
  public StudySetup folder(Path path) {
    requireNonNull(path, "path");
    return with(copy -> copy.folder = Optional.of(path));
  }

  // ---- for those who give a function

  /**
   * Ends {@link #run} when so many trials are done in all.
   *
   * @param count at least 1
   */
  public StudySetup trials(int count) {
    Check.range("trials", count, 1, 10_000_000);
    return with(copy -> copy.trials = OptionalInt.of(count));
  }

  /** Ends {@link #run} when this much wall time has passed in all sessions. */
  public StudySetup budget(Duration most) {
    Check.that(!most.isNegative() && !most.isZero(), "budget", most, "above zero");
    return with(copy -> copy.time = Optional.of(most));
  }

  /**
   * Candidates that {@link #run} scores at once, each in a thread of its own; 1 where it is not
   * given. At most {@link #lag} are of use. How many there are does not change the study.
   *
   * @param count in [1, 1024]
   */
  public StudySetup threads(int count) {
    Check.range("threads", count, 1, 1_024);
    return with(copy -> copy.threads = count);
  }

  /**
   * {@link #run} asks for trial n with the scores of trials up to n - lag; 4 where it is not given.
   *
   * @param trials in [1, 1000]; 1 for knowing all before
   */
  public StudySetup lag(int trials) {
    Check.range("lag", trials, 1, 1_000);
    return with(copy -> copy.lag = trials);
  }

  /** Someone who is told of the trials of {@link #run}, on its thread. */
  public StudySetup listener(Event.Listener listener) {
    return with(copy -> copy.listeners = plus(listeners, listener));
  }

  private static <T> List<T> plus(List<T> before, T one) {
    List<T> all = new ArrayList<>(before);
    all.add(requireNonNull(one));
    return List.copyOf(all);
  }

  // ---- the study

  /**
   * Opens the study, to ask and to tell.
   *
   * @throws io.mimar.MimarException when nothing is said to be improved, no architecture holds the
   *     limits, an enqueued one is none or breaks a limit, or the folder holds another study
   */
  public AskTell open() {
    Problem problem = problem();
    Searcher asking = searcher(problem);
    return new AskTell(problem, asking, seed, kept(problem, asking));
  }

  /**
   * Scores candidates by {@code evaluator} until the budget ends or the space is exhausted.
   *
   * <p>An interrupt of this thread cancels it; evaluations under way are interrupted and lost.
   *
   * @throws io.mimar.MimarException as of {@link #open}; when neither trials nor a budget are
   *     given; when the first 12 trials gave no score at all
   * @throws java.util.concurrent.CancellationException when this thread was interrupted; its
   *     interrupt status is set then
   */
  public StudyResult run(Evaluator evaluator) {
    requireNonNull(evaluator, "evaluator");
    Check.that(
        trials.isPresent() || time.isPresent(),
        "end of the study",
        "missing",
        "trials or a budget");
    Problem problem = problem();
    Searcher asking = searcher(problem);
    try (KeptStudy kept = kept(problem, asking);
        FunctionExecutor executor =
            new FunctionExecutor(
                threads,
                a ->
                    evaluator.score(
                        new Candidate(
                            a.number(),
                            a.architecture(),
                            Chosen.of(space, a.architecture()),
                            a.seed())),
                System::nanoTime)) {
      Study study =
          new Study(
              problem,
              asking,
              EarlyStopping.never(),
              new Study.Options(seed, lag, new Budget(trials, time, Duration.ZERO), Duration.ZERO),
              kept.journal(),
              event -> listeners.forEach(l -> l.on(event)),
              new RunClock(kept.journal().elapsed(), System::nanoTime));
      return Running.cancellable(
          folder.map(f -> "what completed is kept in " + f).orElse("nothing is kept"),
          control -> {
            study.run(executor, control);
            return new StudyResult(space, problem.objective(), study.trials());
          });
    }
  }

  private Problem problem() {
    Check.that(
        objective.isPresent(), "objective", "missing", "given by maximize(…) or minimize(…)");
    Problem problem = new Problem(space, costs, limits, objective.get());
    Feasible.require(problem, Seeds.root(seed).at("feasible").rng());
    return problem;
  }

  private Searcher searcher(Problem problem) {
    List<Architecture> known = Enqueued.architectures(problem, queue);
    Searcher own = searcher.of(problem);
    return new Enqueued(known, Enqueued.BY_USER, own);
  }

  private KeptStudy kept(Problem problem, Searcher asking) {
    return folder
        .map(f -> KeptStudy.in(f, description(f, problem, asking), space.choices()))
        .orElseGet(KeptStudy::inMemory);
  }

  private StudyDescription description(Path path, Problem problem, Searcher asking) {
    return new StudyDescription(
        String.valueOf(path.toAbsolutePath().normalize().getFileName()),
        space.name(),
        asking.name(),
        problem.objective().metric(),
        problem.objective().direction(),
        limits,
        List.of(),
        Pick.ACCURACY,
        seed,
        lag,
        trials,
        time.map(t -> OptionalDouble.of(t.toMillis() / 1e3)).orElse(OptionalDouble.empty()),
        "a program that called Mimar.study",
        Version.STRING);
  }
}
