package io.mimar.train;

import java.time.Duration;

/**
 * One pass over the training images.
 *
 * @param number from 1
 * @param trainLoss the mean loss of its steps
 * @param trainAccuracy the share of images classified rightly in its steps, changed as they were
 * @param validationAccuracy the share of validation images classified rightly after it
 * @param time what it took, validation included
 */
public record Epoch(
    int number, double trainLoss, double trainAccuracy, double validationAccuracy, Duration time) {}
