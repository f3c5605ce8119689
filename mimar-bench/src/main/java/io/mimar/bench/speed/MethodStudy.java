package io.mimar.bench.speed;

import io.mimar.Check;
import io.mimar.bench.Studies;
import io.mimar.config.Json;
import io.mimar.config.Spaces;
import io.mimar.embed.EmbeddingOptions;
import io.mimar.space.NetworkSpace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What the method itself takes, besides training candidates: the encoder of a new space, the GAN,
 * an ask, a worker's start, the launcher's {@code --version}; each against what is asked of it.
 */
@Command(name = "method", mixinStandardHelpOptions = true)
public final class MethodStudy implements Callable<Integer> {
  @Spec CommandSpec spec;

  /** What is measured. */
  enum Part {
    /** Training the embedding of a space as if it were new. */
    ENCODER,
    /** Training the GAN of a search anew. */
    GAN,
    /** Asks of GNE. */
    ASK,
    /** A worker process until it is ready, on the demo's data. */
    WORKER,
    /** The launcher's {@code --version}. */
    VERSION
  }

  @Option(names = "--parts", split = ",", description = "Default: all of ${COMPLETION-CANDIDATES}.")
  List<Part> parts = List.of(Part.values());

  @Option(names = "--space", description = "Default ${DEFAULT-VALUE}.")
  String space = "image";

  @Option(
      names = "--trials",
      split = ",",
      description = "Of the histories that GNE is asked on. Default: 1000,10000.")
  List<Integer> trials = List.of(1_000, 10_000);

  @Option(names = "--epochs", description = "Of the encoder. Default: as in a search.")
  int epochs = EmbeddingOptions.QUICK.epochs();

  @Option(names = "--rounds", description = "Of all but the encoder. Default ${DEFAULT-VALUE}.")
  int rounds = 5;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new MethodStudy(), arguments);
  }

  /**
   * What one thing takes.
   *
   * @param first seconds of the first time
   * @param later seconds of the times after it, their median; of the first where there is one alone
   * @param clock what the seconds are of
   * @param asked seconds that are asked of {@code later}
   */
  record Cost(double first, double later, Clock clock, double asked) {}

  /** What seconds are of. */
  enum Clock {
    /** CPU time of this process. */
    CPU,
    /** The clock on the wall. */
    WALL
  }

  @Override
  public Integer call() throws IOException {
    Check.range("--rounds", rounds, 1, 1_000);
    Check.range("--epochs", epochs, 1, 1_000);
    trials.forEach(count -> Check.range("--trials", count, 1, 100_000));
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (Part part : parts) {
      for (Map.Entry<String, Cost> one : measure(part).entrySet()) {
        costs.put(one.getKey(), one.getValue());
        say(one.getKey(), one.getValue());
      }
    }
    if (json) {
      spec.commandLine().getOut().println(Json.json().writeValueAsString(costs));
    }
    return 0;
  }

  private Map<String, Cost> measure(Part part) throws IOException {
    NetworkSpace searched = Spaces.named(space);
    MethodMeasurement measurement = new MethodMeasurement(searched, rounds);
    return switch (part) {
      case ENCODER -> Map.of("encoder", measurement.encoder(epochs));
      case GAN -> Map.of("gan", measurement.gan());
      case ASK -> asks(measurement);
      case WORKER -> Map.of("worker", measurement.worker());
      case VERSION -> Map.of("version", measurement.version());
    };
  }

  private Map<String, Cost> asks(MethodMeasurement measurement) {
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (int count : trials) {
      costs.put("ask" + count, measurement.ask(count));
    }
    return costs;
  }

  private void say(String name, Cost cost) {
    String line =
        String.format(
            Locale.ROOT,
            "%-10s first %7.2f, later %7.2f %s s; asked %.1f",
            name,
            cost.first,
            cost.later,
            cost.clock == Clock.CPU ? "CPU" : "clock",
            cost.asked);
    (json ? spec.commandLine().getErr() : spec.commandLine().getOut()).println(line);
    spec.commandLine().getOut().flush();
  }
}
