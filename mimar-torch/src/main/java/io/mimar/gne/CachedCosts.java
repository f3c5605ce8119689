package io.mimar.gne;

import io.mimar.Recent;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import java.util.List;

/**
 * Remembers costs, which are asked for several times in one ask.
 *
 * @param costs the model
 * @param known what was asked for lately
 */
record CachedCosts(CostModel costs, Recent<Architecture.Writing, double[]> known)
    implements CostModel {
  private static final int SIZE = 20_000;

  CachedCosts(CostModel costs) {
    this(costs, new Recent<>(SIZE));
  }

  @Override
  public List<String> names() {
    return costs.names();
  }

  @Override
  public double[] of(Architecture architecture) {
    return known.get(architecture.writing(), () -> costs.of(architecture)).clone();
  }
}
