package io.mimar.api;

/** Gives candidates a score: whatever a program measures. */
@FunctionalInterface
public interface Evaluator {
  /**
   * The score of a candidate. Called by as many threads at once as the study has.
   *
   * @return a NaN or an infinite number fails the trial
   * @throws Exception what is thrown fails the trial, and the study goes on
   */
  double score(Candidate candidate) throws Exception;
}
