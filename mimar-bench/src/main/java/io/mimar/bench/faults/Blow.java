package io.mimar.bench.faults;

/** How the program took a fault. */
enum Blow {
  /** As it should, as far as one can tell before its end. */
  BORNE,
  /** As it should, where an attempt at a trial was lost by it. */
  LOSES,
  /** As it should; something was struck if an attempt was lost, else what was idle. */
  MAY_LOSE,
  /** Not as it should. */
  NOT_BORNE,
  /** Nothing was struck: the run had come to its end before. */
  MISSED;

  /** What a blow that hit comes to. */
  static Blow borne(boolean borne) {
    return borne ? BORNE : NOT_BORNE;
  }
}
