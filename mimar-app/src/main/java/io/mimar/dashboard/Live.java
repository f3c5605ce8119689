package io.mimar.dashboard;

import io.javalin.http.sse.SseClient;
import io.mimar.folder.RunFolder;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells browsers that studies changed, by server-sent events. Looks at a study's database twice a
 * second, and only while somebody listens; where nothing was committed, a look is one pragma.
 */
final class Live implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Live.class);
  private static final int MOST_LISTENERS = 64;
  private static final long LOOK_MILLIS = 500;

  /** At so many studies that servers keep it looks at a time, while their answers may take long. */
  private static final int FAR_THREADS = 8;

  /** A word on silent lines, so that both sides know that the other is there. */
  private static final long BEAT_NANOS = Duration.ofSeconds(10).toNanos();

  private final Shelf shelf;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Watch> watches = new HashMap<>(); // of the looking thread alone
  private Optional<Set<String>> known = Optional.empty(); // likewise: what was there for all
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "live"));
  private final ExecutorService far =
      Executors.newFixedThreadPool(FAR_THREADS, task -> daemon(task, "far"));
  private final ExecutorService telling =
      Executors.newCachedThreadPool(task -> daemon(task, "telling"));

  @SuppressWarnings("FutureReturnValueIgnored") // look() catches what it throws
  Live(Shelf shelf) {
    this.shelf = shelf;
    looking.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * What is told.
   *
   * @param study the run's id; empty text for all of them
   * @param trials how many are done
   * @param changed whether trials or state did, or may have; else it is only later
   */
  record News(String study, int trials, boolean changed) {
    /** Both in one. */
    static News after(News earlier, News later) {
      return new News(later.study, later.trials, earlier.changed || later.changed);
    }

    String json() {
      return "{\"study\":\"%s\",\"trials\":%d,\"changed\":%s}".formatted(study, trials, changed);
    }
  }

  /** A browser that listens to one study, or to all. */
  private static final class Listener {
    private final SseClient client;
    private final Optional<String> study;
    private final Map<String, News> waiting = new LinkedHashMap<>(); // guarded by itself
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean fresh = true; // of the looking thread alone
    private volatile long last = System.nanoTime();

    Listener(SseClient client, Optional<String> study) {
      this.client = client;
      this.study = study;
    }

    boolean wants(String id) {
      return study.isEmpty() || study.get().equals(id);
    }

    void keep(News news) {
      synchronized (waiting) {
        waiting.merge(news.study(), news, News::after);
      }
    }

    boolean isWaiting() {
      synchronized (waiting) {
        return !waiting.isEmpty();
      }
    }

    Optional<News> next() {
      synchronized (waiting) {
        Optional<News> next = waiting.values().stream().findFirst();
        next.ifPresent(news -> waiting.remove(news.study()));
        return next;
      }
    }
  }

  /** Tells {@code client} of one study, or of all; until it goes away. */
  void join(SseClient client, Optional<String> study) {
    if (listeners.size() >= MOST_LISTENERS) {
      client.sendEvent("full", "too many pages listen");
      client.close();
      return;
    }
    Listener listener = new Listener(client, study);
    client.keepAlive();
    client.onClose(() -> listeners.remove(listener));
    listeners.add(listener);
    client.sendComment("here");
  }

  /** How many listen. */
  int listeners() {
    return listeners.size();
  }

  // ---- looking

  private void look() {
    try {
      Map<String, RunFolder> wanted = listeners.isEmpty() ? Map.of() : wanted();
      watches.entrySet().removeIf(e -> !wanted.containsKey(e.getKey()) && e.getValue().leave());
      listeners.forEach(this::greet);
      wanted.forEach((id, folder) -> watches.computeIfAbsent(id, i -> watch(i, folder)));
      watches.values().forEach(watch -> watch.visit(this::tell));
      tellOfOthers(wanted.keySet());
      listeners.forEach(this::beat);
    } catch (RuntimeException e) {
      LOG.warn("cannot look at the studies", e); // and look again
    }
  }

  private Watch watch(String id, RunFolder folder) {
    return new Watch(id, folder, Shelf.isFar(folder) ? far : Runnable::run);
  }

  private Map<String, RunFolder> wanted() {
    Map<String, RunFolder> all = shelf.runs();
    if (listeners.stream().anyMatch(l -> l.study.isEmpty())) {
      return all;
    }
    Set<String> ids = listeners.stream().map(l -> l.study.get()).collect(Collectors.toSet());
    return all.entrySet().stream()
        .filter(e -> ids.contains(e.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * A page asked what there is before it began to listen: what happened between is told as soon as
   * it listens. Of a study that was not watched so far the first look tells.
   */
  private void greet(Listener listener) {
    if (listener.fresh) {
      listener.fresh = false;
      if (listener.study.isEmpty() || watches.containsKey(listener.study.get())) {
        tell(listener, new News(listener.study.orElse(""), 0, true));
      }
    }
  }

  /** Those who listen to all hear of studies that came and went. */
  private void tellOfOthers(Set<String> now) {
    boolean all = listeners.stream().anyMatch(l -> l.study.isEmpty());
    Set<String> before = known.orElse(now);
    known = all ? Optional.of(Set.copyOf(now)) : Optional.empty();
    Stream.concat(now.stream(), before.stream())
        .filter(id -> !(now.contains(id) && before.contains(id)))
        .forEach(id -> tell(new News(id, 0, true)));
  }

  // ---- telling

  private void tell(News news) {
    listeners.stream().filter(l -> l.wants(news.study())).forEach(l -> tell(l, news));
  }

  private void tell(Listener listener, News news) {
    listener.keep(news);
    send(listener);
  }

  private void beat(Listener listener) {
    if (listener.isWaiting() || System.nanoTime() - listener.last > BEAT_NANOS) {
      send(listener);
    }
  }

  /**
   * Sends what waits, or a comment. A browser that does not take what it is told holds up nobody
   * else; what it missed waits for the next look.
   */
  private void send(Listener listener) {
    if (!listener.busy.compareAndSet(false, true)) {
      return;
    }
    listener.last = System.nanoTime();
    telling.execute(
        () -> {
          try {
            Optional<News> next = listener.next();
            if (next.isEmpty()) {
              listener.client.sendComment("still here");
            }
            for (; next.isPresent(); next = listener.next()) {
              listener.client.sendEvent("study", next.get().json());
            }
          } finally {
            listener.busy.set(false);
          }
        });
  }

  @Override
  public void close() {
    looking.shutdownNow();
    far.shutdownNow();
    telling.shutdownNow();
    listeners.forEach(listener -> listener.client.close());
  }
}
