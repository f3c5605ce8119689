package io.mimar.tabulate;

import io.mimar.trial.Result;
import java.time.Duration;
import java.util.Optional;

/** Someone who watches a table being built. */
public interface BuildListener {

  /** What was decided or noticed that the user should know, a sentence. */
  void note(String sentence);

  /**
   * Training begins.
   *
   * @param done trainings of earlier sessions
   * @param total trainings in all
   */
  void begin(int done, int total);

  /** A training has ended and is written down. */
  void ended(Ended training);

  /**
   * A training that has ended.
   *
   * @param row which row, from 0
   * @param repeat which of its trainings, from 0
   * @param params of its network
   * @param macs of its network
   * @param result how it ended
   * @param done trainings so far, this one included
   * @param total trainings in all
   * @param left what the others will take, as this session suggests
   */
  record Ended(
      int row,
      int repeat,
      long params,
      long macs,
      Result result,
      int done,
      int total,
      Optional<Duration> left) {}
}
