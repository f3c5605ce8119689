package io.mimar.worker;

import io.mimar.train.TrainOptions;

/**
 * What is the same for all trials of a study.
 *
 * @param study its name, for the model files
 * @param space the search space's name
 * @param rows training rows that candidates see
 * @param candidate how candidates train
 * @param last how the winner trains
 * @param device auto, cpu or cuda
 */
public record Job(
    String study,
    String space,
    int rows,
    TrainOptions candidate,
    TrainOptions last,
    String device) {}
