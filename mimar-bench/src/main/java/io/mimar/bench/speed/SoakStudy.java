package io.mimar.bench.speed;

import io.mimar.Check;
import io.mimar.bench.Programs;
import io.mimar.bench.Studies;
import io.mimar.bench.Usage;
import io.mimar.config.Json;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Network;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.random.Seeds;
import io.mimar.train.EpochListener;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Whether memory stays flat: of a worker process over many trials of a real search on the demo's
 * data, and of this process over many steps of one network. Ends with 1 where one of them grows. Of
 * the worker two things are told: what it has as it ends a trial, which is larger the larger the
 * networks that it trained of late; and what it holds, once garbage and free native memory are
 * given back, which a leak would raise.
 */
@Command(name = "soak", mixinStandardHelpOptions = true)
public final class SoakStudy implements Callable<Integer> {
  /** Looks at the memory, of trials and of steps. */
  private static final int LOOKS = 20;

  private static final int BATCH = 8;
  private static final double MEGABYTE = 1 << 20;

  /** Trials of well below a second. */
  private static final List<String> SMALL =
      List.of(
          "searcher=random",
          "workers=1",
          "limits.params=20000",
          "limits.macs=300000",
          "schedule.epochs=1",
          "schedule.rows=500");

  @Spec CommandSpec spec;

  @Option(names = "--trials", description = "Default ${DEFAULT-VALUE}.")
  int trials = 1_000;

  @Option(names = "--steps", description = "Default ${DEFAULT-VALUE}.")
  int steps = 10_000;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new SoakStudy(), arguments);
  }

  /**
   * What was seen: megabytes by how many trials or steps were done until then.
   *
   * @param resident of the worker as a trial ended
   * @param held of it, with garbage and free native memory given back
   * @param steps resident, of this process
   * @param growth how much these grew, see {@link Flatness}, by their names
   */
  private record Result(
      Map<Integer, Double> resident,
      Map<Integer, Double> held,
      Map<Integer, Double> steps,
      Map<String, Double> growth) {}

  @Override
  public Integer call() throws IOException {
    Check.range("--trials", trials, LOOKS, 1_000_000);
    Check.range("--steps", steps, LOOKS, 1_000_000_000);
    Map<Integer, Double> resident = new LinkedHashMap<>();
    Map<Integer, Double> held = new LinkedHashMap<>();
    Map<Integer, Double> ofSteps = new LinkedHashMap<>();
    search(resident, held);
    train(ofSteps);
    Map<String, Double> growth = new LinkedHashMap<>();
    growth.put("resident", Flatness.growth(resident.values()));
    growth.put("held", Flatness.growth(held.values()));
    growth.put("steps", Flatness.growth(ofSteps.values()));
    if (json) {
      Result result = new Result(resident, held, ofSteps, growth);
      spec.commandLine().getOut().println(Json.json().writeValueAsString(result));
    } else {
      held.forEach((n, mb) -> print("%7d trials %8.1f MB, held %8.1f%n", n, resident.get(n), mb));
      ofSteps.forEach((n, mb) -> print("%7d steps  %8.1f MB%n", n, mb));
      growth.forEach((what, by) -> print("%-8s %+.2f %% over the second half%n", what, 100 * by));
      print("held over the trials: %s%n", verdict(growth.get("held")));
      print("over the steps: %s%n", verdict(growth.get("steps")));
    }
    return Flatness.isFlat(growth.get("held")) && Flatness.isFlat(growth.get("steps")) ? 0 : 1;
  }

  private static String verdict(double growth) {
    return Flatness.isFlat(growth) ? "flat" : "NOT flat";
  }

  private void search(Map<Integer, Double> resident, Map<Integer, Double> held) throws IOException {
    int slice = Math.max(1, trials / LOOKS);
    AtomicInteger ended = new AtomicInteger();
    new Search(SMALL, trials)
        .run(
            trial -> {
              if (ended.incrementAndGet() % slice == 0) {
                long pid = worker();
                resident.put(ended.get(), Usage.residentBytes(pid) / MEGABYTE);
                tell(pid, "GC.run");
                tell(pid, "System.trim_native_heap");
                held.put(ended.get(), Usage.residentBytes(pid) / MEGABYTE);
              }
            });
  }

  /** The worker, which is the only process that this one has started. */
  private static long worker() {
    return ProcessHandle.current()
        .descendants()
        .max(Comparator.comparingLong(process -> Usage.residentBytes(process.pid())))
        .orElseThrow()
        .pid();
  }

  private static void tell(long pid, String command) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Programs.run(
        List.of(jcmd, String.valueOf(pid), command), "A JDK is needed, 17.0.9 or newer, on Linux.");
  }

  private void train(Map<Integer, Double> megabytes) {
    Engine.start(1);
    int slice = Math.max(1, steps / LOOKS);
    Network network = StepNetwork.CELL.network();
    Seeds seeds = Seeds.root(1);
    LabelledSamples samples = StepNetwork.CELL.samples(BATCH * slice, seeds.rng());
    TrainOptions options = TrainOptions.CANDIDATE.withEpochs(LOOKS).withBatch(BATCH);
    EpochListener listener =
        epoch -> {
          megabytes.put(epoch.number() * slice, Usage.residentBytes() / MEGABYTE);
          return true;
        };
    try (Model model =
        Model.of(network, Constants.of(network.task(), samples), seeds, Device.CPU)) {
      new Trainer(options, Metric.ACCURACY, System::nanoTime)
          .train(model, samples, samples.select(new int[0]), seeds, listener);
    }
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format, values);
    spec.commandLine().getOut().flush();
  }
}
