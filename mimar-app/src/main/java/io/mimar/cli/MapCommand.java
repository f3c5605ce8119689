package io.mimar.cli;

import io.mimar.MimarException;
import io.mimar.explain.TrialMap;
import io.mimar.run.Mapping;
import io.mimar.run.Runs;
import io.mimar.store.StudyStore;
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
  static final int NEAREST = 10;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path run;

  @Option(names = "--near", paramLabel = "N", description = "List the trials nearest to trial N.")
  Integer near;

  @Option(
      names = "--between",
      hideParamSyntax = true,
      paramLabel = "N,M",
      split = ",",
      description = "List architectures on the line between trials N and M.")
  List<Integer> between;

  /** What stands over lines of {@link #line(Mapping.Neighbour)}. */
  static final String NEIGHBOURS = "trial  distance  score   architecture";

  /** A near trial. */
  static String line(Mapping.Neighbour near) {
    return String.format(
        Locale.ROOT,
        "%5d  %8.3f  %.4f  %s",
        near.trial(),
        near.distance(),
        near.score(),
        near.architecture());
  }

  private static String line(Mapping.Step step) {
    return String.format(
        Locale.ROOT,
        "%.2f  %8.4f  %-13s  %s",
        step.share(),
        step.expected(),
        step.holds() ? "yes" : "no",
        step.architecture());
  }

  @Override
  public Integer call() {
    if (near != null && between != null) {
      throw new MimarException(
          "--near and --between are given, but only one can be shown", "Leave one of them out.");
    }
    Mapping mapping;
    var folder = Runs.existing(run);
    try (StudyStore store = StudyStore.read(run)) {
      mapping = Mapping.of(folder, store);
    }
    if (between != null) {
      requireTwo();
      print(
          " way  expected  within limits  architecture",
          mapping.between(between.get(0), between.get(1), STEPS),
          MapCommand::line);
    } else if (near != null) {
      print(NEIGHBOURS, mapping.neighbours(near, NEAREST), MapCommand::line);
    } else {
      print(mapping.plane());
    }
    return ExitCode.DONE;
  }

  private void requireTwo() {
    if (between.size() != 2 || between.get(0).equals(between.get(1))) {
      throw new MimarException(
          "--between is " + between + ", but must be two different trials",
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
