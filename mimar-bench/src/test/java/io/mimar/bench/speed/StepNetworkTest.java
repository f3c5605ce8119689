package io.mimar.bench.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.data.LabelledSamples;
import io.mimar.network.Costs;
import io.mimar.random.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The networks whose steps are timed are those that are described. */
final class StepNetworkTest {
  private static long params(StepNetwork network) {
    return Costs.of(network.network()).params();
  }

  @Test
  void parametersAreThoseCountedByHand() {
    assertEquals(32 * 64 + 64 + 64 * 10 + 10, params(StepNetwork.MLP));
    long gru = 3 * 64 * (32 + 64 + 2);
    assertEquals(2_000 * 32 + gru + 64 * 2 + 2, params(StepNetwork.GRU));
    long cells = cell(16) + cell(32) + cell(64);
    long stem = 3 * 16 * 9 + 2 * 16;
    assertEquals(
        stem + cells + reduction(16, 32) + reduction(32, 64) + 2 * 64 + 65 * 10,
        params(StepNetwork.CELL));
    long blocks =
        block(16, 16, 1)
            + block(16, 24, 4)
            + block(24, 24, 4)
            + block(24, 32, 4)
            + block(32, 32, 4)
            + block(32, 64, 4);
    assertEquals(stem + blocks + 64 * 128 + 2 * 128 + 129 * 10, params(StepNetwork.MOBILE));
  }

  /** Two 3x3 and two 1x1 convolutions. */
  private static long cell(long c) {
    return 2 * (9 * c * c + 2 * c) + 2 * (c * c + 2 * c);
  }

  private static long reduction(long in, long out) {
    return 9 * in * out + 2 * out + 9 * out * out + 2 * out + in * out;
  }

  private static long block(long in, long out, long expansion) {
    long inner = in * expansion;
    long expanding = expansion > 1 ? in * inner + 2 * inner : 0;
    return expanding + 9 * inner + 2 * inner + inner * out + 2 * out;
  }

  @ParameterizedTest
  @EnumSource(StepNetwork.class)
  void samplesFitTheNetwork(StepNetwork network) {
    LabelledSamples samples = network.samples(12, Seeds.root(1).rng());
    assertEquals(12, samples.size());
    assertEquals(network.network().input(), samples.shape());
  }
}
