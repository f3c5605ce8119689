package io.mimar.bench.speed;

import io.mimar.Check;
import io.mimar.bench.Folders;
import io.mimar.bench.Studies;
import io.mimar.config.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * How CPU time and memory grow with the size of things: trials, graphs, data, workers. Prints a
 * table; with {@code --out} it is also written as CSV and drawn.
 */
@Command(name = "growth", mixinStandardHelpOptions = true)
public final class GrowthStudy implements Callable<Integer> {
  @Spec CommandSpec spec;

  /** What grows. */
  enum Part {
    /** Trials: a single ask of GNE on a made-up history. */
    ASKS("trials before the ask"),
    /** Trials: a whole study with random search, scored by a function, kept in SQLite. */
    STUDIES("trials of the study"),
    /** Vertices: canonical form and path statistics of a random graph. */
    GRAPHS("vertices"),
    /** Images: an epoch of a small network. */
    DATA("images"),
    /** Simulated workers: what a trial costs the owner. */
    WORKERS("workers at once");

    private final String grows;

    Part(String grows) {
      this.grows = grows;
    }

    /** What its sizes count. */
    String grows() {
      return grows;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(names = "--parts", split = ",", description = "Default: all of ${COMPLETION-CANDIDATES}.")
  List<Part> parts = List.of(Part.values());

  @Option(
      names = "--most",
      description =
          "No trials or images beyond so many. Default ${DEFAULT-VALUE}; a million images take .8 GB of temporary disk.")
  int most = 1_000_000;

  @Option(names = "--out", description = "A folder for growth.csv and its charts.")
  Path out;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new GrowthStudy(), arguments);
  }

  @Override
  public Integer call() throws IOException {
    for (Part part : parts) {
      int least = sizes(part, Integer.MAX_VALUE).get(0);
      Check.range("--most with --parts " + part.word(), most, least, Integer.MAX_VALUE);
    }
    if (out != null) {
      Studies.folder("--out", out);
    }
    Map<Part, List<Growth>> all = new LinkedHashMap<>();
    Path work = Files.createTempDirectory("mimar-growth");
    try {
      for (Part part : parts) {
        List<Growth> points = new ArrayList<>();
        for (int size : sizes(part, most)) {
          Growth point = GrowthMeasurement.of(part, size, work);
          points.add(point);
          say(part, point);
        }
        all.put(part, points);
      }
    } finally {
      Folders.delete(work);
    }
    if (json) {
      spec.commandLine().getOut().println(Json.json().writeValueAsString(named(all)));
    }
    if (out != null) {
      Files.writeString(out.resolve("growth.csv"), csv(all));
      for (Map.Entry<Part, List<Growth>> part : all.entrySet()) {
        draw(part.getKey(), part.getValue());
      }
    }
    return 0;
  }

  private static Map<String, List<Growth>> named(Map<Part, List<Growth>> all) {
    Map<String, List<Growth>> named = new LinkedHashMap<>();
    all.forEach((part, points) -> named.put(part.word(), points));
    return named;
  }

  private void draw(Part part, List<Growth> points) throws IOException {
    Files.writeString(
        out.resolve("growth-" + part.word() + "-cpu.svg"),
        GrowthChart.draw(part, "CPU ms " + points.get(0).unit(), points, Growth::cpuMs));
    Files.writeString(
        out.resolve("growth-" + part.word() + "-memory.svg"),
        GrowthChart.draw(part, "MB", points, Growth::megabytes));
  }

  private static List<Integer> sizes(Part part, int most) {
    List<Integer> sizes =
        switch (part) {
          case ASKS, STUDIES -> List.of(100, 1_000, 10_000, 100_000);
          case GRAPHS -> List.of(5, 10, 20, 30, 40, 50);
          case DATA -> List.of(1_000, 10_000, 100_000, 1_000_000);
          case WORKERS -> List.of(1, 2, 4, 8, 16, 32, 64);
        };
    return sizes.stream().filter(size -> size <= most).toList();
  }

  private void say(Part part, Growth point) {
    String line =
        String.format(
            Locale.ROOT,
            "%-8s %9d %-9s %12.4f CPU ms %12.4f ms by the clock %9.1f MB",
            part.word(),
            point.size(),
            point.unit(),
            point.cpuMs(),
            point.wallMs(),
            point.megabytes());
    (json ? System.err : System.out).println(line);
  }

  private static String csv(Map<Part, List<Growth>> all) {
    StringBuilder text = new StringBuilder("part,size,unit,cpu_ms,wall_ms,megabytes\n");
    all.forEach(
        (part, points) ->
            points.forEach(
                p ->
                    text.append(
                        String.format(
                            Locale.ROOT,
                            "%s,%d,%s,%.5f,%.5f,%.2f%n",
                            part.word(),
                            p.size(),
                            p.unit(),
                            p.cpuMs(),
                            p.wallMs(),
                            p.megabytes()))));
    return text.toString();
  }
}
