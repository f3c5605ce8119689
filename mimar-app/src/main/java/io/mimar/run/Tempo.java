package io.mimar.run;

import io.mimar.network.Input;

/**
 * How a kind of data is trained on where the user does not say it.
 *
 * @param searchShare the share of the time that goes into the search; the rest trains the winner
 * @param epochs of a candidate where there is no time to plan by
 * @param mostEpochs of a candidate, however much time there is
 * @param stretched whether the winner trains longer than candidates, with its own settings; else it
 *     trains as long and the same way, since more epochs may only fit noise
 * @param members networks that the model is the mean of, where limits allow
 * @param chosen what the networks that a search settles on take for a unit of work while all cores
 *     are busy, against random ones alone: of images 30 % (docs/benchmarks.md), since kernels of
 *     many channels and few layers run at several times the speed of others
 */
record Tempo(
    double searchShare, int epochs, int mostEpochs, boolean stretched, int members, double chosen) {
  private static final Tempo IMAGES = new Tempo(0.5, 9, 12, true, 1, 0.3);
  private static final Tempo TEXTS = new Tempo(0.75, 5, 8, false, 3, 1);
  private static final Tempo NUMBERS = new Tempo(0.8, 20, 60, false, 5, 1);

  /** The tempo for {@code input}. */
  static Tempo of(Input input) {
    if (input instanceof Input.Pixels) {
      return IMAGES;
    }
    return input instanceof Input.Tokens ? TEXTS : NUMBERS;
  }
}
