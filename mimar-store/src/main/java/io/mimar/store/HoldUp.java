package io.mimar.store;

/**
 * Why a study cannot be written for now, though nothing is wrong with it.
 *
 * @param kind what sort of obstacle
 * @param what what is wrong, as the start of a sentence
 */
public record HoldUp(Kind kind, String what) {
  /** Sorts of obstacles. */
  public enum Kind {
    /** There is no room, which somebody may make. */
    FULL,
    /** The disk refuses to write. */
    UNWRITABLE,
    /** Another process has it locked. */
    BUSY,
    /** The server does not answer. */
    LOST
  }
}
