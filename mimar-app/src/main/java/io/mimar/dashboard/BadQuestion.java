package io.mimar.dashboard;

import io.mimar.MimarException;

/** A question with parameters that cannot be: nothing is wrong with the study. */
final class BadQuestion extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says {@code refused} to whoever asked. */
  BadQuestion(MimarException refused) {
    super(refused);
  }

  /** Says what is wrong, and what would be right. */
  static BadQuestion of(String what, String hint) {
    return new BadQuestion(new MimarException(what, hint));
  }

  /** What is wrong with it. */
  MimarException refused() {
    return (MimarException) getCause();
  }
}
