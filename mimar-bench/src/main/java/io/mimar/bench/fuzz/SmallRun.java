package io.mimar.bench.fuzz;

import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.data.Dataset;
import io.mimar.folder.Expected;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.random.Seeds;
import io.mimar.run.Exporter;
import io.mimar.run.Mapping;
import io.mimar.run.Runs;
import io.mimar.store.StudyStore;
import io.mimar.study.Control;
import io.mimar.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;

/** The run of a {@link SmallStudy}, with all files that commands read and nothing left to train. */
final class SmallRun {
  private static final int ROWS = 2;
  private static final int FEW = 3;

  private static final Made MADE = make();

  /**
   * What lies beside the study.
   *
   * @param data prepared
   * @param model of every trial
   * @param expected beside the model
   */
  @SuppressWarnings("ArrayRecordComponent") // written once
  private record Made(byte[] data, byte[] model, byte[] expected) {}

  private SmallRun() {}

  private static Made make() {
    try (Scratch scratch = Scratch.open()) {
      Reader of = Reader.PIXELS;
      Path file = Files.write(scratch.folder().resolve(of.file()), of.examples().get(0));
      Dataset data = Tasks.open(file, of.options(), Seeds.root(1));
      RunFolder run = new RunFolder(scratch.folder());
      PreparedData.write(data, run.data());
      byte[] bytes = Models.of(data.format(), data.target());
      try (OnnxPredictor model = OnnxPredictor.open(bytes, 1)) {
        int[] rows = Expected.rows(ROWS, data.validation().size());
        new Expected(false, model.answers(data.validation().select(rows))).write(run.model());
      }
      byte[] expected = Files.readAllBytes(Expected.beside(run.model()));
      return new Made(Files.readAllBytes(run.data()), bytes, expected);
    } catch (IOException e) {
      throw new IllegalStateException("the run that was just made cannot be read", e);
    }
  }

  /** What the trained network said of a few rows. */
  static byte[] expected() {
    return MADE.expected.clone();
  }

  /** Writes a run whose study keeps {@code values}. */
  static RunFolder write(Path folder, byte[] values) throws IOException {
    KeptValues.write(SmallStudy.bytes(), folder, values);
    return written(folder);
  }

  /** Writes the run with what else a network may have said. */
  static RunFolder expecting(Path folder, byte[] expected) throws IOException {
    Files.write(folder.resolve(StudyStore.FILE), SmallStudy.bytes());
    RunFolder run = written(folder);
    Files.write(Expected.beside(run.model()), expected);
    return run;
  }

  private static RunFolder written(Path folder) throws IOException {
    RunFolder run = new RunFolder(folder);
    Files.createDirectories(run.models());
    Files.write(run.data(), MADE.data);
    Files.write(run.model(), MADE.model);
    Files.write(Expected.beside(run.model()), MADE.expected);
    for (int trial = 0; trial < SmallStudy.TRIALS; trial++) {
      Files.write(run.model(trial), MADE.model);
      Files.write(Expected.beside(run.model(trial)), MADE.expected);
    }
    return run;
  }

  /** Goes on with it, but trains nothing: who does so stops it at once, and has a plan. */
  static void goOn(RunFolder run) {
    try (StudyStore store = StudyStore.read(run.path())) {
      if (store.meta("plan").isEmpty()) {
        return;
      }
    }
    Control stopped = new Control();
    stopped.interrupt();
    stopped.interrupt();
    runs().resume(run, loader -> loader, event -> {}, stopped);
  }

  private static Runs runs() {
    return new Runs(Clock.systemUTC(), System::nanoTime);
  }

  /** Has the model and the neighbours of a trial told. */
  static void tell(RunFolder run) {
    try (StudyStore store = StudyStore.read(run.path())) {
      Mapping.of(run, store).neighbours(0, FEW);
      export(run, store);
    }
  }

  /** Hands its model out. */
  static void export(RunFolder run) {
    try (StudyStore store = StudyStore.read(run.path())) {
      export(run, store);
    }
  }

  private static void export(RunFolder run, StudyStore store) {
    Path out = run.path().resolve("out").resolve(run.model().getFileName());
    new Exporter(run, store, note -> {}).export(OptionalInt.empty(), out);
  }

  /** Begins another run with what this one found, but in a place where no run can be. */
  static void startFrom(RunFolder run) throws IOException {
    Path nowhere = Files.createFile(run.path().resolve("nowhere")).resolve("run");
    Config config =
        ConfigLoader.from(Config.DEFAULT)
            .set("space=" + SmallStudy.SPACE)
            .set("warmStart=" + Json.json().valueToTree(run.path().toString()))
            .build();
    Dataset data = PreparedData.read(run.data());
    Runs.Start start =
        new Runs.Start(config, seeds -> data, new RunFolder(nowhere), List.of(), "fuzz");
    try {
      runs().start(start, event -> {}, new Control());
    } catch (MimarException e) {
      if (!e.getMessage().startsWith("cannot make the folder " + nowhere)) {
        throw e;
      }
    }
  }
}
