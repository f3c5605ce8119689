package io.mimar.space;

/**
 * The decisions on training that spaces of rows share: their names, and what they make together.
 */
final class TrainingChoices {
  static final String RATE = "learning rate";
  static final String BATCH = "batch";
  static final String DECAY = "weight decay";
  static final String SMOOTHING = "label smoothing";
  static final String LENGTH = "length";

  private TrainingChoices() {}

  /**
   * How {@code architecture} wants to be trained, by AdamW.
   *
   * @param rate the highest learning rate
   * @param mixup as in {@link Regime}
   */
  static Regime regime(PlainSpace space, Architecture architecture, double rate, double mixup) {
    return new Regime(
        Regime.Optimiser.ADAMW,
        rate,
        (int) space.number(architecture, BATCH),
        space.number(architecture, DECAY),
        space.number(architecture, SMOOTHING),
        mixup,
        space.number(architecture, LENGTH));
  }
}
