package io.mimar.space;

import io.mimar.Check;
import java.util.List;

/**
 * What surrounds the cells: a stem, then stages of equal cells, each later stage at half the
 * resolution; then batch normalisation, ReLU, mean over the image, linear layer. Values may be
 * searched: a list of one value fixes it.
 *
 * @param stemStrides steps of the stem's 3x3 convolution on offer
 * @param widths channels of a stage on offer, ascending
 * @param depths cells in a stage on offer, ascending
 * @param stages number of stages
 * @param reduction how a stage starts at half the resolution
 * @param dropout probability of zeroing before the last layer
 */
public record Skeleton(
    List<Integer> stemStrides,
    List<Integer> widths,
    List<Integer> depths,
    int stages,
    Reduction reduction,
    double dropout) {

  /** How a stage starts at half the resolution of the one before it. */
  public enum Reduction {
    /** One strided 3x3 convolution. */
    CONVOLUTION,
    /** NAS-Bench-201's: two 3x3 convolutions beside a pooled 1x1 one. */
    RESIDUAL
  }

  public Skeleton {
    stemStrides = List.copyOf(stemStrides);
    widths = List.copyOf(widths);
    depths = List.copyOf(depths);
    Check.range("stages", stages, 1, 8);
  }

  /** The skeleton searched by default. */
  public static Skeleton searched() {
    return new Skeleton(
        List.of(1, 2),
        List.of(8, 12, 16, 24, 32, 48, 64, 96),
        List.of(1, 2, 3),
        3,
        Reduction.CONVOLUTION,
        0.1);
  }
}
