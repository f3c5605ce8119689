package io.mimar.train;

/**
 * How well a network knows labelled images.
 *
 * @param probabilities {@code [N,K]}, one row for each image
 * @param labels {@code [N]}, the true classes
 */
@SuppressWarnings("ArrayRecordComponent") // large and handed over on purpose
public record Evaluation(float[][] probabilities, int[] labels) {

  /** The class with the highest probability for each image; the first of equals. */
  public int[] predictions() {
    int[] best = new int[probabilities.length];
    for (int i = 0; i < best.length; i++) {
      for (int k = 1; k < probabilities[i].length; k++) {
        best[i] = probabilities[i][k] > probabilities[i][best[i]] ? k : best[i];
      }
    }
    return best;
  }

  /** The share of images classified rightly; 0 of none. */
  public double accuracy() {
    int[] predictions = predictions();
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += predictions[i] == labels[i] ? 1 : 0;
    }
    return labels.length == 0 ? 0 : (double) right / labels.length;
  }

  /** {@code [K,K]}: how often the class of the row was taken for the class of the column. */
  public int[][] confusion() {
    int classes = probabilities.length == 0 ? 0 : probabilities[0].length;
    int[][] counts = new int[classes][classes];
    int[] predictions = predictions();
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]][predictions[i]]++;
    }
    return counts;
  }

  /** The mean of -ln of the true class's probability, which counts as 1e-12 at least. */
  public double logLoss() {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= Math.log(Math.max(1e-12, probabilities[i][labels[i]]));
    }
    return labels.length == 0 ? 0 : sum / labels.length;
  }
}
