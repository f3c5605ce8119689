package io.mimar.bench.faults;

import java.util.random.RandomGenerator;

/** What can go wrong with a run, each done for real. */
enum Fault {
  OWNER_KILLED("the owner is killed at any moment", Strikes::killOwner),
  OWNER_TERMINATED("the owner gets SIGTERM", Strikes::terminateOwner),
  OWNER_INTERRUPTED("the owner gets one or two SIGINT", Strikes::interruptOwner),
  OWNER_WITHOUT_HEAP("the owner's Java heap is too small", Strikes::starveOwner),
  WORKER_KILLED("a worker is killed", Strikes::killWorker),
  WORKER_HANGS("a worker stops for some seconds", Strikes::stopWorker),
  WORKER_WITHOUT_HEAP("a worker's Java heap is too small", Strikes.bad("heap")),
  WORKER_WITHOUT_MEMORY("a worker gets too little native memory", Strikes.bad("memory")),
  WORKER_TELLS_NAN("a worker tells that a score is no number", Strikes.bad("nan")),
  WORKER_LIES("a worker tells of accuracy 2", Strikes.bad("two")),
  WORKER_MISTAKES("a worker tells of a trial it was not asked for", Strikes.bad("other")),
  WORKER_FLOODS("a worker prints 40 MB of lines", Strikes.bad("lines")),
  WORKER_FLOODS_A_LINE("a worker prints one line of 40 MB", Strikes.bad("line")),
  PAGE_CORRUPTED("the last page of the database is overwritten", Strikes::corrupt),
  TWO_OWNERS("a second owner comes", Strikes::secondOwner),
  DISK_FULL("the disk is full for a while", Strikes::fillDisk),
  SERVER_KILLED("the PostgreSQL server is killed and comes back", Strikes::killServer),
  CONNECTIONS_CUT("the PostgreSQL server ends all connections", Strikes::cutConnections),
  OWNER_ON_SERVER_KILLED("an owner whose study is in PostgreSQL is killed", Strikes::killOwner);

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // references to methods
  private final Strike strike;

  /** How it is done. */
  @FunctionalInterface
  interface Strike {
    /** Starts the run and strikes it; false when the product did not bear it as it should. */
    boolean strike(Stage stage, Machine machine, RandomGenerator rng) throws Exception;
  }

  Fault(String words, Strike strike) {
    this.words = words;
    this.strike = strike;
  }

  /** What happens. */
  String words() {
    return words;
  }

  Strike strike() {
    return strike;
  }

  /** Whether the study is kept by a server. */
  boolean needsServer() {
    return this == SERVER_KILLED || this == CONNECTIONS_CUT || this == OWNER_ON_SERVER_KILLED;
  }

  /** Whether the run's folder is on a file system of its own. */
  boolean needsDisk() {
    return this == DISK_FULL;
  }
}
