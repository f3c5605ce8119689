package io.mimar.worker;

import io.mimar.evaluate.CandidateTrainer;
import io.mimar.train.TrainOptions;

/**
 * What is the same for all trials of a study, or all trainings of a table.
 *
 * @param study its name, for the model files
 * @param space the search space's name
 * @param sampling what of the data candidates see
 * @param metric what trials are judged by
 * @param candidate how candidates train
 * @param last how the winner trains
 * @param mostLastEpochs epochs of the winner at most, however much time there is
 * @param device auto, cpu or cuda
 * @param keep whether candidates that trained to the end are written as model files
 * @param inherit whether their weights are written too, for others to start from
 */
public record Job(
    String study,
    String space,
    CandidateTrainer.Sampling sampling,
    String metric,
    TrainOptions candidate,
    TrainOptions last,
    int mostLastEpochs,
    String device,
    boolean keep,
    boolean inherit) {}
