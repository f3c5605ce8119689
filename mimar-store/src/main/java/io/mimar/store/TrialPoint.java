package io.mimar.store;

import io.mimar.trial.Outcome;

/**
 * A trial as charts draw it; a NaN is not known.
 *
 * @param number its number
 * @param outcome how it ended
 * @param score its score
 * @param epochs how many it was trained
 * @param seconds wall time it took
 * @param proposer who proposed it
 * @param params trainable numbers
 * @param macs multiply-adds of one sample
 * @param memory bytes of activations alive at once
 * @param size bytes of the model's file
 * @param latency milliseconds for one sample, measured or foretold
 * @param improves whether it completed and is better than all completed trials of smaller numbers
 */
public record TrialPoint(
    int number,
    Outcome outcome,
    double score,
    int epochs,
    double seconds,
    String proposer,
    double params,
    double macs,
    double memory,
    double size,
    double latency,
    boolean improves) {}
