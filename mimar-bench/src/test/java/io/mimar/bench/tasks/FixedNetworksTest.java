package io.mimar.bench.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand-written networks against parameters counted by hand. */
final class FixedNetworksTest {
  private static final Task CLOTHES = Task.images(new Shape(1, 28, 28), 10);

  private static long params(Network network) {
    return Costs.of(network).params();
  }

  @Test
  void withoutALimitTheyAreAsTheyWereDrawn() {
    assertEquals(77_754, params(FixedNetworks.residual(CLOTHES, Long.MAX_VALUE)));
    assertEquals(107_786, params(FixedNetworks.leNet(CLOTHES, Long.MAX_VALUE)));
  }

  @Test
  void theyFillALimitAndHoldIt() {
    for (long limit : new long[] {10_000, 30_000, 50_000, 300_000}) {
      for (Network network :
          List.of(FixedNetworks.residual(CLOTHES, limit), FixedNetworks.leNet(CLOTHES, limit))) {
        assertTrue(params(network) <= limit, params(network) + " of " + limit);
        assertTrue(params(network) > 0.8 * limit, params(network) + " of " + limit);
      }
    }
  }

  @Test
  void smallAndColouredImagesFit() {
    Task small = Task.images(new Shape(3, 8, 8), 5);
    assertEquals(5, FixedNetworks.residual(small, 20_000).output().channels());
    assertEquals(5, FixedNetworks.leNet(small, 20_000).output().channels());
  }

  @Test
  void aLimitThatNoneHoldsIsAnError() {
    assertThrows(MimarException.class, () -> FixedNetworks.leNet(CLOTHES, 20));
  }
}
