package io.mimar.tabulate;

import io.mimar.MimarException;
import io.mimar.study.Assignment;
import io.mimar.study.Control;
import io.mimar.study.Executor;
import io.mimar.study.Executor.News;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Has all trainings of a plan done that the log does not hold, in order of their numbers. What
 * failed before is tried again; what loses its worker goes to another.
 */
final class Trainings {
  /** After so many lost attempts a training counts as failed. */
  private static final int MAX_ATTEMPTS = 3;

  /** When so many have ended in this session and none has a score, something is wrong with all. */
  private static final int HOPELESS = 12;

  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final TrainingPlan plan;
  private final TrainingLog log;
  private final BuildListener listener;
  private final LongSupplier nanoTime;
  private final Deque<Assignment> waiting = new ArrayDeque<>();
  private final Map<Integer, Assignment> flights = new HashMap<>(); // looked up only
  private final long start;
  private final int before;
  private double doneWork;
  private int ended;
  private boolean hope;

  /**
   * What is left of {@code plan}.
   *
   * @param nanoTime a monotonic clock, nanoseconds
   */
  Trainings(TrainingPlan plan, TrainingLog log, BuildListener listener, LongSupplier nanoTime) {
    this.plan = plan;
    this.log = log;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    Map<Integer, Result> results = log.results();
    IntStream.range(0, plan.size())
        .filter(n -> !isScored(results.get(n)))
        .forEach(n -> waiting.add(plan.assignment(n, 1)));
    this.before = plan.size() - waiting.size();
  }

  private static boolean isScored(Result result) {
    return result != null && result.score().isPresent();
  }

  /** Whether nothing is left to do. */
  boolean isDone() {
    return waiting.isEmpty() && flights.isEmpty();
  }

  /** Trains until nothing is left or {@code control} says so. */
  void run(Executor executor, Control control) {
    listener.begin(before, plan.size());
    while (control.state() != Control.State.STOP) {
      if (control.state() == Control.State.RUN) {
        fill(executor);
      }
      if (flights.isEmpty()) {
        return;
      }
      executor.poll(PATIENCE).ifPresent(this::hear);
    }
  }

  private void fill(Executor executor) {
    while (flights.size() < executor.slots() && !waiting.isEmpty()) {
      Assignment next = waiting.remove();
      flights.put(next.number(), next);
      executor.submit(next);
    }
  }

  private void hear(News news) {
    Assignment flight = flights.get(news.number());
    if (flight == null) {
      return; // a late word about one that has ended
    }
    if (news instanceof News.Finished finished) {
      finish(flight, finished.result());
    } else if (news instanceof News.Lost lost) {
      retry(flight, lost.reason());
    }
  }

  private void retry(Assignment lost, String reason) {
    if (lost.attempt() >= MAX_ATTEMPTS) {
      String why = "its worker was lost " + MAX_ATTEMPTS + " times, the last time: " + reason;
      finish(lost, Result.without(Outcome.FAILED, why, 0));
      return;
    }
    listener.note("Training " + lost.number() + " is done again: " + reason + ".");
    flights.remove(lost.number());
    waiting.addFirst(plan.assignment(lost.number(), lost.attempt() + 1));
  }

  private void finish(Assignment flight, Result result) {
    int number = flight.number();
    log.append(number, result);
    flights.remove(number);
    ended++;
    hope |= isScored(result);
    Row row = plan.row(number);
    doneWork += row.costs().work();
    listener.ended(
        new BuildListener.Ended(
            number / plan.repeats(),
            number % plan.repeats(),
            row.costs().params(),
            row.costs().macs(),
            result,
            before + ended,
            plan.size(),
            left()));
    requireHope(result);
  }

  /** As long for each unit of work as so far. */
  private Optional<Duration> left() {
    double work =
        IntStream.concat(
                waiting.stream().mapToInt(Assignment::number),
                flights.keySet().stream().mapToInt(Integer::intValue))
            .mapToDouble(n -> plan.row(n).costs().work())
            .sum();
    double nanos = nanoTime.getAsLong() - start;
    return doneWork > 0
        ? Optional.of(Duration.ofNanos((long) (nanos * work / doneWork)))
        : Optional.empty();
  }

  private void requireHope(Result last) {
    if (!hope && ended >= HOPELESS) {
      throw new MimarException(
          "the first " + ended + " trainings gave no score, the last one because: " + last.reason(),
          "Mend the cause, then give the same command again.");
    }
  }
}
