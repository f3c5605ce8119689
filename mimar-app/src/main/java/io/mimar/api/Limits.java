package io.mimar.api;

import io.mimar.Check;
import io.mimar.objective.Limit;

/** Hard limits on what architectures cost, as in {@code params().atMost(100_000)}. */
public final class Limits {
  static final String PARAMS = "params";
  static final String MACS = "macs";
  static final String MEMORY = "peakActivationBytes";

  private Limits() {}

  /** Trainable parameters. */
  public static Limited params() {
    return cost(PARAMS);
  }

  /** Multiply-adds for one sample. */
  public static Limited macs() {
    return cost(MACS);
  }

  /** Bytes of activations that are alive at once for one sample. */
  public static Limited memory() {
    return cost(MEMORY);
  }

  /** A cost by its name in the cost model of a program's own study. */
  public static Limited cost(String name) {
    Check.that(!name.isBlank(), "name of a cost", '"' + name + '"', "a word");
    return new Limited(name);
  }

  /**
   * What is limited.
   *
   * @param cost its name in the cost model
   */
  public record Limited(String cost) {
    /**
     * The limit that allows so much of it.
     *
     * @param most in the unit of the cost
     * @throws io.mimar.MimarException when it is not a number
     */
    public Limit atMost(double most) {
      return new Limit(cost, most);
    }
  }
}
