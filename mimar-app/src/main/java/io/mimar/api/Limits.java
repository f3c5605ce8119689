package io.mimar.api;

import io.mimar.Check;
import io.mimar.objective.Cost;
import io.mimar.objective.Limit;

/** Hard limits on what architectures cost, as in {@code params().atMost(100_000)}. */
public final class Limits {
  private Limits() {}

  /** Trainable parameters. */
  public static Limited params() {
    return of(Cost.PARAMS);
  }

  /** Multiply-adds for one sample. */
  public static Limited macs() {
    return of(Cost.MACS);
  }

  /** Bytes of activations that are alive at once for one sample. */
  public static Limited memory() {
    return of(Cost.MEMORY);
  }

  /** Bytes of the model's file. */
  public static Limited size() {
    return of(Cost.SIZE);
  }

  /** Milliseconds that one sample takes in ONNX Runtime on this machine, measured. */
  public static Limited latency() {
    return of(Cost.LATENCY);
  }

  /** A cost by its name in the cost model of a program's own study. */
  public static Limited cost(String name) {
    Check.that(!name.isBlank(), "name of a cost", '"' + name + '"', "a word");
    return new Limited(name);
  }

  private static Limited of(Cost cost) {
    return new Limited(cost.column());
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
