package io.mimar.bench.fuzz;

import com.code_intelligence.jazzer.Jazzer;
import io.mimar.bench.Programs;
import io.mimar.bench.Studies;
import io.mimar.config.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Feeds every reader of foreign files with bytes that Jazzer makes up, guided by which code they
 * reach. What a reader has seen is kept in the folder of results, so that another run goes on.
 */
@Command(name = "fuzz", mixinStandardHelpOptions = true)
public final class FuzzStudy implements Callable<Integer> {
  /** How Jazzer ends where it has found something. */
  private static final int FOUND = 77;

  /**
   * Sanitizers that find nothing: values are parameters of statements, which the first would parse
   * again for most of the time; and a pointer's server is asked on purpose.
   */
  private static final List<String> UNUSED =
      List.of(
          "com.code_intelligence.jazzer.sanitizers.SqlInjection",
          "com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery");

  private static final Pattern RUNS = Pattern.compile("(?m)^(?:#|Done )(\\d+)");

  @Spec CommandSpec spec;

  @Option(names = "--readers", split = ",", description = "Default: ${COMPLETION-CANDIDATES}.")
  List<Reader> readers = List.of(Reader.values());

  @Option(names = "--seconds", description = "Of each reader. Default ${DEFAULT-VALUE}.")
  int seconds = 600;

  @Option(names = "--results", description = "Default ${DEFAULT-VALUE}.")
  Path results = Path.of("fuzz-results");

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new FuzzStudy(), arguments);
  }

  /**
   * What came of a reader.
   *
   * @param runs files that it read
   * @param findings files on which it failed otherwise than it should, in the folder of results
   */
  private record Result(long runs, List<String> findings) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, Result> all = new LinkedHashMap<>();
    for (Reader reader : readers) {
      String name = reader.name().toLowerCase(Locale.ROOT);
      Result result = fuzz(name, reader);
      all.put(name, result);
      System.err.printf("%s: %,d files, findings: %s%n", name, result.runs, result.findings);
    }
    if (json) {
      spec.commandLine().getOut().println(Json.json().writeValueAsString(all));
    }
    return all.values().stream().allMatch(r -> r.findings.isEmpty()) ? 0 : 1;
  }

  private Result fuzz(String name, Reader reader) throws IOException, InterruptedException {
    Path place = Files.createDirectories(results.toAbsolutePath().resolve(name));
    Path corpus = Files.createDirectories(place.resolve("corpus"));
    List<byte[]> examples = reader.examples();
    for (int i = 0; i < examples.size(); i++) {
      Files.write(corpus.resolve("example-" + i), examples.get(i));
    }
    Path log = place.resolve("log.txt");
    List<String> flags = List.of("-Xmx1g", "-D" + FuzzTarget.READER + "=" + name);
    List<String> arguments =
        List.of(
            "--target_class=" + FuzzTarget.class.getName(),
            "--instrumentation_includes=io.mimar.**",
            "--disabled_hooks=" + String.join(File.pathSeparator, UNUSED),
            "--keep_going=5",
            "--reproducer_path=" + place,
            "-artifact_prefix=" + place + "/",
            "-max_total_time=" + seconds,
            "-timeout=20",
            "-timeout_exitcode=" + FOUND,
            "-rss_limit_mb=4096",
            "-max_len=65536",
            "-keep_seed=1", // else a smaller one that reaches as much takes its place
            corpus.toString());
    Process process =
        new ProcessBuilder(Programs.java(Jazzer.class, flags, arguments))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int code = process.waitFor();
    if (code != 0 && code != FOUND) {
      throw new IllegalStateException("Jazzer ended with code " + code + ": read " + log);
    }
    return new Result(runs(Files.readString(log)), findings(place));
  }

  private static long runs(String log) {
    Matcher runs = RUNS.matcher(log);
    long last = 0;
    while (runs.find()) {
      last = Long.parseLong(runs.group(1));
    }
    return last;
  }

  private static List<String> findings(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches("(crash|timeout|oom|slow-unit)-.*"))
          .sorted()
          .toList();
    }
  }
}
