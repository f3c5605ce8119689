package io.mimar.cli;

import io.mimar.MimarException;

/** A run that began and could not be finished, with the exit code that says so. */
final class RunFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;
  private final int exitCode;

  RunFailure(MimarException cause, int exitCode) {
    super(cause.getMessage(), cause);
    this.hint = cause.hint();
    this.exitCode = exitCode;
  }

  String hint() {
    return hint;
  }

  int exitCode() {
    return exitCode;
  }
}
