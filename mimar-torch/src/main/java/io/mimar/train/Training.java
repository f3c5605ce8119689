package io.mimar.train;

import java.util.List;

/**
 * What a training gave; the weights are in the model.
 *
 * @param curve its epochs
 * @param stopped whether the listener ended it early
 */
public record Training(List<Epoch> curve, boolean stopped) {
  public Training {
    curve = List.copyOf(curve);
  }

  /** The last epoch. */
  public Epoch last() {
    return curve.get(curve.size() - 1);
  }
}
