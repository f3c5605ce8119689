package io.mimar.bench.speed;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final String REMEDY = "Debian's torch is needed: apt-get install python3-torch.";

  @Spec CommandSpec spec;

  @Option(names = "--networks", split = ",", description = "Default: ${COMPLETION-CANDIDATES}.")
  List<StepNetwork> networks = List.of(StepNetwork.values());

  @Option(names = "--rounds", description = "Default ${DEFAULT-VALUE}.")
  int rounds = 5;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new StepStudy(), arguments);
  }

  /** Who trains, and how. */
  private enum Side {
    /** With the flags and settings of a worker. */
    MIMAR,
    /** As before, products in bfloat16: for networks of convolutions. */
    MIMAR_BFLOAT16,
    /** Python torch with the same settings, in the order in which it keeps images by itself. */
    TORCH_PLAIN,
    /** Python torch with the same settings, channels_last. */
    TORCH_CHANNELS_LAST,
    /** Python torch without any setting but one thread. */
    TORCH_DEFAULT
  }

  /**
   * Process CPU milliseconds of a step.
   *
   * @param mimarMs here
   * @param mimarBfloat16Ms here with products in bfloat16; 0 where that is not measured
   * @param torchTunedMs Python torch in its better form
   * @param torchDefaultMs Python torch as found
   * @param ratio of the first two: the median over rounds
   * @param leastRatio its least
   * @param mostRatio its most
   * @param engineShare share of a step here that libtorch works, the rest being Java's
   * @param javaKilobytes objects that a step here makes for the collector, a thousand bytes
   */
  private record Result(
      double mimarMs,
      double mimarBfloat16Ms,
      double torchTunedMs,
      double torchDefaultMs,
      double ratio,
      double leastRatio,
      double mostRatio,
      double engineShare,
      double javaKilobytes) {}

  @Override
  public Integer call() throws IOException {
    Map<String, Result> results = new LinkedHashMap<>();
    for (StepNetwork network : networks) {
      Result result = result(network, measure(network));
      results.put(network.name().toLowerCase(Locale.ROOT), result);
    }
    if (json) {
      spec.commandLine().getOut().println(Json.json().writeValueAsString(results));
      return 0;
    }
    print(
        "%-8s %10s %10s %12s %14s %8s %8s %s%n",
        "network",
        "mimar ms",
        "bf16",
        "torch tuned",
        "torch default",
        "engine",
        "Java kB",
        "ratio");
    results.forEach(
        (name, r) ->
            print(
                "%-8s %10.3f %10.3f %12.3f %14.3f %8.3f %8.1f %.2f (%.2f to %.2f)%n",
                name,
                r.mimarMs,
                r.mimarBfloat16Ms,
                r.torchTunedMs,
                r.torchDefaultMs,
                r.engineShare,
                r.javaKilobytes,
                r.ratio,
                r.leastRatio,
                r.mostRatio));
    return 0;
  }

  private Map<Side, List<StepTime>> measure(StepNetwork network) throws IOException {
    Map<Side, List<StepTime>> times = new EnumMap<>(Side.class);
    List<Side> turn = new ArrayList<>(List.of(Side.values()));
    if (!network.convolves()) {
      turn.remove(Side.MIMAR_BFLOAT16);
      turn.remove(Side.TORCH_CHANNELS_LAST); // the same again
    }
    turn.forEach(side -> times.put(side, new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (Side side : turn) {
        StepTime time = time(network, side);
        times.get(side).add(time);
        System.err.printf(
            Locale.ROOT,
            "%s, round %d, %s: %.3f ms of CPU, %.3f by the clock%n",
            network,
            round + 1,
            side,
            time.cpuMs(),
            time.wallMs());
      }
      Collections.reverse(turn);
    }
    return times;
  }

  private static Result result(StepNetwork network, Map<Side, List<StepTime>> times) {
    double[] mimar = cpu(times.get(Side.MIMAR));
    double[] plain = cpu(times.get(Side.TORCH_PLAIN));
    double[] last = network.convolves() ? cpu(times.get(Side.TORCH_CHANNELS_LAST)) : plain;
    double[] tuned = Spread.median(plain) <= Spread.median(last) ? plain : last;
    double[] ratios = new double[mimar.length];
    Arrays.setAll(ratios, i -> mimar[i] / tuned[i]);
    return new Result(
        Spread.median(mimar),
        network.convolves() ? Spread.median(cpu(times.get(Side.MIMAR_BFLOAT16))) : 0,
        Spread.median(tuned),
        Spread.median(cpu(times.get(Side.TORCH_DEFAULT))),
        Spread.median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow(),
        median(times.get(Side.MIMAR), StepTime::engineShare),
        median(times.get(Side.MIMAR), StepTime::javaBytes) / 1e3);
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
    if (side == Side.MIMAR || side == Side.MIMAR_BFLOAT16) {
      List<String> flags = WorkerJvm.DEFAULT.flags();
      List<String> arguments = side == Side.MIMAR ? List.of(name) : List.of(name, StepTimer.HALF);
      ProcessBuilder java = new ProcessBuilder(Programs.java(StepTimer.class, flags, arguments));
      java.environment().putAll(WorkerJvm.DEFAULT.environment(1));
      return java;
    }
    String script = Programs.script("step.py").toString();
    String form = side == Side.TORCH_CHANNELS_LAST ? "channels_last" : "plain";
    ProcessBuilder python =
        Programs.asFound(
            List.of(
                Programs.PYTHON,
                script,
                name,
                form,
                String.valueOf(network.steps()),
                String.valueOf(StepNetwork.BATCH)));
    if (side != Side.TORCH_DEFAULT) {
      python.environment().putAll(Engine.environment());
      python.environment().put("OMP_NUM_THREADS", "1");
    }
    return python;
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
