package io.mimar.benchmark;

import io.mimar.benchmark.FinishedSearch.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Searchers against each other on a table: runs the searches that are not in the file of results
 * yet, each seed with all searchers, and sums up.
 */
public final class Benchmark {
  private final Contest contest;
  private final Path results;

  private Benchmark(Contest contest) {
    this.contest = contest;
    String name = contest.table().name().replaceAll("[^\\w.-]+", "-");
    this.results = contest.options().results().orElse(Path.of("bench-" + name + ".csv"));
  }

  /**
   * Reads the table and checks all options against it.
   *
   * @throws io.mimar.MimarException when something does not fit
   */
  public static Benchmark of(BenchmarkOptions options) {
    return new Benchmark(Contest.of(options));
  }

  /** The file of finished searches. */
  public Path results() {
    return results;
  }

  /**
   * Runs what is missing.
   *
   * @param stop says that searches under way are to be given up; those that ended are kept
   * @return empty when it was stopped
   * @throws io.mimar.MimarException when the file of results does not fit or cannot be written
   */
  public Optional<BenchmarkSummary> run(BenchmarkListener listener, BooleanSupplier stop) {
    Judges judges = new Judges(contest);
    Notes.of(contest).forEach(listener::note);
    try (ResultsFile file =
        ResultsFile.open(results, Settings.of(contest), new ResultRows(contest), listener::note)) {
      Map<Job, FinishedSearch> done = new LinkedHashMap<>();
      file.finished().forEach(s -> done.put(s.job(), s));
      List<Job> jobs = jobs();
      List<Job> missing = jobs.stream().filter(j -> !done.containsKey(j)).toList();
      Crew crew = new Crew(contest, missing, stop, listener::note);
      listener.begin(jobs.size() - missing.size(), jobs.size());
      crew.run(
          search -> {
            file.append(search);
            done.put(search.job(), search);
            listener.finished(ended(judges.of(search), judges));
          });
      return done.keySet().containsAll(jobs)
          ? Optional.of(summary(jobs.stream().map(done::get).map(judges::of).toList(), judges))
          : Optional.empty();
    }
  }

  /** Seed by seed, so that what is there at any time can be compared. */
  private List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    BenchmarkOptions options = contest.options();
    for (long seed = options.firstSeed(); seed < options.firstSeed() + options.seeds(); seed++) {
      for (String searcher : options.searchers()) {
        jobs.add(new Job(searcher, seed));
      }
    }
    return jobs;
  }

  private static BenchmarkListener.Ended ended(Judgement judgement, Judges judges) {
    FinishedSearch search = judgement.search();
    return new BenchmarkListener.Ended(
        search.searcher(),
        search.seed(),
        judges.common().measure().metric(),
        judgement.last(),
        judgement.optimumAt(),
        search.cpuSeconds());
  }

  private BenchmarkSummary summary(List<Judgement> judgements, Judges judges) {
    return new Statistics(contest, judges.common(), judgements).summary();
  }
}
