package io.mimar.spark;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkFiles;

/**
 * The workers of this executor that wait for a trial. Starting one costs seconds, so it serves one
 * trial after another; all trials of an application are asked of workers that were set up alike.
 */
final class NodeWorkers {
  /** Tasks are made anew each time: only the JVM outlives them. */
  private static final Deque<NodeWorker> IDLE = new ArrayDeque<>();

  /** The newest that any trial here was asked of. */
  private static int generation;

  private NodeWorkers() {}

  /** A worker that waits, else a new one. */
  static NodeWorker take(NodeSetup setup) {
    return idle(setup).orElseGet(() -> fresh(setup));
  }

  /** A new one. */
  static NodeWorker fresh(NodeSetup setup) {
    return NodeWorker.start(setup, folder());
  }

  private static Optional<NodeWorker> idle(NodeSetup setup) {
    synchronized (IDLE) {
      generation = Math.max(generation, setup.generation()); // others may have waited for long
      List<NodeWorker> dismissed = IDLE.stream().filter(w -> !w.serves(generation)).toList();
      dismissed.forEach(NodeWorker::kill);
      IDLE.removeAll(dismissed);
      Optional<NodeWorker> idle = Optional.ofNullable(IDLE.poll());
      idle.ifPresent(NodeWorker::forget);
      return idle;
    }
  }

  /** Gives back a worker that has answered. */
  static void giveBack(NodeWorker worker) {
    synchronized (IDLE) {
      IDLE.push(worker);
    }
  }

  /** Where Spark puts the files that it fetches. */
  static Path folder() {
    return Path.of(SparkFiles.getRootDirectory()).toAbsolutePath().normalize();
  }
}
