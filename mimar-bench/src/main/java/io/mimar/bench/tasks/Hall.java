package io.mimar.bench.tasks;

import java.nio.file.Path;

/**
 * Where exams are held.
 *
 * @param home the project's folder
 * @param data the folder of the prepared data sets
 * @param results the folder of what comes out
 * @param commit of the code that runs
 */
record Hall(Path home, Path data, Path results, String commit) {

  /** The product's launcher. */
  Path mimar() {
    return home.resolve("mimar");
  }

  /** The peers that are written in Python. */
  Path python() {
    return home.resolve("mimar-bench/src/main/python/peers.py");
  }

  /** A folder for what a sitting needs while it lasts. */
  Path work() {
    return results.resolve("work");
  }

  /** Where the programs of a sitting write what they have to say. */
  Path log(Exam exam, int seed, String who) {
    return results.resolve("logs").resolve(exam.name() + "-" + seed + "-" + who + ".txt");
  }
}
