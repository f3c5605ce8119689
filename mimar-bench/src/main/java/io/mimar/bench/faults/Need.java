package io.mimar.bench.faults;

/** What a fault needs beside a run in a folder. */
enum Need {
  NOTHING,
  /** An interrupt from the keyboard that programs hear. */
  INTERRUPT,
  /** A PostgreSQL that keeps the study. */
  SERVER,
  /** A file system of its own. */
  DISK,
  /** A Spark cluster that trains. */
  CLUSTER,
  /** A clock that can be set for the run alone. */
  CLOCK
}
