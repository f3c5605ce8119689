package io.mimar.data;

import java.util.List;

/**
 * New labelled data to score a model on.
 *
 * @param files the name of each sample: its path from the data folder, or its file and row
 * @param samples the samples, with the model's labels
 * @param assumptions every decision that was taken for the user, one sentence each
 */
public record LabelledFiles(List<String> files, LabelledSamples samples, List<String> assumptions) {
  public LabelledFiles {
    files = List.copyOf(files);
    assumptions = List.copyOf(assumptions);
  }
}
