package io.mimar.cli;

import io.mimar.benchmark.BenchmarkOptions;
import io.mimar.benchmark.Roster;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The flags that say what is compared on what. */
final class BenchFlags {
  @Option(
      names = "--table",
      paramLabel = "DIR",
      description = "A folder with table.json: docs/tables.md has the format.")
  Path table;

  @Option(
      names = "--objective",
      arity = "1..*",
      paramLabel = "COL",
      description = "The column to improve, or two. Default: the table's first objective.")
  List<String> objectives = List.of();

  @Option(
      names = "--report",
      paramLabel = "COL",
      description = "A column that searches are judged by and do not see.")
  String report;

  @Option(
      names = "--searchers",
      split = ",",
      paramLabel = "NAME",
      description = {
        "Some of gne, random, evolution, local, swarm, bananas, saenas-ne, npenas, nsga2;",
        "the first is compared with the others; gne+gne.KEY=VALUE is gne with a setting of its",
        "own. Default: gne,random,evolution,local."
      })
  List<String> searchers = List.of("gne", "random", "evolution", "local");

  @Option(
      names = "--queries",
      paramLabel = "N",
      description = "Rows that each search asks for. Default 150.")
  int queries = 150;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Searches of each searcher. Default 50.")
  int seeds = 50;

  @Option(names = "--first-seed", paramLabel = "N", description = "Default 0.")
  long firstSeed;

  @Option(names = "--batch", paramLabel = "N", description = "Rows asked for at a time. Default 1.")
  int batch = 1;

  @Option(
      names = "--limit",
      paramLabel = "'COL<=NUMBER'",
      description = {
        "Only rows that hold it may be asked for; may be repeated. With %% the number is a",
        "share: 'ms<=30%%' is the fastest 30 %% of the rows."
      })
  List<String> limits = List.of();

  @Option(
      names = "--transform",
      paramLabel = "NAME",
      description = "Tell searchers the objective after noise, warp or shuffle.")
  String transform;

  @Option(
      names = "--shared-start",
      description = "The first 10 rows are random and the same for all searchers of a seed.")
  boolean sharedStart;

  @Option(
      names = "--set",
      paramLabel = "gne.KEY=VALUE",
      description = "A setting of gne, as in a study file; may be repeated.")
  List<String> set = List.of();

  @Option(
      names = "--warm-start",
      paramLabel = "COL:N",
      description = {
        "Let gne enter once more, starting from a search of the table for another column: N",
        "queries of random search, or with COL:N:gne of gne, told the truth, or with :shuffle,",
        ":noise or :warp something else. May be repeated."
      })
  List<String> warmStarts = List.of();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Searches at a time. Default: one on each core.")
  int workers;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {
        "Where finished searches are kept; the same command goes on from there.",
        "Default: bench-TABLE.csv."
      })
  Path out;

  private List<String> entrants() {
    return Stream.concat(searchers.stream(), warmStarts.stream().map(Roster::warm)).toList();
  }

  /** The options they stand for. */
  BenchmarkOptions options() {
    return new BenchmarkOptions(
        Optional.ofNullable(table),
        objectives,
        Optional.ofNullable(report),
        entrants(),
        queries,
        seeds,
        firstSeed,
        batch,
        limits,
        Optional.ofNullable(transform),
        sharedStart,
        set,
        workers,
        Optional.ofNullable(out));
  }
}
