package io.mimar.benchmark;

import io.mimar.benchmark.FinishedSearch.Job;
import io.mimar.embed.Graph2Vec;
import io.mimar.gne.Gne;
import io.mimar.nn.Engine;
import io.mimar.run.Searchers;
import io.mimar.table.TableSpace;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs searches on several threads, each at a workbench of its own. */
final class Crew {
  private final Contest contest;
  private final List<Job> jobs;
  private final Consumer<String> notes;
  private final boolean trained;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final Queue<Workbench> benches = new ConcurrentLinkedQueue<>();

  /**
   * A crew for {@code jobs}, with all encoders made, which may take minutes.
   *
   * @param stop says when searches are to be given up
   * @param notes hears of what takes long
   */
  Crew(Contest contest, List<Job> jobs, BooleanSupplier stop, Consumer<String> notes) {
    this.contest = contest;
    this.jobs = List.copyOf(jobs);
    this.notes = notes;
    Set<String> searchers = jobs.stream().map(Job::searcher).collect(Collectors.toSet());
    this.trained = searchers.stream().anyMatch(Roster::isTrained);
    if (trained) {
      Engine.start(1);
    }
    Optional<Graph2Vec> learned = learned(searchers);
    for (int i = 0; i < Math.min(contest.options().threads(), jobs.size()); i++) {
      benches.add(
          new Workbench(contest, searchers, learned, () -> failed.get() || stop.getAsBoolean()));
    }
  }

  /** Runs the jobs until they are done or given up; the caller's thread hears of each. */
  void run(Consumer<FinishedSearch> heard) {
    if (jobs.isEmpty()) {
      return;
    }
    int threads = benches.size();
    ExecutorService pool = Executors.newFixedThreadPool(threads, this::thread);
    CompletionService<FinishedSearch> service = new ExecutorCompletionService<>(pool);
    try {
      for (Job job : jobs) {
        Future<FinishedSearch> unused = service.submit(() -> search(job));
      }
      for (int i = 0; i < jobs.size(); i++) {
        heard.accept(result(service.take()));
      }
    } catch (CancellationException e) {
      notes.accept("Stopping: searches under way are given up, those that ended are kept.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the benchmark's thread was interrupted", e);
    } finally {
      failed.set(true); // ends what is still under way
      end(pool, service, heard);
    }
  }

  /** The engine's number of threads is one for each thread that calls it. */
  private Thread thread(Runnable work) {
    return new Thread(
        () -> {
          if (trained) {
            Engine.start(1);
          }
          work.run();
        },
        "search");
  }

  /** Encoders are made before any clock runs. */
  private Optional<Graph2Vec> learned(Set<String> searchers) {
    Set<Gne.Encoding> encodings = contest.encodings(searchers);
    if (encodings.contains(Gne.Encoding.AUTOENCODER)) {
      notes.accept(
          "Reading the embedding of table "
              + contest.table().name()
              + "; a table that is new takes a minute or more to train one.");
      Searchers.embedding(new TableSpace(contest.table()));
    }
    if (!searchers.contains("saenas-ne") && !encodings.contains(Gne.Encoding.GRAPH2VEC)) {
      return Optional.empty();
    }
    notes.accept("Learning graph2vec of table " + contest.table().name() + ".");
    return Optional.of(Searchers.graph2vec(new TableSpace(contest.table())));
  }

  private FinishedSearch search(Job job) {
    Workbench bench = benches.remove(); // there are as many as threads
    try {
      return bench.run(job);
    } finally {
      benches.add(bench);
    }
  }

  private static FinishedSearch result(Future<FinishedSearch> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException("a search failed", e.getCause());
    }
  }

  /** Waits until no thread works, and keeps what ended meanwhile. */
  private static void end(
      ExecutorService pool,
      CompletionService<FinishedSearch> service,
      Consumer<FinishedSearch> heard) {
    pool.shutdownNow();
    try {
      pool.awaitTermination(1, TimeUnit.HOURS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Future<FinishedSearch> f = service.poll(); f != null; f = service.poll()) {
      kept(f).ifPresent(heard);
    }
  }

  /** What ended by itself rather than by being given up. */
  private static Optional<FinishedSearch> kept(Future<FinishedSearch> future) {
    try {
      return Optional.of(result(future));
    } catch (CancellationException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException("a search that has ended is not waited for", e);
    }
  }
}
