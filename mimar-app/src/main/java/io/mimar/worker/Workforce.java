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
   * Threads of this process: they start at once and can be debugged. What breaks the engine breaks
   * this process, their memory is not bounded, and one that is killed ends with its next word only.
   *
   * @param data what they train on, shared by all
   */
  static Workforce ofThreads(Dataset data) {
    return (log, threads, listener) -> WorkerThread.start(data, listener);
  }
}
