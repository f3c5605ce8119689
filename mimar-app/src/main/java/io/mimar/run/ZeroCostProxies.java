package io.mimar.run;

import io.mimar.data.LabelledSamples;
import io.mimar.network.Task;
import io.mimar.nn.Engine;
import io.mimar.nn.ZeroCost;
import io.mimar.random.Seeds;
import io.mimar.random.Shuffle;
import io.mimar.search.Proxies;
import io.mimar.space.Architecture;
import io.mimar.space.NetworkSpace;
import java.util.Arrays;
import java.util.List;

/** The {@link ZeroCost} scores of a space's networks, from a few samples of the data. */
public final class ZeroCostProxies implements Proxies {
  /** What the numbers are, in their order. */
  public static final List<String> NAMES =
      List.of("synflow", "naswot", "jacob_cov", "gradient_norm");

  /** With 32 they take 1.6 times as long and tell no more. */
  private static final int BATCH = 16;

  private final NetworkSpace space;
  private final Task task;
  private final LabelledSamples batch;
  private final Seeds seeds;

  /**
   * The scores of the networks of {@code space} for {@code task}. They are computed in this process
   * by one thread.
   *
   * @param samples at least two, with their classes; a few are drawn from them
   * @param seeds what is drawn and each network's first weights follow from
   */
  public ZeroCostProxies(NetworkSpace space, Task task, LabelledSamples samples, Seeds seeds) {
    Engine.start(1);
    this.space = space;
    this.task = task;
    this.seeds = seeds;
    int[] order = Shuffle.order(samples.size(), seeds.at("batch").rng());
    this.batch = samples.select(Arrays.copyOf(order, Math.min(order.length, BATCH)));
  }

  /** The scores that {@link #NAMES} names. */
  @Override
  public double[] of(Architecture architecture) {
    ZeroCost score =
        ZeroCost.of(space.network(architecture, task), batch, seeds.at(architecture.hash()));
    return new double[] {score.synflow(), score.naswot(), score.jacobCov(), score.gradientNorm()};
  }
}
