package io.mimar.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What came of a study: the final training of the chosen architecture, measured and exported.
 *
 * @param trial whose architecture it is
 * @param params trainable numbers
 * @param macs multiply-adds of one sample
 * @param train the metric on the training samples, without augmentation
 * @param validation the metric on the validation samples; of the weights before they were joined to
 *     the training set, if they were
 * @param test the metric on the test samples; empty when there are none
 * @param metrics further metrics by name, in the order of showing, of the split below
 * @param confusion {@code [actual][predicted]} counts on the test samples, or on the validation
 *     samples when there is no test set; may be empty
 * @param parity the largest difference of probabilities between this program and ONNX Runtime;
 *     empty when nothing was exported
 * @param model the model's file, relative to the run folder; empty text when nothing was exported
 * @param epochs epochs of the final training
 * @param seconds wall time of the final training
 */
public record FinalResult(
    int trial,
    long params,
    long macs,
    double train,
    double validation,
    OptionalDouble test,
    Map<String, Double> metrics,
    List<List<Integer>> confusion,
    OptionalDouble parity,
    String model,
    int epochs,
    double seconds) {
  public FinalResult {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    confusion = confusion.stream().map(List::copyOf).toList();
  }
}
