package io.mimar.benchmark;

import io.mimar.MimarException;
import io.mimar.embed.Graph2Vec;
import io.mimar.gne.Gne;
import io.mimar.gne.WarmStart;
import io.mimar.objective.Objective;
import io.mimar.peer.Bananas;
import io.mimar.peer.Npenas;
import io.mimar.peer.SaenasNe;
import io.mimar.random.Seeds;
import io.mimar.run.Searchers;
import io.mimar.search.Encoder;
import io.mimar.search.LocalSearch;
import io.mimar.search.Nsga2;
import io.mimar.search.ParticleSwarm;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.RandomSearch;
import io.mimar.search.RegularisedEvolution;
import io.mimar.search.Scalarised;
import io.mimar.search.Searcher;
import io.mimar.table.TableProblem;
import io.mimar.table.TableSearch;
import io.mimar.table.TableSpace;
import io.mimar.table.Told;
import io.mimar.trial.History;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Where searches of a contest are run, one after another: a space and encoders of its own, since
 * these remember what they computed and serve one thread at a time.
 */
final class Workbench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Contest contest;
  private final BooleanSupplier stop;
  private final TableSpace space;
  private final Problem problem;
  private final Map<Gne.Encoding, Encoder> encoders = new EnumMap<>(Gne.Encoding.class);
  private final Optional<Graph2Vec> graph2vec;

  /**
   * A workbench.
   *
   * @param searchers who will search here
   * @param learned graph2vec of the table, where one of them needs it
   * @param stop says when searches are to be given up
   */
  Workbench(
      Contest contest, Set<String> searchers, Optional<Graph2Vec> learned, BooleanSupplier stop) {
    this.contest = contest;
    this.stop = stop;
    this.space = new TableSpace(contest.table());
    this.problem =
        TableProblem.hiding(
            contest.measured(),
            space,
            contest.limits(),
            contest.second().isPresent() ? Scalarised.OBJECTIVE : contest.first());
    this.graph2vec = learned.map(g -> g.in(space));
    contest.encodings(searchers).forEach(encoding -> encoders.put(encoding, encoder(encoding)));
  }

  private Encoder encoder(Gne.Encoding encoding) {
    return encoding == Gne.Encoding.GRAPH2VEC
        ? graph2vec.orElseThrow()
        : Searchers.encoder(encoding, space);
  }

  /**
   * Runs a search.
   *
   * @throws CancellationException when it was given up
   */
  FinishedSearch run(FinishedSearch.Job job) {
    Told told = contest.told(job.seed());
    Seeds seeds = Seeds.root(job.seed());
    int queries = contest.options().queries();
    Optional<WarmStart> source = source(job.searcher(), seeds.at("source"));
    TableSearch search = new TableSearch(problem, told, queries, contest.options().batch());
    long start = cpuNanos();
    List<Integer> rows =
        search.run(stoppable(entrant(job.searcher(), seeds, source)), seeds).stream()
            .map(t -> t.architecture().row())
            .toList();
    double seconds = (cpuNanos() - start) / 1e9;
    if (rows.isEmpty()) {
      throw new MimarException(
          "searcher " + job.searcher() + ", seed " + job.seed() + " met no row within the limits",
          "Loosen " + contest.limitTexts() + ".");
    }
    return new FinishedSearch(job.searcher(), job.seed(), seconds, rows);
  }

  private static long cpuNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  private Searcher stoppable(Searcher searcher) {
    return new Searcher() {
      @Override
      public String name() {
        return searcher.name();
      }

      @Override
      public Optional<Proposal> ask(History history, RandomGenerator rng) {
        if (stop.getAsBoolean()) {
          throw new CancellationException("given up");
        }
        return searcher.ask(history, rng);
      }
    };
  }

  /** A searcher as it enters the contest. */
  private Searcher entrant(String name, Seeds seeds, Optional<WarmStart> source) {
    Searcher entrant = fitted(name, seeds, source);
    return contest.options().sharedStart() ? new SharedStart(problem, entrant) : entrant;
  }

  private Searcher fitted(String name, Seeds seeds, Optional<WarmStart> source) {
    if (contest.second().isEmpty()) {
      return published(name, source);
    }
    Objective second = contest.second().get();
    if (name.equals("nsga2")) {
      Problem first =
          TableProblem.hiding(contest.measured(), space, contest.limits(), contest.first());
      Problem both = TableProblem.withSecond(first, contest.table(), second);
      return new Nsga2(both, List.of(TableProblem.SECOND), Nsga2.Config.DEFAULT);
    }
    double[] values = contest.table().column(second.metric());
    Objective first = contest.first();
    return new Scalarised(
        published(name, source),
        List.of(
            trial -> -first.gain(trial.score().orElseThrow()),
            trial -> -second.gain(values[trial.architecture().row()])),
        seeds.at("scalarised"));
  }

  private Searcher published(String name, Optional<WarmStart> source) {
    return switch (Roster.base(name)) {
      case "gne" -> gne(problem, name, source);
      case "random" -> new RandomSearch(problem);
      case "evolution" ->
          new RegularisedEvolution(problem, RegularisedEvolution.Config.NAS_BENCH_201);
      case "local" -> new LocalSearch(problem, LocalSearch.Config.DEFAULT);
      case "swarm" -> new ParticleSwarm(problem, ParticleSwarm.Config.DEFAULT);
      case "bananas" -> new Bananas(problem, Bananas.Config.DEFAULT);
      case "saenas-ne" -> new SaenasNe(problem, graph2vec.orElseThrow(), SaenasNe.Config.DEFAULT);
      case "npenas" -> new Npenas(problem, Npenas.Config.DEFAULT);
      case "nsga2" -> new Nsga2(problem, List.of(), Nsga2.Config.DEFAULT);
      default -> throw new IllegalStateException("Roster checks the searcher");
    };
  }

  private Searcher gne(Problem searched, String name, Optional<WarmStart> source) {
    Gne.Config config = contest.gne(name);
    Encoder encoder =
        space.isStructured() ? encoders.get(config.embedding()) : Searchers.encoder(config, space);
    return new Gne(searched, encoder, config, source);
  }

  /** What {@code name} starts from, if anything; found before the clock of its search runs. */
  private Optional<WarmStart> source(String name, Seeds seeds) {
    return Roster.source(name)
        .map(
            text -> {
              SourceSearch source = new SourceSearch(text, space, contest.measured());
              Searcher searcher =
                  text.isGne()
                      ? gne(source.problem(), name, Optional.empty())
                      : new RandomSearch(source.problem());
              return source.run(stoppable(searcher), seeds);
            });
  }
}
