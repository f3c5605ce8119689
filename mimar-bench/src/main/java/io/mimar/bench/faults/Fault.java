package io.mimar.bench.faults;

import java.util.random.RandomGenerator;

/** What can go wrong with a run, each done for real. */
enum Fault {
  OWNER_KILLED("the owner is killed at any moment", Strikes::killOwner),
  OWNER_TERMINATED("the owner gets SIGTERM", Strikes::terminateOwner),
  OWNER_INTERRUPTED("the owner gets one or two SIGINT", Need.INTERRUPT, Strikes::interruptOwner),
  OWNER_OF_WINNER_KILLED("the owner is killed after the last trial", Strikes::killOwnerOfWinner),
  OWNER_WITHOUT_HEAP("the owner's Java heap is too small", Strikes::starveOwner),
  WORKER_KILLED("a worker is killed", Strikes::killWorker),
  TRAINER_OF_WINNER_KILLED(
      "what trains the winner is killed after the last trial", Strikes::killTrainerOfWinner),
  WORKER_HANGS("a worker stops for some seconds", Strikes::stopWorker),
  WORKER_HANGS_FOR_GOOD("a worker stops and does not go on", Strikes::hangWorker),
  WORKER_WITHOUT_HEAP("a worker's Java heap is too small", Strikes.bad("heap")),
  WORKER_WITHOUT_MEMORY("a worker gets too little native memory", Strikes.bad("memory")),
  WORKER_TELLS_NAN("a worker tells that a score is no number", Strikes.bad("nan")),
  WORKER_LIES("a worker tells of accuracy 2", Strikes.bad("two")),
  WORKER_MISTAKES("a worker tells of a trial it was not asked for", Strikes.bad("other")),
  WORKER_REFUSES("a worker says that it cannot work", Strikes.bad("failed")),
  WORKER_FLOODS("a worker prints 40 MB of lines", Strikes.bad("lines")),
  WORKER_FLOODS_A_LINE("a worker prints one line of 40 MB", Strikes.bad("line")),
  PAGE_CORRUPTED("the last page of the database is overwritten", Strikes::corrupt),
  TWO_OWNERS("a second owner comes", Strikes::secondOwner),
  DISK_FULL("the disk is full for a while", Need.DISK, Strikes::fillDisk),
  CLOCK_JUMPS("the clock jumps back and forth by up to a year", Need.CLOCK, Strikes::setClock),
  SERVER_KILLED("the PostgreSQL server is killed", Need.SERVER, Strikes::killServer),
  CONNECTIONS_CUT("the PostgreSQL server hangs up", Need.SERVER, Strikes::cutConnections),
  OWNER_ON_SERVER_KILLED(
      "an owner whose study is in PostgreSQL is killed", Need.SERVER, Strikes::killOwner),
  EXECUTOR_KILLED("a Spark executor is killed", Need.CLUSTER, Strikes::killExecutor),
  TRAINER_KILLED("what trains on Spark is killed", Need.CLUSTER, Strikes::killTrainer),
  DRIVER_KILLED(
      "Spark's driver is killed", Need.CLUSTER, Strikes.driver("KILL", "ended with exit code 137")),
  DRIVER_HANGS(
      "Spark's driver stops and does not go on",
      Need.CLUSTER,
      Strikes.driver("STOP", "said nothing for")),
  OWNER_ON_SPARK_KILLED(
      "an owner whose trials train on Spark is killed", Need.CLUSTER, Strikes::killOwner);

  private final String words;
  private final Need need;

  @SuppressWarnings("ImmutableEnumChecker") // references to methods
  private final Strike strike;

  /** How it is done. */
  @FunctionalInterface
  interface Strike {
    /** Starts the run and strikes it. */
    Blow strike(Stage stage, Machine machine, RandomGenerator rng) throws Exception;
  }

  Fault(String words, Strike strike) {
    this(words, Need.NOTHING, strike);
  }

  Fault(String words, Need need, Strike strike) {
    this.words = words;
    this.need = need;
    this.strike = strike;
  }

  /** What happens. */
  String words() {
    return words;
  }

  /** What it takes. */
  Need need() {
    return need;
  }

  Strike strike() {
    return strike;
  }
}
