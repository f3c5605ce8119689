package io.mimar.worker;

import io.mimar.train.TrainOptions;

/**
 * What is the same for all trials of a study, or all trainings of a table.
 *
 * @param study its name, for the model files
 * @param space the search space's name
 * @param rows training rows that candidates see
 * @param metric what trials are judged by
 * @param candidate how candidates train
 * @param last how the winner trains
 * @param device auto, cpu or cuda
 * @param keep whether candidates that trained to the end are written as model files
 */
public record Job(
    String study,
    String space,
    int rows,
    String metric,
    TrainOptions candidate,
    TrainOptions last,
    String device,
    boolean keep) {}
