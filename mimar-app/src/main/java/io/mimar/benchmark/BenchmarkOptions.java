package io.mimar.benchmark;

import io.mimar.Check;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a benchmark is asked for, in the words of the command line.
 *
 * @param table the table's folder; empty for the one that comes with the program
 * @param objectives one column or two; none for the table's only objective
 * @param report the column that searches are judged by and do not see
 * @param searchers their names
 * @param queries rows that each search may ask for
 * @param seeds searches of each searcher
 * @param firstSeed the seed of the first of them
 * @param batch rows asked for at a time
 * @param limits {@code COLUMN<=NUMBER} or {@code COLUMN<=SHARE%}
 * @param transform what is told instead of the true values: noise, warp or shuffle
 * @param sharedStart whether all searchers get the same first rows
 * @param set settings of GNE: {@code gne.generator=40}
 * @param workers searches at a time; 0 for one on each core
 * @param results where finished searches are kept; empty for a name made from the table's
 */
public record BenchmarkOptions(
    Optional<Path> table,
    List<String> objectives,
    Optional<String> report,
    List<String> searchers,
    int queries,
    int seeds,
    long firstSeed,
    int batch,
    List<String> limits,
    Optional<String> transform,
    boolean sharedStart,
    List<String> set,
    int workers,
    Optional<Path> results) {

  public BenchmarkOptions {
    objectives = List.copyOf(objectives);
    searchers = List.copyOf(searchers);
    limits = List.copyOf(limits);
    set = List.copyOf(set);
    Check.range("--queries", queries, 1, 1_000_000);
    Check.range("--seeds", seeds, 1, 10_000);
    Check.range("--first-seed", firstSeed, Long.MIN_VALUE, Long.MAX_VALUE - seeds);
    Check.range("--batch", batch, 1, 10_000);
    Check.range("--workers", workers, 0, 1_024);
    Roster.check(searchers);
  }

  /** Searches at a time. */
  int threads() {
    return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
  }
}
