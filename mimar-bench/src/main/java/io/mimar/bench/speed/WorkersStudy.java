package io.mimar.bench.speed;

import io.mimar.Check;
import io.mimar.bench.Studies;
import io.mimar.config.Json;
import io.mimar.stats.Spread;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The same trials of the demo's data by one worker process and by several: how many end in a
 * minute, and what each costs, owner included. The first few, while workers start, do not count.
 */
@Command(name = "workers", mixinStandardHelpOptions = true)
public final class WorkersStudy implements Callable<Integer> {
  private static final int WARM_UP = 4;

  /** Trials of a second or two, so that all of them take some minutes. */
  private static final List<String> SHORT =
      List.of("limits.macs=5000000", "schedule.epochs=3", "schedule.rows=1000");

  @Spec CommandSpec spec;

  @Option(names = "--workers", split = ",", description = "Default: 1,2.")
  List<Integer> workers = List.of(1, 2);

  @Option(names = "--trials", description = "Of each run. Default ${DEFAULT-VALUE}.")
  int trials = 44;

  @Option(names = "--searcher", description = "Default ${DEFAULT-VALUE}.")
  String searcher = "random";

  @Option(names = "--rounds", description = "In turns, each with its seed. Default 3.")
  int rounds = 3;

  @Option(names = "--set", description = "Configuration of all runs, as in `mimar search`.")
  List<String> set = List.of();

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new WorkersStudy(), arguments);
  }

  /** What a number of workers does. */
  private record Rate(double trialsPerMinute, double cpuSecondsPerTrial) {}

  /** Medians over the rounds by the number of workers. */
  private record Result(
      Map<String, Double> trialsPerMinute, Map<String, Double> cpuSecondsPerTrial) {}

  @Override
  public Integer call() throws IOException {
    Check.range("--trials", trials, WARM_UP + 1, 1_000_000);
    Check.range("--rounds", rounds, 1, 1_000);
    workers.forEach(count -> Check.range("--workers", count, 1, 1_000));
    Map<Integer, List<Rate>> rates = new LinkedHashMap<>();
    workers.forEach(count -> rates.put(count, new ArrayList<>()));
    List<Integer> turn = new ArrayList<>(workers);
    for (int round = 0; round < rounds; round++) {
      for (int count : turn) {
        Rate rate = measure(count, round);
        rates.get(count).add(rate);
        System.err.printf(
            Locale.ROOT,
            "round %d, %d worker(s): %.1f trials a minute, %.2f CPU seconds each%n",
            round + 1,
            count,
            rate.trialsPerMinute,
            rate.cpuSecondsPerTrial);
      }
      Collections.reverse(turn);
    }
    print(rates);
    return 0;
  }

  private Rate measure(int count, int seed) throws IOException {
    List<String> settings = new ArrayList<>(SHORT);
    settings.addAll(set);
    settings.addAll(List.of("searcher=" + searcher, "workers=" + count, "seed=" + seed));
    Watch watch = new Watch();
    new Search(settings, trials).run(trial -> watch.ended());
    Check.that(
        watch.rate != null, "--set", set, "such that the search makes all " + trials + " trials");
    return watch.rate;
  }

  /** Looks at the clocks when the first few trials have ended, and when all have. */
  private final class Watch {
    private int count;
    private long firstWall;
    private Duration firstCpu;
    private Rate rate;

    void ended() {
      count++;
      if (count == WARM_UP) {
        firstWall = System.nanoTime();
        firstCpu = cpu();
      } else if (count == trials) {
        int counted = trials - WARM_UP;
        double minutes = (System.nanoTime() - firstWall) / 60e9;
        rate = new Rate(counted / minutes, cpu().minus(firstCpu).toMillis() / 1e3 / counted);
      }
    }

    /** Of this process and its workers. */
    private Duration cpu() {
      ProcessHandle own = ProcessHandle.current();
      return Stream.concat(Stream.of(own), own.descendants())
          .flatMap(process -> process.info().totalCpuDuration().stream())
          .reduce(Duration.ZERO, Duration::plus);
    }
  }

  private void print(Map<Integer, List<Rate>> rates) throws IOException {
    Result result = new Result(new LinkedHashMap<>(), new LinkedHashMap<>());
    rates.forEach(
        (count, all) -> {
          String name = String.valueOf(count);
          result.trialsPerMinute.put(
              name, Spread.median(all.stream().mapToDouble(Rate::trialsPerMinute).toArray()));
          result.cpuSecondsPerTrial.put(
              name, Spread.median(all.stream().mapToDouble(Rate::cpuSecondsPerTrial).toArray()));
        });
    if (json) {
      spec.commandLine().getOut().println(Json.json().writeValueAsString(result));
      return;
    }
    String first = String.valueOf(workers.get(0));
    result.trialsPerMinute.forEach(
        (name, rate) ->
            spec.commandLine()
                .getOut()
                .printf(
                    Locale.ROOT,
                    "%s worker(s): %.1f trials a minute (%.2f times), %.2f CPU seconds each (%.2f"
                        + " times)%n",
                    name,
                    rate,
                    rate / result.trialsPerMinute.get(first),
                    result.cpuSecondsPerTrial.get(name),
                    result.cpuSecondsPerTrial.get(name) / result.cpuSecondsPerTrial.get(first)));
    spec.commandLine().getOut().flush();
  }
}
