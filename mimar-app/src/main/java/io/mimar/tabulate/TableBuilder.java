package io.mimar.tabulate;

import io.mimar.config.Spaces;
import io.mimar.data.Dataset;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.network.Costs;
import io.mimar.process.WorkerBounds;
import io.mimar.random.Seeds;
import io.mimar.space.NetworkSpace;
import io.mimar.study.Control;
import io.mimar.table.Table;
import io.mimar.table.TableWriter;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.trial.Result;
import io.mimar.worker.Job;
import io.mimar.worker.Message;
import io.mimar.worker.WorkerExecutor;
import io.mimar.worker.WorkerJvm;
import io.mimar.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Builds a table, or goes on with one that was begun:
 *
 * <ol>
 *   <li>Read and split the data; see that no validation image is a training image.
 *   <li>List or draw the rows.
 *   <li>Train each so many times in worker processes; append every result to the log.
 *   <li>When all have ended, write the table.
 * </ol>
 */
public final class TableBuilder {
  private final TableSettings settings;
  private final TableFolder folder;
  private final int workers;
  private final LongSupplier nanoTime;

  /**
   * A builder.
   *
   * @param out the table's folder: new, or that of a build with the same settings
   * @param workers processes that train
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public TableBuilder(TableSettings settings, Path out, int workers, LongSupplier nanoTime) {
    this.settings = settings;
    this.folder = new TableFolder(out);
    this.workers = workers;
    this.nanoTime = nanoTime;
  }

  /**
   * Builds until all is trained or {@code control} says so.
   *
   * @throws io.mimar.MimarException for bad input, before anything is written
   */
  public BuildSummary build(BuildListener listener, Control control) {
    long start = nanoTime.getAsLong();
    NetworkSpace space = Spaces.named(settings.space());
    Dataset data = isBegun() ? folder.data() : UnseenRows.read(settings);
    TrainingPlan plan = plan(space, data);
    try (TrainingLog log = folder.trainings(plan)) {
      if (!isBegun()) { // asked anew: another process may have been here, until it let the log go
        folder.begin(settings, data);
      }
      data.assumptions().forEach(listener::note);
      Trainings trainings = new Trainings(plan, log, listener, nanoTime);
      train(trainings, space, data, control);
      Optional<Table> table =
          trainings.isDone() ? Optional.of(write(space, plan, log.results())) : Optional.empty();
      double seconds = (nanoTime.getAsLong() - start) / 1e9;
      return summary(plan, data, log.results(), table, seconds);
    } catch (IOException e) {
      throw folder.unwritable(e);
    }
  }

  /** Whether a build was begun in the folder, which must be one with these settings. */
  private boolean isBegun() {
    Optional<TableSettings> begun = folder.begun();
    begun.ifPresent(before -> settings.requireSame(before, folder));
    return begun.isPresent();
  }

  private void train(Trainings trainings, NetworkSpace space, Dataset data, Control control) {
    if (!trainings.isDone()) {
      try (WorkerExecutor executor = new WorkerExecutor(options(space, data), nanoTime)) {
        trainings.run(executor, control);
      }
    }
  }

  private TrainingPlan plan(NetworkSpace space, Dataset data) {
    Seeds seeds = settings.rowSeeds();
    return new TrainingPlan(
        RowChoice.of(space, data, settings.limits(), settings.rows(), seeds),
        settings.repeats(),
        seeds);
  }

  private WorkerExecutor.Options options(NetworkSpace space, Dataset data) {
    Job job =
        new Job(
            folder.name(),
            settings.space(),
            new CandidateTrainer.Sampling(trainRows(data), 1),
            Metric.ACCURACY.toString(),
            settings.train(),
            TrainOptions.FINAL,
            TrainOptions.FINAL.epochs(),
            settings.device(),
            false,
            false);
    Path build = folder.build().path().toAbsolutePath();
    return new WorkerExecutor.Options(
        workers,
        new Message.Open(build.toString(), 1, job),
        folder.build().workerLog(),
        () -> new WorkerBounds(WorkerProcess.SILENCE, WorkerProcess.LONGEST, 0),
        new WorkerJvm(0, WorkerJvm.heap(data.bytes())),
        a ->
            Costs.of(space.network(a, data.task()))
                .trainingBytes(settings.train().of(space, a).batch()));
  }

  private int trainRows(Dataset data) {
    return settings.trainRows().orElse(data.train().size());
  }

  private Table write(NetworkSpace space, TrainingPlan plan, Map<Integer, Result> results)
      throws IOException {
    Table table = Measurements.of(folder.name(), space, plan, results);
    TableWriter.write(table, folder.path());
    return table;
  }

  private BuildSummary summary(
      TrainingPlan plan,
      Dataset data,
      Map<Integer, Result> results,
      Optional<Table> table,
      double seconds) {
    int trained = (int) results.values().stream().filter(r -> r.score().isPresent()).count();
    return new BuildSummary(
        folder.name(),
        folder.path().toString(),
        table.isPresent(),
        plan.rows().size(),
        plan.repeats(),
        trained,
        results.size() - trained,
        plan.size() - results.size(),
        settings.train().epochs(),
        trainRows(data),
        data.validation().size(),
        seconds,
        table.flatMap(t -> BuildSummary.Accuracy.of(t, plan.repeats())));
  }
}
