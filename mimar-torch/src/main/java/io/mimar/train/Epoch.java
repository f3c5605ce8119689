package io.mimar.train;

import java.time.Duration;

/**
 * One pass over the training samples.
 *
 * @param number from 1
 * @param trainLoss the mean loss of its steps
 * @param trainScore in its steps, of samples changed as they were: the share classified rightly, or
 *     the root of the mean squared error, or the mean absolute error where that is what is improved
 * @param validationScore the metric on the validation samples after it
 * @param time what it took, validation included
 */
public record Epoch(
    int number, double trainLoss, double trainScore, double validationScore, Duration time) {}
