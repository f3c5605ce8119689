package io.mimar.run;

import io.mimar.cluster.SparkCluster;
import io.mimar.folder.RunFolder;
import io.mimar.study.Executor;
import io.mimar.worker.WorkerExecutor;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Who trains the candidates of a run: workers of this machine, which start when they are needed, or
 * a cluster, which is joined at once.
 */
final class Trainers implements AutoCloseable {
  private final Setting setting;
  private final RunFolder folder;
  private final LongSupplier nanoTime;
  private final Optional<SparkCluster> cluster;

  private Trainers(
      Setting setting, RunFolder folder, LongSupplier nanoTime, Optional<SparkCluster> cluster) {
    this.setting = setting;
    this.folder = folder;
    this.nanoTime = nanoTime;
    this.cluster = cluster;
  }

  /** Workers here, whatever the configuration says. */
  static Trainers here(Setting setting, RunFolder folder, LongSupplier nanoTime) {
    return new Trainers(setting, folder, nanoTime, Optional.empty());
  }

  /**
   * Those that the configuration wants.
   *
   * @param stopped whether to give up joining a cluster
   * @throws io.mimar.MimarException when a cluster cannot be joined
   */
  static Trainers of(
      Setting setting, RunFolder folder, LongSupplier nanoTime, BooleanSupplier stopped) {
    if (!setting.config().usesSpark()) {
      return here(setting, folder, nanoTime);
    }
    SparkCluster.Options options =
        new SparkCluster.Options(
            setting.config().executor(),
            setting.config().sparkConf(),
            folder,
            setting.bounds(),
            setting.jvm());
    SparkCluster joined = SparkCluster.join(options, stopped, nanoTime);
    return new Trainers(setting, folder, nanoTime, Optional.of(joined));
  }

  /** Ready to train as {@code plan} says. */
  Executor executor(Plan plan) {
    if (cluster.isPresent()) {
      int workers = setting.config().workers();
      return cluster
          .get()
          .executor(setting.open(folder, plan), folder, workers, setting::trainingBytes);
    }
    return new WorkerExecutor(
        new WorkerExecutor.Options(
            setting.workers(),
            setting.open(folder, plan),
            folder.workerLog(),
            setting::bounds,
            setting.workforce(),
            setting::trainingBytes),
        nanoTime);
  }

  /** Leaves the cluster, which others may want. */
  void leave() {
    cluster.ifPresent(SparkCluster::close);
  }

  @Override
  public void close() {
    leave();
  }
}
