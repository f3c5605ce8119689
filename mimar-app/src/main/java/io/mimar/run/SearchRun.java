package io.mimar.run;

import io.mimar.config.Config;
import io.mimar.config.Quantity;
import io.mimar.folder.RunFolder;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import io.mimar.report.Explanations;
import io.mimar.report.Report;
import io.mimar.search.Feasible;
import io.mimar.search.Problem;
import io.mimar.store.FinalResult;
import io.mimar.store.Proposals;
import io.mimar.store.Resource;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.StudySummary;
import io.mimar.study.Budget;
import io.mimar.study.Control;
import io.mimar.study.Event;
import io.mimar.study.Executor;
import io.mimar.study.Study;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import io.mimar.worker.Message;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run from prepared data to a model: measure, plan, search, train the winner, export, report.
 * Each step is skipped when the study holds its outcome already, so starting and resuming are one.
 */
final class SearchRun {
  private static final Logger LOG = LoggerFactory.getLogger(SearchRun.class);

  /** The key under which a study holds its {@link Plan}. */
  static final String PLAN = "plan";

  /** A winner is trained again when so many times its training's time is left. */
  private static final double WORTH_AGAIN = 1.5;

  /** A worker's start, and exporting, checking and reporting at the end, take about this. */
  private static final Duration ENDING = Duration.ofSeconds(6);

  /** Of a time too short for all of that, so much is left for it. */
  private static final int ENDING_SHARE = 5;

  private final RunFolder folder;
  private final Setting setting;
  private final StudyStore store;
  private final RunListener listener;
  private final Notes notes;
  private final Pauses pauses;
  private final Control control;
  private final LongSupplier nanoTime;
  private final RunClock clock;
  private Proposals proposals = Proposals.NONE;

  SearchRun(
      RunFolder folder,
      Setting setting,
      StudyStore store,
      RunListener listener,
      Control control,
      LongSupplier nanoTime) {
    this.folder = folder;
    this.setting = setting;
    this.store = store;
    this.listener = listener;
    this.notes = new Notes(store, listener);
    this.clock = new RunClock(store.elapsed(), nanoTime);
    this.pauses = new Pauses(listener, control, clock, nanoTime);
    store.waitBy(pauses);
    this.control = control;
    this.nanoTime = nanoTime;
  }

  /** Runs what is left to do. */
  void run() {
    Planning planning = new Planning(folder, setting, store, listener, notes, this::isStopped);
    try (Trainers trainers = trainers()) {
      Plan plan = store.meta(PLAN, Plan.class).orElseGet(planning::plan);
      Problem problem = setting.problem(plan.maxMacs(), plan.allowedWork());
      Feasible.require(problem, seeds().at("feasible").rng());
      notes.addAll(PlanNotes.process(setting.config(), System.getenv(), System.getProperties()));
      notes.addAll(PlanNotes.lag(setting));
      notes.addAll(PlanNotes.costs(setting));
      run(plan, problem, trainers);
    }
  }

  private void run(Plan plan, Problem problem, Trainers trainers) {
    boolean searched = isSearched();
    store.putMeta(StudyKeys.ENDED, false);
    try {
      search(plan, problem, trainers);
      trainers.leave();
      boolean trained = finish(plan, searched);
      explain(plan);
      store.putMeta(StudyKeys.ENDED, control.state() == Control.State.RUN);
      if (searched && !trained && control.state() == Control.State.RUN) {
        listener.note(
            "Nothing was left to do: the run has had its "
                + store.trials().size()
                + " trials; --trials or --budget with more than it had extends it.");
      }
    } finally {
      store.elapsed(clock.get());
      report();
      store.elapsed(clock.get());
    }
  }

  /** Who trains: known before anything is measured, since a cluster may not be there. */
  private Trainers trainers() {
    if (isSearched()) {
      return Trainers.here(setting, folder, nanoTime);
    }
    if (setting.config().usesSpark()) {
      listener.note("Joining the cluster of " + setting.config().executor() + ".");
    }
    return Trainers.of(setting, folder, nanoTime, this::isStopped);
  }

  /**
   * Trains the winner; one whose model breaks a limit after all makes room for the next.
   *
   * @param searched whether the search was over before this session
   * @return whether there was anything to train
   */
  private boolean finish(Plan plan, boolean searched) {
    Finalists finalists = Finalists.of(setting, plan, store);
    Choosing choosing =
        new Choosing(setting, finalists, store, notes, question -> measure(plan, question));
    Optional<FinalAttempts> attempts = Optional.empty();
    boolean trained = false;
    boolean holds = false;
    while (!holds && control.state() == Control.State.RUN) {
      Optional<Trial> best = choosing.next(b -> isTrained(b, finalists));
      if (best.isEmpty()) {
        return trained;
      }
      listener.phase(RunListener.Phase.FINAL, time());
      List<Trial> members = finalists.members(best.get());
      notes.addAll(finalists.sentences(members));
      if (attempts.isEmpty()) {
        attempts = Optional.of(attempts(plan, finalSeconds(searched)));
      }
      attempts.get().train(members);
      trained = true;
      holds = choosing.holds(best.get());
    }
    return trained;
  }

  /** What cannot be explained is no reason to lose a model. */
  private void explain(Plan plan) {
    if (control.state() != Control.State.RUN) {
      return; // whoever interrupts does not want to wait
    }
    try {
      new Explaining(folder, store, setting, plan).keep();
    } catch (RuntimeException e) {
      LOG.warn("the run could not be explained", e);
      listener.note("The run could not be explained: " + e.getMessage());
    }
  }

  private Message.Measured measure(Plan plan, Message.Measure question) {
    listener.phase(RunListener.Phase.MEASURE, time());
    return setting
        .call(folder, plan, 1)
        .ask(question, Message.Measured.class, message -> {}, this::isStopped);
  }

  private void report() {
    listener.phase(RunListener.Phase.REPORT, Optional.empty());
    Optional<Task> task = Optional.of(setting.data().task());
    Report report =
        Report.of(
            StudySummary.of(store), task, Explanations.of(store), Clock.systemUTC().instant());
    pauses.write(folder.report(), () -> report.writeHtml(folder.report()));
  }

  private Seeds seeds() {
    return Seeds.root(setting.config().seed());
  }

  private Optional<Duration> time() {
    return Planner.time(setting.config());
  }

  // ---- searching

  private void search(Plan plan, Problem problem, Trainers trainers) {
    Optional<Duration> end = searchEnd();
    listener.past(
        problem.objective(),
        store.trials(),
        setting.config().budget().trials(),
        Resource.of(store));
    listener.phase(RunListener.Phase.SEARCH, end);
    Config config = setting.config();
    Study study =
        new Study(
            problem,
            setting.searcher(
                problem,
                store.meta(Source.KEY, Source.class).map(s -> s.warmStart(problem.space()))),
            setting.stopping(plan),
            new Study.Options(
                config.seed(),
                config.study().lag(),
                new Budget(config.budget().trials(), end, grace(end)),
                Duration.ofMillis((long) (1e3 * plan.trialSeconds())),
                setting.inheritance(plan)),
            store,
            keeper(plan, problem),
            clock);
    if (!isSearched()) {
      proposals = store.meta(StudyKeys.PROPOSALS, Proposals.class).orElse(Proposals.NONE);
      try (Executor executor = trainers.executor(plan)) {
        study.run(executor, control);
      }
    }
    if (study.isExhausted()) {
      notes.addAll(List.of("The search ended early: nothing new that holds the limits was found."));
    }
  }

  /** Keeps of what candidates leave in the run's folder what is still wanted. */
  private Event.Listener keeper(Plan plan, Problem problem) {
    Config.Asking asking = setting.config().study();
    List<Trial> done = store.trials();
    Event.Listener models =
        new KeptModels(folder, asking.keep(), problem.tradeoff(), this::on, done);
    return setting
        .inheritance(plan)
        .<Event.Listener>map(i -> new KeptWeights(folder, i, asking.lag(), models, done))
        .orElse(models);
  }

  private void on(Event event) {
    if (event instanceof Event.Held held) {
      pauses.workerWaits(held.reason());
    } else if (event instanceof Event.Finished) {
      pauses.over();
      store.putMeta(StudyKeys.PROPOSALS, proposals);
    } else if (event instanceof Event.Asked asked) {
      proposals = proposals.plus(asked.proposal().held(), asked.proposal().refused());
    }
    listener.on(event);
  }

  /** Whether the search has all the trials, or has had all the time, that it may. */
  private boolean isSearched() {
    List<Trial> trials = store.trials();
    int wanted = setting.config().budget().trials().orElse(Integer.MAX_VALUE);
    boolean complete = trials.stream().anyMatch(t -> t.outcome() == Outcome.COMPLETE);
    Optional<Duration> end = searchEnd();
    Duration late = complete ? Duration.ZERO : grace(end);
    return trials.size() >= wanted
        || end.map(e -> e.plus(late).compareTo(clock.get()) <= 0).orElse(false);
  }

  /** When the search must be over so that final training and report fit the time. */
  private Optional<Duration> searchEnd() {
    return time().map(total -> total.minus(ending(total)).minusMillis(finalMillis(total)));
  }

  private long finalMillis(Duration total) {
    Optional<Plan> plan = store.meta(PLAN, Plan.class);
    return (long) (1e3 * setting.planner().finalSeconds(total, plan));
  }

  private static Duration ending(Duration total) {
    Duration share = total.dividedBy(ENDING_SHARE);
    return share.compareTo(ENDING) < 0 ? share : ENDING;
  }

  /** A machine busier than it was measured: a late winner is better than none. */
  private Duration grace(Optional<Duration> end) {
    return end.flatMap(e -> time().map(total -> total.minus(ending(total)).minus(e)))
        .filter(left -> !left.isNegative())
        .orElse(Duration.ZERO);
  }

  // ---- the winner

  /**
   * Whether the model is that of {@code best}: without a time, of the same networks; with one,
   * where too little is left to make it better.
   */
  private boolean isTrained(Trial best, Finalists finalists) {
    Optional<FinalResult> result =
        store.meta(StudyKeys.RESULT, FinalResult.class).filter(f -> f.trial() == best.number());
    return time().isPresent()
        ? result.map(f -> secondsLeft() < WORTH_AGAIN * f.seconds()).orElse(false)
        : result.isPresent()
            && store
                .meta(StudyKeys.MEMBERS, int[].class)
                .map(known -> list(known).equals(Finalists.numbers(finalists.members(best))))
                .orElse(true); // a study of an old release
  }

  private static List<Integer> list(int[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /** Time left for the final training; 0 without a time budget. */
  private double secondsLeft() {
    return time()
        .map(t -> Math.max(1, t.minus(clock.get()).minus(ending(t)).toMillis() / 1e3))
        .orElse(0.0);
  }

  /**
   * How long the final training may take: what is left; or, of a search that was over when this
   * session began, as after another pick or a killed program, what was planned, once: a network
   * trained for a moment is no model.
   */
  private DoubleSupplier finalSeconds(boolean searched) {
    double planned = time().map(total -> finalMillis(total) / 1e3).orElse(0.0);
    if (!searched || secondsLeft() >= planned) {
      return this::secondsLeft;
    }
    notes.addAll(
        List.of(
            "Too little time is left: the final training takes the %s that were planned for it all the same."
                .formatted(Quantity.text(Duration.ofMillis((long) (1e3 * planned))))));
    Duration began = clock.get();
    return () -> Math.max(secondsLeft(), planned - clock.get().minus(began).toMillis() / 1e3);
  }

  private FinalAttempts attempts(Plan plan, DoubleSupplier seconds) {
    return new FinalAttempts(
        folder, setting, plan, store, listener, notes, pauses, seconds, this::isStopped);
  }

  private boolean isStopped() {
    control.heedInterrupt();
    store.elapsed(clock.get());
    return control.state() == Control.State.STOP;
  }
}
