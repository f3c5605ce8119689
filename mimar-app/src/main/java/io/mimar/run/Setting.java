package io.mimar.run;

import io.mimar.config.Config;
import io.mimar.config.Spaces;
import io.mimar.data.Dataset;
import io.mimar.folder.RunFolder;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.search.Problem;
import io.mimar.space.CostModel;
import io.mimar.space.NetworkSpace;
import io.mimar.worker.Job;
import io.mimar.worker.Message;
import io.mimar.worker.WorkerCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is searched in a run: space, costs, limits, objective.
 *
 * @param config the resolved configuration
 * @param data the prepared data
 * @param space the search space
 */
record Setting(Config config, Dataset data, NetworkSpace space) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

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
    return new Planner(config, rows, cores());
  }

  /**
   * The problem under the user's limits and the plan's.
   *
   * @param maxMacs the plan's limit of multiply-adds, 0 for none
   * @param maxWork the plan's limit of training work, 0 for none
   */
  Problem problem(long maxMacs, long maxWork) {
    CostModel costs = CostModel.ofNetworks(space, data.task());
    List<Limit> limits = new ArrayList<>();
    config.limits().params().ifPresent(most -> limits.add(new Limit("params", most)));
    config.limits().macs().ifPresent(most -> limits.add(new Limit("macs", most)));
    config.limits().memory().ifPresent(most -> limits.add(new Limit("peakActivationBytes", most)));
    if (maxMacs > 0) {
      limits.add(new Limit("macs", maxMacs));
    }
    if (maxWork > 0) {
      limits.add(new Limit("work", maxWork));
    }
    return new Problem(space, costs, limits, Objective.ACCURACY);
  }

  /** What a worker of this run is told first. */
  Message.Open open(RunFolder folder, Plan plan, int threads) {
    Job job =
        new Job(
            folder.name(),
            space.name(),
            plan.rows(),
            config.train().withEpochs(plan.epochs()),
            config.last(),
            config.device(),
            true);
    return new Message.Open(folder.path().toAbsolutePath().toString(), threads, job);
  }

  /** A question to a worker of its own. */
  WorkerCall call(RunFolder folder, Plan plan, int threads) {
    Duration silence = Planner.time(config).map(t -> t.plus(PATIENCE)).orElse(Duration.ofHours(1));
    return new WorkerCall(open(folder, plan, threads), folder.workerLog(), silence);
  }
}
