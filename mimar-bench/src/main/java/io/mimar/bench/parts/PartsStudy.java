package io.mimar.bench.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.Check;
import io.mimar.bench.Studies;
import io.mimar.config.Json;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the small parts of a search take, measured by JMH: {@link SearchParts}. */
@Command(name = "parts", mixinStandardHelpOptions = true)
public final class PartsStudy implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--only", split = ",", description = "Default: all of encode, decode, fit, ….")
  List<String> only = List.of();

  @Option(names = "--space", description = "Of images. Default ${DEFAULT-VALUE}.")
  String space = "image";

  @Option(names = "--forks", description = "Processes for each. Default ${DEFAULT-VALUE}.")
  int forks = 2;

  @Option(names = "--rounds", description = "Timed, after as many. Default ${DEFAULT-VALUE}.")
  int rounds = 5;

  @Option(names = "--seconds", description = "Of a round. Default ${DEFAULT-VALUE}.")
  double seconds = 1;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new PartsStudy(), arguments);
  }

  /**
   * What a part takes.
   *
   * @param micros of one call, mean
   * @param error half of its 99.9 % interval, as JMH tells it
   */
  record Time(double micros, double error) {}

  @Override
  public Integer call() throws RunnerException, JsonProcessingException {
    Check.range("--forks", forks, 0, 100);
    Check.range("--rounds", rounds, 3, 1_000); // of two JMH tells no interval
    Check.range("--seconds", seconds, 0.01, 3_600);
    SearchParts.check(space);
    List<String> chosen = chosen();
    spec.commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "%d parts, about %.0f s.%n",
            chosen.size(),
            chosen.size() * Math.max(1, forks) * 2 * rounds * seconds);
    Map<String, Time> times = new LinkedHashMap<>();
    for (RunResult result : results(chosen)) {
      Result<?> primary = result.getPrimaryResult();
      Time time = new Time(primary.getScore(), primary.getScoreError());
      times.put(primary.getLabel(), time);
      if (!json) {
        print(primary.getLabel(), time);
      }
    }
    if (json) {
      spec.commandLine().getOut().println(Json.json().writeValueAsString(times));
    }
    return 0;
  }

  private List<String> chosen() {
    Set<String> known =
        Arrays.stream(SearchParts.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Benchmark.class))
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : only) {
      Check.that(known.contains(name), "--only", name, "among " + known);
    }
    return only.isEmpty() ? List.copyOf(known) : only;
  }

  private Iterable<RunResult> results(List<String> chosen) throws RunnerException {
    TimeValue round = TimeValue.milliseconds(Math.round(1e3 * seconds));
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .param("space", space)
            .forks(forks)
            .warmupIterations(rounds)
            .warmupTime(round)
            .measurementIterations(rounds)
            .measurementTime(round)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    for (String name : chosen) {
      options.include(Pattern.quote(SearchParts.class.getName() + "." + name) + "$");
    }
    return new Runner(options.build()).run();
  }

  private void print(String name, Time time) {
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT, "%-10s %9.2f us +- %.2f", name, time.micros(), time.error()));
  }
}
