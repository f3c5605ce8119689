package io.mimar.api;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.space.Chosen;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A study whose candidates are trained elsewhere: ask for one, train it, tell its score. Any number
 * may be under way, and be told in any order; the same calls in the same order give the same
 * candidates.
 *
 * <p>Kept in a folder, what was asked and what was told is on the disk when the call returns. A
 * program that opens the study again is first given what was asked and never told; it may as well
 * tell that at once, by its number.
 *
 * <p>Safe for use by many threads. One process at a time has a study open.
 */
public final class AskTell implements AutoCloseable {
  private static final String ASKED = "asked";

  private final Problem problem;
  private final Searcher searcher;
  private final Seeds seeds;
  private final KeptStudy kept;
  private final TreeMap<Integer, Trial> told = new TreeMap<>();
  private final TreeMap<Integer, Flight> pending = new TreeMap<>();
  private final TreeSet<Integer> left = new TreeSet<>();

  /** A proposal that was handed out, as it is kept: {@code values} write the architecture. */
  private record Asked(int number, List<Integer> values, String proposer, int refused) {}

  /** A candidate that is under way. */
  private record Flight(Asked asked, Candidate candidate) {}

  AskTell(Problem problem, Searcher searcher, long seed, KeptStudy kept) {
    this.problem = problem;
    this.searcher = searcher;
    this.seeds = Seeds.root(seed);
    this.kept = kept;
    kept.journal().trials().forEach(trial -> told.put(trial.number(), trial));
    kept
        .store()
        .flatMap(store -> store.meta(ASKED, Asked[].class))
        .map(Arrays::asList)
        .orElse(List.of())
        .stream()
        .filter(asked -> !told.containsKey(asked.number()))
        .forEach(asked -> pending.put(asked.number(), new Flight(asked, candidate(asked))));
    left.addAll(pending.keySet());
  }

  /**
   * The next candidate: first those that an earlier session asked for and did not tell.
   *
   * @return empty when all architectures that hold the limits were asked for
   * @throws IllegalStateException when an own searcher asks for what is known or breaks a limit
   */
  public synchronized Optional<Candidate> ask() {
    Integer earlier = left.pollFirst();
    if (earlier != null) {
      return Optional.of(pending.get(earlier).candidate());
    }
    int number = told.size() + pending.size();
    History history =
        new History(
            List.copyOf(told.values()),
            pending.values().stream().map(f -> f.candidate().architecture()).toList());
    return searcher
        .ask(history, seeds.at("trial", number).at("ask").rng())
        .map(proposal -> handOut(number, proposal, history));
  }

  private Candidate handOut(int number, Proposal proposal, History history) {
    Architecture architecture = proposal.architecture();
    if (history.contains(architecture) || !problem.isFeasible(architecture)) {
      throw new IllegalStateException(
          "searcher "
              + searcher.name()
              + " asked for "
              + architecture
              + ", known or forbidden, as trial "
              + number);
    }
    Asked asked = new Asked(number, architecture.values(), proposal.proposer(), proposal.refused());
    Flight flight = new Flight(asked, candidate(number, architecture));
    pending.put(number, flight);
    keepPending();
    return flight.candidate();
  }

  private void keepPending() {
    kept.store()
        .ifPresent(
            store -> store.putMeta(ASKED, pending.values().stream().map(Flight::asked).toList()));
  }

  private Candidate candidate(Asked asked) {
    int[] values = asked.values().stream().mapToInt(Integer::intValue).toArray();
    return candidate(asked.number(), problem.space().architecture(values));
  }

  private Candidate candidate(int number, Architecture architecture) {
    Chosen chosen = Chosen.of(problem.space(), architecture);
    long seed = seeds.at("trial", number).at("weights").value();
    return new Candidate(number, architecture, chosen, seed);
  }

  /**
   * Tells what a candidate scored; a NaN or an infinite number is no score, and fails it.
   *
   * @return the trial as it is kept
   * @throws MimarException when it was never asked for, or told before
   */
  public Trial tell(Candidate candidate, double score) {
    return tell(candidate.number(), score);
  }

  /** As {@link #tell(Candidate, double)}, by the candidate's number. */
  public synchronized Trial tell(int number, double score) {
    return end(number, Result.of(score, 0));
  }

  /**
   * Tells that a candidate gave no score.
   *
   * @param reason why, in one line
   * @return the trial as it is kept
   * @throws MimarException when it was never asked for, or told before
   */
  public synchronized Trial fail(int number, String reason) {
    return end(number, Result.without(Outcome.FAILED, reason, 0));
  }

  private Trial end(int number, Result result) {
    if (told.containsKey(number)) {
      throw new MimarException(
          "trial " + number + " was told before: " + said(told.get(number).result()),
          "Tell each trial once.");
    }
    Flight flight = pending.get(number);
    Check.that(flight != null, "trial", number, "one that was asked for: " + pending.keySet());
    Candidate candidate = flight.candidate();
    Trial trial =
        new Trial(
            number,
            candidate.architecture(),
            problem.costs().named(candidate.architecture()),
            flight.asked().proposer(),
            flight.asked().refused(),
            candidate.seed(),
            result);
    kept.journal().record(trial);
    told.put(number, trial);
    pending.remove(number);
    left.remove(number);
    keepPending();
    return trial;
  }

  private static String said(Result result) {
    return result.score().isPresent()
        ? String.valueOf(result.score().getAsDouble())
        : result.reason();
  }

  /** Candidates that were asked for and not told, ascending by number. */
  public synchronized List<Candidate> pending() {
    return pending.values().stream().map(Flight::candidate).toList();
  }

  /** What the study knows so far. */
  public synchronized StudyResult result() {
    return new StudyResult(problem.space(), problem.objective(), List.copyOf(told.values()));
  }

  /** Lets another process have the study. */
  @Override
  public synchronized void close() {
    kept.close();
  }
}
