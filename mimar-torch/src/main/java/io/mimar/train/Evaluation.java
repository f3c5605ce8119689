package io.mimar.train;

import io.mimar.network.Output;

/**
 * What a network told of labelled samples.
 *
 * @param output what is told
 * @param answers {@code [N,K]}, a row for each sample: the probabilities of classes, or one amount
 * @param targets {@code [N]}, the true classes or amounts
 */
@SuppressWarnings("ArrayRecordComponent") // large and handed over on purpose
public record Evaluation(Output output, float[][] answers, float[] targets) {

  /** How many samples there are. */
  public int size() {
    return targets.length;
  }

  /** The class with the highest probability for each sample; the first of equals. */
  public int[] predictions() {
    int[] best = new int[answers.length];
    for (int i = 0; i < best.length; i++) {
      for (int k = 1; k < answers[i].length; k++) {
        best[i] = answers[i][k] > answers[i][best[i]] ? k : best[i];
      }
    }
    return best;
  }

  /** {@code [K,K]}: how often the class of the row was taken for the class of the column. */
  public int[][] confusion() {
    int classes = output.size();
    int[][] counts = new int[classes][classes];
    int[] predictions = predictions();
    for (int i = 0; i < targets.length; i++) {
      counts[(int) targets[i]][predictions[i]]++;
    }
    return counts;
  }

  /** The answers for some of the samples. */
  public Evaluation select(int[] rows) {
    float[][] chosen = new float[rows.length][];
    float[] own = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = answers[rows[i]];
      own[i] = targets[rows[i]];
    }
    return new Evaluation(output, chosen, own);
  }
}
