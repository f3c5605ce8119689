package io.mimar.worker;

import io.mimar.TinyData;
import io.mimar.config.Config;
import io.mimar.config.Spaces;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.process.WorkerBounds;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.RandomSearch;
import io.mimar.space.CostModel;
import io.mimar.space.NetworkSpace;
import io.mimar.stop.EarlyStopping;
import io.mimar.study.Budget;
import io.mimar.study.Control;
import io.mimar.study.Event;
import io.mimar.study.MemoryJournal;
import io.mimar.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tiny prepared data in a run folder, and what trains on them in worker processes. */
record TinyStudy(RunFolder folder, Problem problem) {
  /** Bytes that training each network should take. */
  private static final long ESTIMATE = 7 << 20;

  static TinyStudy in(Path path) throws IOException {
    RunFolder folder = new RunFolder(path.resolve("run"));
    Files.createDirectories(folder.models());
    Path images = TinyData.write(path.resolve("data"), 30);
    Dataset data = Datasets.open(images, DataOptions.DEFAULT, Seeds.root(1).at("data"));
    PreparedData.write(data, folder.data());
    NetworkSpace space = Spaces.named("image");
    CostModel costs = CostModel.ofNetworks(space, data.task());
    List<Limit> limits = List.of(new Limit("macs", 200_000), new Limit("params", 60_000));
    return new TinyStudy(folder, new Problem(space, costs, limits, Objective.ACCURACY));
  }

  WorkerExecutor executor(int workers, int epochs, Duration silence) {
    return executor(workers, epochs, () -> bounds(silence), WorkerJvm.DEFAULT, System::nanoTime);
  }

  /** No bounds but on silence. */
  static WorkerBounds bounds(Duration silence) {
    return new WorkerBounds(silence, WorkerProcess.LONGEST, Long.MAX_VALUE);
  }

  WorkerExecutor executor(
      int workers,
      int epochs,
      Supplier<WorkerBounds> bounds,
      Workforce workforce,
      LongSupplier nanoTime) {
    Message.Open open = new Message.Open(folder.path().toString(), 1, job(epochs));
    return new WorkerExecutor(
        new WorkerExecutor.Options(
            workers, open, folder.workerLog(), bounds, workforce, a -> ESTIMATE),
        nanoTime);
  }

  /** Candidates of so many epochs. */
  static Job job(int epochs) {
    return job(epochs, false);
  }

  /** Candidates of so many epochs, whose weights are kept for others where {@code inherit}. */
  static Job job(int epochs, boolean inherit) {
    return new Job(
        "tiny",
        "image",
        new CandidateTrainer.Sampling(1_000, 1),
        "accuracy",
        Config.DEFAULT.train().withEpochs(epochs),
        Config.DEFAULT.last(),
        Config.DEFAULT.last().epochs(),
        "cpu",
        true,
        inherit);
  }

  /** Runs so many trials on {@code executor}. */
  MemoryJournal run(WorkerExecutor executor, int trials, Event.Listener listener) {
    MemoryJournal journal = new MemoryJournal();
    new Study(
            problem,
            new RandomSearch(problem),
            EarlyStopping.never(),
            new Study.Options(7, 4, Budget.trials(trials), Duration.ZERO),
            journal,
            listener,
            () -> Duration.ZERO)
        .run(executor, new Control());
    return journal;
  }
}
