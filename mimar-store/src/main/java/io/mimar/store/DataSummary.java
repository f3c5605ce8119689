package io.mimar.store;

import java.util.List;

/**
 * The data a study was run on.
 *
 * @param source where it came from, as the user named it
 * @param channels channels of one sample
 * @param height rows of one sample
 * @param width columns of one sample
 * @param classes the classes' names, in the order of the logits
 * @param train training samples
 * @param validation validation samples
 * @param test test samples; 0 when there is no test set
 * @param notes sentences on how it was read: splits made, files skipped
 */
public record DataSummary(
    String source,
    int channels,
    int height,
    int width,
    List<String> classes,
    int train,
    int validation,
    int test,
    List<String> notes) {
  public DataSummary {
    classes = List.copyOf(classes);
    notes = List.copyOf(notes);
  }
}
