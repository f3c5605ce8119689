package io.mimar.cli;

import io.mimar.MimarException;
import io.mimar.explain.TrialMap;
import io.mimar.report.ArchitectureText;
import io.mimar.run.Mapping;
import io.mimar.run.Runs;
import io.mimar.store.StudyStore;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimar map RUN}. */
@Command(
    name = "map",
    description =
        "Places trials, and what was proposed beside them, by likeness of their architectures;"
            + " shows what is near and between.")
final class MapCommand extends ReadingCommand implements Callable<Integer> {
  private static final int STEPS = 12;
  private static final int NEAREST = 10;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path run;

  @Option(names = "--near", paramLabel = "N", description = "List the trials nearest to trial N.")
  Integer near;

  @Option(
      names = "--between",
      paramLabel = "N,M",
      split = ",",
      description = "List architectures on the line between trials N and M.")
  List<Integer> between;

  /** A near trial as JSON shows it. */
  private record Neighbour(int trial, double distance, double score, String architecture) {
    static Neighbour of(Mapping.Near near) {
      Trial trial = near.trial();
      String brief = ArchitectureText.brief(trial.architecture().graph());
      return new Neighbour(trial.number(), near.distance(), trial.score().orElseThrow(), brief);
    }

    String line() {
      return String.format(
          Locale.ROOT, "%5d  %8.3f  %.4f  %s", trial, distance, score, architecture);
    }
  }

  /** A step between two trials as JSON shows it. */
  private record OnTheWay(double share, double expected, boolean holds, String architecture) {
    static OnTheWay of(Mapping.Step step) {
      String brief = ArchitectureText.brief(step.architecture().graph());
      return new OnTheWay(step.share(), step.expected(), step.holds(), brief);
    }

    String line() {
      String limits = holds ? "yes" : "no";
      return String.format(
          Locale.ROOT, "%.2f  %8.4f  %-13s  %s", share, expected, limits, architecture);
    }
  }

  @Override
  public Integer call() {
    Mapping mapping;
    var folder = Runs.existing(run);
    try (StudyStore store = StudyStore.read(run)) {
      mapping = Mapping.of(folder, store);
    }
    if (between != null) {
      requireTwo();
      print(
          " way  expected  within limits  architecture",
          mapping.between(between.get(0), between.get(1), STEPS).stream()
              .map(OnTheWay::of)
              .toList(),
          OnTheWay::line);
    } else if (near != null) {
      print(
          "trial  distance  score   architecture",
          mapping.near(near, NEAREST).stream().map(Neighbour::of).toList(),
          Neighbour::line);
    } else {
      print(mapping.plane());
    }
    return ExitCode.DONE;
  }

  private void requireTwo() {
    if (between.size() != 2) {
      throw new MimarException(
          "--between is " + between + ", but must be two trials",
          "Write --between N,M with the numbers of two trials of `mimar show " + run + "`.");
    }
  }

  private <T> void print(String head, List<T> rows, Function<T, String> line) {
    if (json) {
      printJson(rows);
      return;
    }
    System.out.println(head);
    rows.forEach(row -> System.out.println(line.apply(row)));
  }

  private void print(TrialMap map) {
    if (json) {
      printJson(map);
      return;
    }
    print(
        "trial           x          y   (" + map.method() + ")",
        map.places(),
        place -> String.format(Locale.ROOT, "%5d%s", place.trial(), at(place.x(), place.y())));
    if (!map.proposals().isEmpty()) {
      System.out.println();
      print(
          "proposed next   x          y   by, architecture",
          map.proposals(),
          one ->
              "     " + at(one.x(), one.y()) + "   " + one.proposer() + ", " + one.architecture());
    }
  }

  private static String at(double x, double y) {
    return String.format(Locale.ROOT, "  %10.3f %10.3f", x, y);
  }
}
