package io.mimar.run;

import io.mimar.store.StudyStore;
import io.mimar.study.Control;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what people ask of a run from outside, about once a second, and passes it on as Ctrl-C
 * would be: docs/adr/0013. It reads by a connection of its own, on a thread of its own, and opens
 * another where that was lost.
 */
final class CommandWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandWatch.class);
  private static final long PERIOD_MILLIS = 1_000;
  private static final long LEAVING_SECONDS = 5;

  private final Path folder;
  private final Control control;
  private final ScheduledExecutorService thread;
  private Optional<StudyStore> open = Optional.empty(); // these two of the thread alone
  private int heard;

  private CommandWatch(Path folder, Control control) {
    this.folder = folder;
    this.control = control;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread named = new Thread(task, "commands");
              named.setDaemon(true);
              return named;
            });
  }

  /** Begins to hear; the study in {@code folder} must be owned by this process. */
  @SuppressWarnings("FutureReturnValueIgnored") // look() catches what it throws
  static CommandWatch start(Path folder, Control control) {
    CommandWatch watch = new CommandWatch(folder, control);
    watch.thread.scheduleWithFixedDelay(
        watch::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      if (open.isEmpty()) {
        open = Optional.of(StudyStore.read(folder));
      }
      int asked = open.get().stopsAsked();
      for (; heard < asked; heard++) {
        LOG.info("the run in {} was asked to stop", folder);
        control.interrupt();
      }
    } catch (RuntimeException e) {
      LOG.debug("commands cannot be read: {}", e.toString()); // perhaps a busy disk: next time
      leave();
    }
  }

  private void leave() {
    try {
      open.ifPresent(StudyStore::close);
    } catch (RuntimeException e) {
      LOG.debug("a connection that was lost: {}", e.toString());
    }
    open = Optional.empty();
  }

  /** Waits for the thread's connection to be closed: the last to leave a study tidies it up. */
  @Override
  public void close() {
    thread.execute(this::leave);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LEAVING_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("commands are still being read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
