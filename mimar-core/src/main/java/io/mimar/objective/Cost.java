package io.mimar.objective;

import java.util.Locale;

/** The costs that users limit or minimise, as they name them. */
public enum Cost {
  /** Trainable numbers. */
  PARAMS("params"),
  /** Multiply-adds for one sample. */
  MACS("macs"),
  /** Bytes of activations that are alive at once for one sample. */
  MEMORY("peakActivationBytes"),
  /** Bytes of the model's file. */
  SIZE("modelBytes"),
  /** Milliseconds that one sample takes, measured. */
  LATENCY("latencyMillis");

  private final String column;

  Cost(String column) {
    this.column = column;
  }

  /** The name under which cost models and trials have it. */
  public String column() {
    return column;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
