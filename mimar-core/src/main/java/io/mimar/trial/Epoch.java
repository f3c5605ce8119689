package io.mimar.trial;

/**
 * One point of a learning curve.
 *
 * @param epoch passes over the training data so far, from 1
 * @param trainLoss mean training loss of the pass
 * @param trainScore the metric on the pass's training batches
 * @param score the metric on the validation split
 * @param seconds wall time since the trial started
 */
public record Epoch(int epoch, double trainLoss, double trainScore, double score, double seconds) {}
