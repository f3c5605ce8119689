package io.mimar;

import java.util.Objects;

/**
 * A fault the user can mend: it says what is wrong and what to do next. The command line prints it
 * as two lines without a stack trace; a bug is any other exception and keeps its trace.
 */
public class MimarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * @param what the thing, its value and what is allowed: {@code "budget is -3m, but must be above
   *     0s"}
   * @param hint the next step, as a sentence
   */
  public MimarException(String what, String hint) {
    this(what, hint, null);
  }

  /** As {@link #MimarException(String, String)}, with the exception that caused it. */
  public MimarException(String what, String hint, Throwable cause) {
    super(Objects.requireNonNull(what, "what"), cause);
    this.hint = Objects.requireNonNull(hint, "hint");
  }

  /** The next step, as a sentence. */
  public String hint() {
    return hint;
  }
}
