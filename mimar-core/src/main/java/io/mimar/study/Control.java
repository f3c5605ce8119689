package io.mimar.study;

/** The switch by which another thread, say a signal handler, ends a study early. */
public final class Control {
  /** How far the study may go on. */
  public enum State {
    /** Ask and train. */
    RUN,
    /** Ask nothing more, finish what is under way. */
    DRAIN,
    /** End at once. */
    STOP
  }

  private volatile State state = State.RUN;

  /** How far the study may go on. */
  public State state() {
    return state;
  }

  /** Asks for no more; a second call ends at once. */
  public void interrupt() {
    state = state == State.RUN ? State.DRAIN : State.STOP;
  }

  /**
   * Ends at once where the calling thread was interrupted. Its interrupt status is cleared, since
   * an interrupted thread cannot write files; who started the study sets it again.
   */
  public void heedInterrupt() {
    if (Thread.interrupted()) {
      state = State.STOP;
    }
  }
}
