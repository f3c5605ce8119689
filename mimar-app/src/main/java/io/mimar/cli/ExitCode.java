package io.mimar.cli;

/** What the program's exit code means. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NO_TRIAL = 3;
  static final int PARITY = 4;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
