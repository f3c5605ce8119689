package io.mimar.cli;

import io.mimar.MimarException;
import io.mimar.explain.TrialMap;
import io.mimar.report.ArchitectureText;
import io.mimar.run.Mapping;
import io.mimar.run.Runs;
import io.mimar.store.StudyStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimar map RUN}. */
@Command(
    name = "map",
    description =
        "Places trials by likeness of their architectures; shows what is near and between.")
final class MapCommand extends ReadingCommand implements Callable<Integer> {
  private static final int STEPS = 12;

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
  private record Neighbour(int trial, double distance, double score, String architecture) {}

  /** A step between two trials as JSON shows it. */
  private record OnTheWay(double share, double expected, boolean holds, String architecture) {}

  @Override
  public Integer call() {
    Mapping mapping;
    var folder = Runs.existing(run);
    try (StudyStore store = StudyStore.read(run)) {
      mapping = Mapping.of(folder, store);
    }
    if (between != null) {
      between(mapping);
    } else if (near != null) {
      near(mapping);
    } else {
      plane(mapping.plane());
    }
    return ExitCode.DONE;
  }

  private void plane(TrialMap map) {
    if (json) {
      printJson(map);
      return;
    }
    System.out.println("trial           x          y   (" + map.method() + ")");
    for (TrialMap.Place place : map.places()) {
      System.out.printf(Locale.ROOT, "%5d  %10.3f %10.3f%n", place.trial(), place.x(), place.y());
    }
  }

  private void near(Mapping mapping) {
    List<Neighbour> all =
        mapping.near(near, 10).stream()
            .map(
                n ->
                    new Neighbour(
                        n.trial().number(),
                        n.distance(),
                        n.trial().score().orElseThrow(),
                        ArchitectureText.brief(n.trial().architecture().graph())))
            .toList();
    if (json) {
      printJson(all);
      return;
    }
    System.out.println("trial  distance  score   architecture");
    for (Neighbour one : all) {
      System.out.printf(
          Locale.ROOT,
          "%5d  %8.3f  %.4f  %s%n",
          one.trial(),
          one.distance(),
          one.score(),
          one.architecture());
    }
  }

  private void between(Mapping mapping) {
    if (between.size() != 2) {
      throw new MimarException(
          "--between is " + between + ", but must be two trials",
          "Write --between N,M with the numbers of two trials of `mimar show " + run + "`.");
    }
    List<OnTheWay> all =
        mapping.between(between.get(0), between.get(1), STEPS).stream()
            .map(
                s ->
                    new OnTheWay(
                        s.share(),
                        s.expected(),
                        s.holds(),
                        ArchitectureText.brief(s.architecture().graph())))
            .toList();
    if (json) {
      printJson(all);
      return;
    }
    System.out.println(" way  expected  within limits  architecture");
    for (OnTheWay one : all) {
      System.out.printf(
          Locale.ROOT,
          "%.2f  %8.4f  %-13s  %s%n",
          one.share(),
          one.expected(),
          one.holds() ? "yes" : "no",
          one.architecture());
    }
  }
}
