package io.mimar.worker;

import io.mimar.data.Dataset;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** How workers come to be. */
public interface Workforce {

  /**
   * Starts a worker.
   *
   * @param log where the log of its process goes, where it has one of its own
   * @param threads how many threads one operation of the engine may use
   * @param listener told all that it says, on a thread of its own, and that it is gone
   */
  Worker start(Path log, int threads, BiConsumer<Worker, Worker.Said> listener);

  /**
   * Where people read what went wrong.
   *
   * @param log as for {@link #start}
   */
  default String whereToRead(Path log) {
    return log.toString();
  }

  /**
   * Threads of this process: they start at once and can be debugged. What breaks the engine breaks
   * this process, their memory is not bounded, and one that is killed ends with its next word only.
   *
   * @param data what they train on, shared by all
   */
  static Workforce ofThreads(Dataset data) {
    return new Workforce() {
      @Override
      public Worker start(Path log, int threads, BiConsumer<Worker, Worker.Said> listener) {
        return WorkerThread.start(data, listener);
      }

      @Override
      public String whereToRead(Path log) {
        return "this program's own log";
      }
    };
  }
}
