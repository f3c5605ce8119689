package io.mimar.dashboard;

import io.mimar.MimarException;
import io.mimar.folder.RunFolder;
import io.mimar.store.StudyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A study as it was last seen. One look at a time; whoever asks for looks need not wait for them.
 */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /** A run's time is told so often while nothing else happens. */
  private static final long TICK_NANOS = Duration.ofSeconds(5).toNanos();

  /** A look that failed is not repeated for so many times as long as it took. */
  private static final int REST = 10;

  private final String id;
  private final RunFolder folder;
  private final Executor where;
  private final AtomicBoolean busy = new AtomicBoolean();
  private Optional<StudyStore> store = Optional.empty();
  private Seen seen = new Seen(-1, false, 0, 0);
  private long version = -1;
  private long told;
  private long failed = System.nanoTime();
  private long rest;

  private record Seen(int trials, boolean owned, int stops, int sessions) {}

  /**
   * A watch of a study.
   *
   * @param where runs its looks
   */
  Watch(String id, RunFolder folder, Executor where) {
    this.id = id;
    this.folder = folder;
    this.where = where;
  }

  /** Looks, unless it does still, and tells what is new; at first all is. */
  void visit(Consumer<Live.News> tell) {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    where.execute(
        () -> {
          try {
            look().ifPresent(tell);
          } catch (RuntimeException e) {
            LOG.warn("cannot look at study {}", id, e); // and look again
          } finally {
            busy.set(false);
          }
        });
  }

  private synchronized Optional<Live.News> look() {
    long start = System.nanoTime();
    if (start - failed < rest) {
      return Optional.empty();
    }
    try {
      if (store.isEmpty()) {
        store = Optional.of(StudyStore.read(folder.path()));
      }
      return compare(store.get());
    } catch (MimarException e) {
      LOG.debug("study {} cannot be read: {}", id, e.getMessage());
      failed = System.nanoTime();
      rest = REST * (failed - start);
      close();
      return Optional.empty();
    }
  }

  private Optional<Live.News> compare(StudyStore open) {
    long now = open.queries().dataVersion();
    boolean written = now != version;
    version = now;
    Seen next =
        new Seen(
            written ? open.queries().count() : seen.trials(),
            open.owner().isPresent(),
            written ? open.stopsAsked() : seen.stops(),
            written ? open.sessions().size() : seen.sessions());
    boolean changed = !next.equals(seen);
    seen = next;
    boolean due = next.owned() && written && System.nanoTime() - told > TICK_NANOS;
    if (!(changed || due)) {
      return Optional.empty();
    }
    told = System.nanoTime();
    return Optional.of(new Live.News(id, next.trials(), changed));
  }

  /** Ends it, once the look that is under way is over. */
  boolean leave() {
    where.execute(this::close);
    return true;
  }

  private synchronized void close() {
    store.ifPresent(StudyStore::close);
    store = Optional.empty();
  }
}
