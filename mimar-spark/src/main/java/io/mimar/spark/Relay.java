package io.mimar.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * A trial as a Spark task: hands the question to a worker process on the node, passes on what that
 * says, and brings back its answer and its files. It knows nothing of what is asked. When the task
 * is cancelled, the worker is killed.
 *
 * @param setup how workers are started
 * @param id the trial
 * @param files what it may leave behind, relative to the worker's folder
 */
record Relay(NodeSetup setup, int id, List<String> files)
    implements Function<String, byte[]>, Serializable {
  Relay {
    files = List.copyOf(files);
  }

  @Override
  public byte[] call(String question) throws InterruptedException, IOException {
    requireFirst(TaskContext.get().attemptNumber());
    Parcel parcel = ask(question, NodeWorkers.take(setup));
    if (parcel.ending() == Parcel.Ending.USED) {
      parcel = ask(question, NodeWorkers.fresh(setup));
    }
    return parcel.toBytes();
  }

  private Parcel ask(String question, NodeWorker worker) throws InterruptedException, IOException {
    boolean usable = false;
    try {
      Parcel parcel = worker.ask(question, setup, line -> MimarPlugin.tell(id, line));
      usable = parcel.text().startsWith(setup.done());
      return parcel.ending() == Parcel.Ending.ANSWERED
          ? new Parcel(parcel.ending(), parcel.text(), fetch())
          : parcel;
    } finally {
      if (usable) {
        NodeWorkers.giveBack(worker);
      } else {
        worker.kill(); // also when Spark interrupts
      }
    }
  }

  /** Who tries again is the study: it counts what is lost, and Spark does not ask it. */
  private static void requireFirst(int attempt) {
    if (attempt > 0) {
      throw new IllegalStateException("the executor that ran it was lost");
    }
  }

  private SortedMap<String, byte[]> fetch() throws IOException {
    SortedMap<String, byte[]> fetched = new TreeMap<>();
    for (String name : files) {
      Path file = NodeWorkers.folder().resolve(name);
      if (Files.exists(file)) {
        fetched.put(name, Files.readAllBytes(file));
        Files.delete(file);
      }
    }
    return fetched;
  }
}
