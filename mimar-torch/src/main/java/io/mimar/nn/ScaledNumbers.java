package io.mimar.nn;

import io.mimar.network.ColumnLayer;
import io.mimar.network.ColumnLayer.Scale;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Numbers of a table's row {@code [B,F]} by what was fitted on training rows. */
final class ScaledNumbers implements AutoCloseable {
  private static final long EDGES = ColumnLayer.BINS + 1;

  private final Scale scale;
  private final Arena constants;
  private final Tensor places;
  private final ScalarOptional zero = kept(0);
  private final ScalarOptional one = kept(1);
  private final ScalarOptional low = kept(-ColumnLayer.FAR);
  private final ScalarOptional high = kept(ColumnLayer.FAR);

  /**
   * @param numbers the places of numbers among the columns
   */
  ScaledNumbers(List<Integer> numbers, Scale scale, Kernel.Context context) {
    this.scale = scale;
    this.constants = context.kept();
    long[] all = numbers.stream().mapToLong(Integer::longValue).toArray();
    this.places = Tensors.keep(Tensors.of(all, context.device(), all.length));
  }

  private static ScalarOptional kept(double value) {
    return Tensors.keep(new ScalarOptional(new Scalar(value)));
  }

  /** The raw numbers of rows, {@code [B,M]}. */
  Tensor of(Tensor rows) {
    return rows.index_select(1, places);
  }

  /** Raw numbers scaled, 0 where one is missing. */
  Tensor scaled(Tensor values) {
    return switch (scale) {
      case STANDARD -> bent(values, Constants.INPUT_MEAN, Constants.INPUT_DEVIATION);
      case ROBUST -> bent(values, Constants.INPUT_CENTRE, Constants.INPUT_SPREAD);
      case QUANTILE -> ranked(filled(values, edge(ColumnLayer.BINS / 2)));
    };
  }

  /** {@code z/√(1+(z/c)²)}: near z around 0, within ±c. */
  private Tensor bent(Tensor values, String centre, String spread) {
    Tensor middle = constant(centre);
    Tensor z = filled(values, middle).sub(middle).div(constant(spread)).clamp(low, high);
    Tensor part = z.mul(new Scalar(1 / scale.bound()));
    return z.div(part.mul(part).add(new Scalar(1)).sqrt());
  }

  private Tensor ranked(Tensor values) {
    Tensor rank = bins(values, ColumnLayer.BINS).mean(2);
    return rank.mul(new Scalar(2 * scale.bound())).sub(new Scalar(scale.bound()));
  }

  /** Raw numbers with those of {@code middle} ({@code [M]}) where one is missing. */
  Tensor filled(Tensor values, Tensor middle) {
    return torch.where(values.isnan(), middle, values);
  }

  /** How much of each of {@code count} bins lies below a number, {@code [B,M,count]}. */
  Tensor bins(Tensor values, long count) {
    Tensor edges = every(ColumnLayer.BINS / count);
    Tensor lower = edges.narrow(1, 0, count);
    Tensor width = edges.narrow(1, 1, count).sub(lower);
    return values.unsqueeze(2).sub(lower).div(width).clamp(zero, one);
  }

  /** The edge of this number in each column, {@code [M]}. */
  Tensor edge(long number) {
    return every(1).select(1, number);
  }

  private Tensor every(long step) {
    Tensor all = constants.view(Constants.INPUT_EDGES).view(-1, EDGES).index_select(0, places);
    return all.slice(1, new LongOptional(0), new LongOptional(EDGES), step);
  }

  private Tensor constant(String name) {
    return constants.view(name).index_select(0, places);
  }

  @Override
  public void close() {
    List.of(zero, one, low, high).forEach(Tensors::release);
    Tensors.release(places);
  }
}
