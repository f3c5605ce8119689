package io.mimar.bench.speed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.bench.Programs;
import io.mimar.bench.Studies;
import io.mimar.config.Json;
import io.mimar.network.Costs;
import io.mimar.nn.Engine;
import io.mimar.stats.Spread;
import io.mimar.worker.WorkerJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A training step of fixed networks here and in Python torch, in turns: each measurement is a
 * process of its own, the order is turned around from round to round, medians over the rounds.
 */
@Command(name = "step", mixinStandardHelpOptions = true)
public final class StepStudy implements Callable<Integer> {
  private static final String REMEDY =
      "Python with torch is needed: apt-get install python3-torch, or name one with --python.";

  @Spec CommandSpec spec;

  @Option(names = "--networks", split = ",", description = "Default: ${COMPLETION-CANDIDATES}.")
  List<StepNetwork> networks = List.of(StepNetwork.values());

  @Option(names = "--rounds", description = "Default ${DEFAULT-VALUE}.")
  int rounds = 5;

  @Option(
      names = "--forms",
      split = ",",
      description = "Of Python torch: ${COMPLETION-CANDIDATES}. Default: plain, channels_last.")
  List<Form> forms = List.of(Form.PLAIN, Form.CHANNELS_LAST);

  @Option(
      names = "--python",
      description = "Python that has torch; it sees this project. Default ${DEFAULT-VALUE}.")
  String python = Programs.PYTHON;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new StepStudy(), arguments);
  }

  /** Forms of a network in Python torch. */
  enum Form {
    /** In the order in which torch keeps images by itself. */
    PLAIN,
    /** Channels side by side. */
    CHANNELS_LAST,
    /** As before, with a fused optimiser; torch 2.4 or later. */
    FUSED,
    /** As before, compiled by {@code torch.compile}; needs a C++ compiler. */
    COMPILED
  }

  /** What trains. */
  private enum Framework {
    /** With the flags and settings of a worker. */
    MIMAR,
    /** As before, products in bfloat16: for networks of convolutions. */
    MIMAR_BFLOAT16,
    /** Python torch with the same settings. */
    TORCH,
    /** Python torch without any setting but one thread. */
    TORCH_DEFAULT
  }

  /** Who trains, and how. */
  private record Side(Framework framework, Form form) {
    @Override
    public String toString() {
      return framework == Framework.TORCH ? framework + " " + form : framework.toString();
    }
  }

  /**
   * Process CPU milliseconds of a step.
   *
   * @param mimarMs here
   * @param mimarBfloat16Ms here with products in bfloat16; absent where that is not measured
   * @param torchTunedMs Python torch in its best form
   * @param torchDefaultMs Python torch as found
   * @param torch the version of Python torch
   * @param torchForm its best form
   * @param ratio of the first to the tuned one: the median over rounds
   * @param leastRatio its least
   * @param mostRatio its most
   * @param engineShare share of a step here that libtorch works, the rest being Java's
   * @param javaKilobytes objects that a step here makes for the collector, a thousand bytes
   */
  private record Result(
      double mimarMs,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> mimarBfloat16Ms,
      double torchTunedMs,
      double torchDefaultMs,
      String torch,
      Form torchForm,
      double ratio,
      double leastRatio,
      double mostRatio,
      double engineShare,
      double javaKilobytes) {}

  @Override
  public Integer call() throws IOException {
    Check.range("--rounds", rounds, 1, 1_000);
    Map<String, Result> results = new LinkedHashMap<>();
    for (StepNetwork network : networks) {
      Result result = result(measure(network));
      results.put(network.name().toLowerCase(Locale.ROOT), result);
    }
    if (json) {
      spec.commandLine().getOut().println(Json.json().writeValueAsString(results));
      return 0;
    }
    print(
        "%-8s %10s %10s %12s %14s %8s %8s %24s %s%n",
        "network",
        "mimar ms",
        "bf16",
        "torch tuned",
        "torch default",
        "engine",
        "Java kB",
        "ratio",
        "torch");
    results.forEach(
        (name, r) ->
            print(
                "%-8s %10.3f %10s %12.3f %14.3f %8.3f %8.1f %8.2f (%.2f to %.2f) %s, %s%n",
                name,
                r.mimarMs,
                r.mimarBfloat16Ms.map(ms -> String.format(Locale.ROOT, "%.3f", ms)).orElse("-"),
                r.torchTunedMs,
                r.torchDefaultMs,
                r.engineShare,
                r.javaKilobytes,
                r.ratio,
                r.leastRatio,
                r.mostRatio,
                r.torch,
                r.torchForm));
    return 0;
  }

  private Map<Side, List<StepTime>> measure(StepNetwork network) throws IOException {
    Map<Side, List<StepTime>> times = new LinkedHashMap<>();
    List<Side> turn = sides(network);
    turn.forEach(side -> times.put(side, new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (Side side : turn) {
        StepTime time = time(network, side);
        times.get(side).add(time);
        System.err.printf(
            Locale.ROOT,
            "%s, round %d, %s (%s): %.3f ms of CPU, %.3f by the clock%n",
            network,
            round + 1,
            side,
            time.engine(),
            time.cpuMs(),
            time.wallMs());
      }
      Collections.reverse(turn);
    }
    return times;
  }

  private List<Side> sides(StepNetwork network) {
    List<Side> sides = new ArrayList<>(List.of(new Side(Framework.MIMAR, Form.CHANNELS_LAST)));
    if (network.convolves()) {
      sides.add(new Side(Framework.MIMAR_BFLOAT16, Form.CHANNELS_LAST));
    }
    forms.stream()
        .map(form -> !network.convolves() && form == Form.CHANNELS_LAST ? Form.PLAIN : form)
        .distinct()
        .forEach(form -> sides.add(new Side(Framework.TORCH, form)));
    sides.add(new Side(Framework.TORCH_DEFAULT, Form.PLAIN));
    return sides;
  }

  private static Result result(Map<Side, List<StepTime>> times) {
    double[] mimar = cpu(of(Framework.MIMAR, times).orElseThrow());
    Side best =
        times.keySet().stream()
            .filter(side -> side.framework == Framework.TORCH)
            .min(Comparator.comparingDouble(side -> Spread.median(cpu(times.get(side)))))
            .orElseThrow();
    double[] tuned = cpu(times.get(best));
    double[] ratios = new double[mimar.length];
    Arrays.setAll(ratios, i -> mimar[i] / tuned[i]);
    return new Result(
        Spread.median(mimar),
        of(Framework.MIMAR_BFLOAT16, times).map(half -> Spread.median(cpu(half))),
        Spread.median(tuned),
        Spread.median(cpu(of(Framework.TORCH_DEFAULT, times).orElseThrow())),
        times.get(best).get(0).engine(),
        best.form,
        Spread.median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow(),
        median(of(Framework.MIMAR, times).orElseThrow(), StepTime::engineShare),
        median(of(Framework.MIMAR, times).orElseThrow(), StepTime::javaBytes) / 1e3);
  }

  private static Optional<List<StepTime>> of(Framework framework, Map<Side, List<StepTime>> times) {
    return times.entrySet().stream()
        .filter(each -> each.getKey().framework == framework)
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static double median(List<StepTime> times, ToDoubleFunction<StepTime> what) {
    return Spread.median(times.stream().mapToDouble(what).toArray());
  }

  private static double[] cpu(List<StepTime> times) {
    return times.stream().mapToDouble(StepTime::cpuMs).toArray();
  }

  private StepTime time(StepNetwork network, Side side) throws IOException {
    Path log = Files.createTempFile("mimar-step", ".log");
    try {
      StepTime time = parse(run(program(network, side), log));
      long params = Costs.of(network.network()).params();
      if (time.params() != params) {
        throw new MimarException(
            side + " times a network of " + time.params() + " parameters, not of " + params,
            "step.py and StepNetwork must describe the same network.");
      }
      return time;
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private static String run(ProcessBuilder program, Path log) {
    try {
      return Programs.run(program, log, Set.of(0));
    } catch (MimarException e) {
      throw new MimarException(e.getMessage(), REMEDY, e);
    }
  }

  private ProcessBuilder program(StepNetwork network, Side side) {
    String name = network.name().toLowerCase(Locale.ROOT);
    if (side.framework == Framework.MIMAR || side.framework == Framework.MIMAR_BFLOAT16) {
      List<String> flags = WorkerJvm.DEFAULT.flags();
      List<String> arguments =
          side.framework == Framework.MIMAR ? List.of(name) : List.of(name, StepTimer.HALF);
      ProcessBuilder java = new ProcessBuilder(Programs.java(StepTimer.class, flags, arguments));
      java.environment().putAll(WorkerJvm.DEFAULT.environment(1));
      return java;
    }
    ProcessBuilder program =
        Programs.asFound(
            List.of(
                python,
                Programs.script("step.py").toString(),
                name,
                side.form.name().toLowerCase(Locale.ROOT),
                String.valueOf(network.steps()),
                String.valueOf(StepNetwork.BATCH)));
    if (side.framework == Framework.TORCH) {
      program.environment().putAll(Engine.environment());
      program.environment().put("OMP_NUM_THREADS", "1");
    }
    return program;
  }

  private static StepTime parse(String text) {
    try {
      return Json.json().readValue(text, StepTime.class);
    } catch (JsonProcessingException e) {
      throw new MimarException("a timer printed no time: " + text.strip(), REMEDY, e);
    }
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format, values);
    spec.commandLine().getOut().flush();
  }
}
