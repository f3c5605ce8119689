package io.mimar.study;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.stop.EarlyStopping;
import io.mimar.study.Executor.News;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The loop that owns a study: asks, hands out, records, until the budget ends.
 *
 * <ol>
 *   <li>Trial n is asked with the outcomes of trials 0..n-lag and the architectures of those
 *       between; it waits until those outcomes are there.
 *   <li>Its bars for early stopping are set from the same trials.
 *   <li>A worker trains it; when the worker is lost, the same trial goes to another.
 *   <li>What ends is recorded before anyone is told.
 * </ol>
 *
 * <p>So the sequence of architectures and scores depends on seed and lag alone, not on the number
 * of workers, and a study that was killed goes on as if it had not been. But where a time is given
 * and over before any trial is complete, those under way are judged as they are.
 */
public final class Study {
  /** After so many lost attempts a trial counts as failed. */
  private static final int MAX_ATTEMPTS = 3;

  /** When so many trials have ended and none has a score, something is wrong with all. */
  private static final int HOPELESS = 12;

  /** As many that were measured to cost too much say that none costs little enough. */
  private static final int TOO_COSTLY = 60;

  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final Problem problem;
  private final Searcher searcher;
  private final EarlyStopping stopping;
  private final Options options;
  private final Journal journal;
  private final Event.Listener listener;
  private final Ended done = new Ended();
  private final Map<Integer, Flight> flights = new LinkedHashMap<>();
  private final Supplier<Duration> elapsed;
  private final int before;
  private boolean exhausted;

  /**
   * What shapes a study besides its parts.
   *
   * @param seed the root of every random stream
   * @param lag trial n sees the outcomes of trials up to n - lag
   * @param budget when it ends
   * @param trialTime what a trial takes as a rule, until some have shown it; none is asked later
   *     than half of that before the end
   * @param inheritance whose weights trials start from; empty for fresh ones
   */
  public record Options(
      long seed, int lag, Budget budget, Duration trialTime, Optional<Inheritance> inheritance) {
    /** Enough for four workers; see docs/adr. */
    public static final int DEFAULT_LAG = 4;

    public Options {
      Check.range("study.lag", lag, 1, 1_000);
    }

    /** Every trial starts from fresh weights. */
    public Options(long seed, int lag, Budget budget, Duration trialTime) {
      this(seed, lag, budget, trialTime, Optional.empty());
    }
  }

  private record Flight(Assignment assignment, Proposal proposal, Map<String, Double> costs) {}

  /**
   * A study that goes on from what {@code journal} holds.
   *
   * @param elapsed how long the run has taken in all its sessions, now
   */
  public Study(
      Problem problem,
      Searcher searcher,
      EarlyStopping stopping,
      Options options,
      Journal journal,
      Event.Listener listener,
      Supplier<Duration> elapsed) {
    this.problem = problem;
    this.searcher = searcher;
    this.stopping = stopping;
    this.options = options;
    this.journal = journal;
    this.listener = listener;
    this.elapsed = elapsed;
    journal.trials().forEach(done::add);
    this.before = done.size();
  }

  /** Runs until the budget ends, the space is exhausted or {@code control} says so. */
  public void run(Executor executor, Control control) {
    while (control.state() != Control.State.STOP) {
      Duration now = elapsed.get();
      journal.elapsed(now);
      if (control.state() == Control.State.RUN) {
        fill(executor, now);
      }
      if (flights.isEmpty() || isOver(now)) {
        break;
      }
      executor.poll(PATIENCE).ifPresent(news -> handle(news, executor));
      control.heedInterrupt();
    }
    journal.elapsed(elapsed.get());
  }

  /** Whether the searcher has found nothing more to ask. */
  public boolean isExhausted() {
    return exhausted;
  }

  /** The trials that are done, ascending by number. */
  public List<Trial> trials() {
    return List.copyOf(done.all());
  }

  // ---- asking

  private void fill(Executor executor, Duration now) {
    Optional<Integer> next = nextNumber();
    while (flights.size() < executor.slots() && next.isPresent() && mayAsk(now)) {
      ask(next.get(), executor);
      next = exhausted ? Optional.empty() : nextNumber();
    }
  }

  /** The smallest number that is neither done nor under way, when all it must see is done. */
  private Optional<Integer> nextNumber() {
    int number = done.firstOpen();
    while (done.contains(number) || flights.containsKey(number)) {
      number++;
    }
    boolean wanted = number < options.budget().trials().orElse(Integer.MAX_VALUE);
    boolean ready = number - options.lag() < done.firstOpen();
    return wanted && ready && !exhausted ? Optional.of(number) : Optional.empty();
  }

  private boolean mayAsk(Duration now) {
    Duration expected = done.usualTime().orElse(options.trialTime());
    Duration last = now.plus(expected.dividedBy(2));
    return options.budget().time().map(t -> last.compareTo(t.plus(grace())) < 0).orElse(true);
  }

  private boolean isOver(Duration now) {
    return options.budget().time().map(t -> now.compareTo(t.plus(grace())) >= 0).orElse(false);
  }

  /** How much longer the search goes on, and asks, than its time. */
  private Duration grace() {
    return done.complete() > 0 ? Duration.ZERO : options.budget().grace();
  }

  /** As long as no trial is complete, those under way are judged when the time is over. */
  private Optional<Duration> most() {
    Duration now = elapsed.get();
    return done.complete() > 0
        ? Optional.empty()
        : options
            .budget()
            .time()
            .map(time -> time.compareTo(now) > 0 ? time.minus(now) : Duration.ZERO);
  }

  private void ask(int number, Executor executor) {
    requireHope();
    Seeds seeds = Seeds.root(options.seed()).at("trial", number);
    int seen = Math.max(0, number - options.lag() + 1);
    History history = done.history(seen, pending(seen, number));
    List<Trial> visible = history.trials();
    Optional<Proposal> asked = searcher.ask(history, seeds.at("ask").rng());
    if (asked.isEmpty()) {
      exhausted = true;
      return;
    }
    Proposal proposal = asked.get();
    requireNew(number, proposal, history);
    Measuring measuring = Measuring.of(problem, visible, proposal.architecture());
    Map<String, Double> costs = costs(proposal.architecture());
    costs.putAll(measuring.foretold());
    Assignment assignment =
        new Assignment(
            number,
            journal.lostAttempts(number) + 1,
            proposal.architecture(),
            seeds.at("weights").value(),
            stopping.bars(problem.tradeoff().rivals(visible, costs), problem.objective()),
            measuring.measures(),
            options
                .inheritance()
                .flatMap(i -> i.parent(proposal.architecture(), visible))
                .map(Assignment.Parent::new),
            most());
    Flight flight = new Flight(assignment, proposal, costs);
    listener.on(new Event.Asked(number, proposal));
    if (problem.isFeasible(proposal.architecture())) {
      flights.put(number, flight);
      executor.submit(assignment);
    } else {
      finish(flight, Result.without(Outcome.INFEASIBLE, "breaks a limit", 0), Map.of(), "");
    }
  }

  /** The architectures asked for since, whether their outcomes happen to be there or not. */
  private List<Architecture> pending(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            n ->
                done.contains(n)
                    ? done.get(n).architecture()
                    : flights.get(n).proposal().architecture())
        .toList();
  }

  /** When many trials of this session have ended and no trial ever had a score. */
  private void requireHope() {
    int now = done.size() - before;
    boolean hopeless = now >= TOO_COSTLY || (now >= HOPELESS && done.failed() >= HOPELESS);
    if (hopeless && done.scored() == 0) {
      Trial last = done.all().get(done.size() - 1);
      throw new MimarException(
          "the first "
              + done.size()
              + " trials gave no score, the last one because: "
              + last.result().reason(),
          "Mend the cause, then `mimar resume` this run.");
    }
  }

  private void requireNew(int number, Proposal proposal, History history) {
    if (history.contains(proposal.architecture())) {
      throw new IllegalStateException(
          "searcher "
              + searcher.name()
              + " asked for "
              + proposal.architecture()
              + " again as trial "
              + number);
    }
  }

  // ---- news

  private void handle(News news, Executor executor) {
    Flight flight = flights.get(news.number());
    if (flight == null) {
      return; // a late word about a trial that has ended
    }
    if (news instanceof News.Progress progress) {
      listener.on(new Event.Progress(progress.number(), progress.epoch()));
    } else if (news instanceof News.Finished finished) {
      finish(flight, finished.result(), finished.measured(), finished.worker());
    } else if (news instanceof News.Held held) {
      listener.on(new Event.Held(held.number(), held.reason()));
    } else if (news instanceof News.Lost lost) {
      retry(flight, lost.reason(), executor);
    }
  }

  private void finish(Flight flight, Result result, Map<String, Double> measured, String worker) {
    Assignment assignment = flight.assignment();
    Map<String, Double> costs = new LinkedHashMap<>(flight.costs());
    costs.putAll(measured);
    Trial trial =
        new Trial(
            assignment.number(),
            assignment.architecture(),
            costs,
            flight.proposal().proposer(),
            flight.proposal().refused(),
            assignment.seed(),
            result);
    journal.record(trial, worker);
    flights.remove(trial.number());
    done.add(trial);
    listener.on(new Event.Finished(trial));
  }

  private void retry(Flight flight, String reason, Executor executor) {
    Assignment old = flight.assignment();
    journal.lost(old.number(), old.attempt(), reason);
    listener.on(new Event.Lost(old.number(), old.attempt(), reason));
    if (old.attempt() >= MAX_ATTEMPTS) {
      String why = "its worker was lost " + old.attempt() + " times, the last time: " + reason;
      finish(flight, Result.without(Outcome.FAILED, why, 0), Map.of(), "");
      return;
    }
    Assignment again = old.again(most());
    flights.put(old.number(), new Flight(again, flight.proposal(), flight.costs()));
    executor.submit(again);
  }

  private Map<String, Double> costs(Architecture architecture) {
    return problem.costs().named(architecture);
  }
}
