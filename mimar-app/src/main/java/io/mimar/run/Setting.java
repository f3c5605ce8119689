package io.mimar.run;

import io.mimar.config.Config;
import io.mimar.data.Dataset;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.search.Problem;
import io.mimar.space.CostModel;
import io.mimar.space.ImageSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * What is searched in a run: space, costs, limits, objective.
 *
 * @param config the resolved configuration
 * @param data the prepared data
 * @param space the search space
 */
record Setting(Config config, Dataset data, ImageSpace space) {

  static Setting of(Config config, Dataset data) {
    return new Setting(config, data, Spaces.named(config.space()));
  }

  /** Worker processes: as many as the user said, else one for each processor. */
  int workers() {
    return config.workers() > 0 ? config.workers() : cores();
  }

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  Planner planner() {
    Planner.Rows rows = new Planner.Rows(data.train().size(), data.validation().size());
    return new Planner(config, rows, workers(), cores());
  }

  /**
   * The problem under the user's limits and the plan's.
   *
   * @param plannedMacs the plan's limit of multiply-adds, 0 for none
   */
  Problem problem(long plannedMacs) {
    CostModel costs = CostModel.ofNetworks(space, data.train().shape(), data.classes().size());
    List<Limit> limits = new ArrayList<>();
    config.limits().params().ifPresent(most -> limits.add(new Limit("params", most)));
    config.limits().macs().ifPresent(most -> limits.add(new Limit("macs", most)));
    config
        .limits()
        .memory()
        .ifPresent(most -> limits.add(new Limit("peakActivationBytes", most)));
    if (plannedMacs > 0) {
      limits.add(new Limit("macs", plannedMacs));
    }
    return new Problem(space, costs, limits, Objective.ACCURACY);
  }
}
