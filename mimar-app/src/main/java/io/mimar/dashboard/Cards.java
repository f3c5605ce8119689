package io.mimar.dashboard;

import io.mimar.folder.RunFolder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The cards of all studies. Those that servers keep are read at the same time, and not waited for
 * much longer than anybody waits for a page.
 */
final class Cards implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int THREADS = 8;

  private final Resumptions resumptions;
  private final Map<String, Future<StudyCard>> underWay = new ConcurrentHashMap<>();
  private final ExecutorService far =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "cards");
            thread.setDaemon(true);
            return thread;
          });

  Cards(Resumptions resumptions) {
    this.resumptions = resumptions;
  }

  /** The cards of these studies, in their order. */
  List<StudyCard> of(Map<String, RunFolder> runs) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    Map<String, Future<StudyCard>> asked = new HashMap<>();
    runs.forEach(
        (id, folder) -> {
          if (Shelf.isFar(folder)) {
            asked.put(id, underWay.computeIfAbsent(id, i -> ask(i, folder)));
          }
        });
    return runs.entrySet().stream()
        .map(
            run ->
                asked.containsKey(run.getKey())
                    ? await(run.getKey(), run.getValue(), asked.get(run.getKey()), end)
                    : read(run.getKey(), run.getValue()))
        .toList();
  }

  private StudyCard read(String id, RunFolder folder) {
    return StudyCard.of(id, folder, resumptions.failure(id, folder).orElse(""));
  }

  /** What comes too late is not kept: it would be old when somebody asks again. */
  private Future<StudyCard> ask(String id, RunFolder folder) {
    return far.submit(
        () -> {
          try {
            return read(id, folder);
          } finally {
            underWay.remove(id);
          }
        });
  }

  private static StudyCard await(String id, RunFolder folder, Future<StudyCard> asked, long end) {
    try {
      return asked.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return StudyCard.damaged(id, folder, "the server that keeps it does not answer");
    } catch (ExecutionException e) {
      throw new IllegalStateException("the card of " + folder.path() + " cannot be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return StudyCard.damaged(id, folder, "the dashboard is closing");
    }
  }

  @Override
  public void close() {
    far.shutdownNow();
  }
}
