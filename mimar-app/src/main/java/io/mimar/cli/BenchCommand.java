package io.mimar.cli;

import io.mimar.MimarException;
import io.mimar.benchmark.Benchmark;
import io.mimar.benchmark.BenchmarkPage;
import io.mimar.benchmark.BenchmarkSummary;
import io.mimar.benchmark.BenchmarkText;
import io.mimar.config.Json;
import io.mimar.process.Interrupts;
import io.mimar.report.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mimar bench --table DIR}. */
@Command(
    name = "bench",
    description = "Compares searchers on a table of architectures that were measured before.",
    sortOptions = false)
final class BenchCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  @Spec CommandSpec spec;

  @Mixin BenchFlags flags;

  @Option(
      names = "--json",
      arity = "0..1",
      paramLabel = "FILE",
      fallbackValue = STANDARD_OUTPUT,
      description = "Write JSON to a file; without one, to standard output and nothing else there.")
  Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page with charts.")
  Path html;

  @Mixin HelpFlag help;

  @Override
  public Integer call() {
    Benchmark benchmark = Benchmark.of(flags.options());
    requirePlaces(benchmark.results());
    AtomicInteger interrupts = new AtomicInteger();
    Interrupts.onInterrupt(() -> interrupted(interrupts));
    try (BenchView view = BenchView.standard()) {
      Optional<BenchmarkSummary> summary = run(benchmark, view, interrupts);
      view.done();
      if (summary.isPresent()) {
        write(summary.get());
        return ExitCode.DONE;
      }
      System.err.println(
          "mimar: interrupted; " + view.kept() + " are kept in " + benchmark.results());
      System.err.println("The same command goes on from there.");
      return ExitCode.INTERRUPTED;
    }
  }

  /** Once gives up what is under way, twice ends at once: what ended is on the disk. */
  private static void interrupted(AtomicInteger interrupts) {
    if (interrupts.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
  }

  /** Before searches begin it is the input that fails; after, it is the benchmark. */
  private static Optional<BenchmarkSummary> run(
      Benchmark benchmark, BenchView view, AtomicInteger interrupts) {
    try {
      return benchmark.run(view, () -> interrupts.get() > 0);
    } catch (MimarException e) {
      throw view.hasBegun() ? new RunFailure(e, ExitCode.FAILED) : e;
    }
  }

  // ---- what comes out

  private boolean isJsonPrinted() {
    return json != null && json.toString().equals(STANDARD_OUTPUT);
  }

  /** All files that are written can be, and none is another: better known now than in an hour. */
  private void requirePlaces(Path results) {
    Set<Path> seen = new HashSet<>();
    List<Path> places =
        Stream.concat(
                Stream.of(results),
                Stream.concat(
                    Stream.ofNullable(json).filter(j -> !isJsonPrinted()), Stream.ofNullable(html)))
            .map(p -> p.toAbsolutePath().normalize())
            .toList();
    for (Path place : places) {
      if (!seen.add(place)) {
        throw new MimarException(
            place + " is named for two files that are written", "Name different files.");
      }
      if (place.getParent() == null || !Files.isDirectory(place.getParent())) {
        throw new MimarException(
            "there is no folder for " + place, "Make it, or name a file in another.");
      }
      if (Files.isDirectory(place)) {
        throw new MimarException(place + " is a folder, but must be a file", "Name a file in it.");
      }
    }
  }

  private void write(BenchmarkSummary summary) {
    String object = Json.json().valueToTree(summary).toString();
    if (isJsonPrinted()) {
      System.out.println(object);
    } else {
      System.out.println(BenchmarkText.of(summary));
      Optional.ofNullable(json).ifPresent(file -> write(file, object + "\n"));
    }
    if (html != null) {
      Page.write(
          html,
          BenchmarkPage.html(summary, Defaults.commandLine(spec), Clock.systemUTC().instant()));
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new MimarException(
          "cannot write " + file + ": " + e, "Name another file; the results are kept.", e);
    }
  }
}
