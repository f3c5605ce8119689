package io.mimar.run;

import io.mimar.store.StudyStore;
import io.mimar.study.Control;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what people ask of a run from outside, about once a second, and passes it on as Ctrl-C
 * would be: docs/adr/0013. It reads by a connection of its own, on a thread of its own.
 */
final class CommandWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandWatch.class);
  private static final long PERIOD_MILLIS = 1_000;

  private final Path folder;
  private final Control control;
  private final ScheduledExecutorService thread;
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
    try (StudyStore store = StudyStore.read(folder)) {
      int asked = store.stopsAsked();
      for (; heard < asked; heard++) {
        LOG.info("the run in {} was asked to stop", folder);
        control.interrupt();
      }
    } catch (RuntimeException e) {
      LOG.debug("commands cannot be read: {}", e.toString()); // perhaps a busy disk: next time
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
