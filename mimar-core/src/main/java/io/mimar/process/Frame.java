package io.mimar.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an owner and the process that stands between it and a cluster say to each other: one line
 * each, over the standard input and output of that process. Whatever else is printed there, by a
 * script or a library, is no frame.
 *
 * @param kind what it says
 * @param id the trial it is about, or a number that the kind gives a meaning
 * @param text the rest; line breaks in it become spaces
 */
public record Frame(Kind kind, int id, String text) {
  private static final String MARK = "~mimar";
  private static final Pattern LINE =
      Pattern.compile(MARK + " ([A-Z_]{1,20}) (-?\\d{1,9}) (.*)", Pattern.DOTALL);

  /** The closed list of what can be said. */
  public enum Kind {
    // ---- the owner, before it connects

    /** A setting of the cluster's, {@code key=value}. */
    CONF,
    /** A word of the command that starts a worker, before Java. */
    PREFIX,
    /** A word of the command that starts a worker, after Java itself and its class path. */
    ARGUMENT,
    /** A variable of a worker's environment, {@code name=value}. */
    VARIABLE,
    /** A file that every node needs. */
    DATA,
    /** How long a busy worker may say nothing, in ISO 8601. */
    SILENCE,
    /** How long one trial may take, in ISO 8601. */
    TIME,
    /** Bytes that a worker may have in memory; 0 for most of its node's. */
    MEMORY,
    /** Join the cluster. */
    CONNECT,

    // ---- the owner, after that

    /** What every worker is told first. */
    OPEN,
    /** How an answer starts after which a worker can be asked again. */
    DONE,
    /** How an answer starts after which it cannot. */
    BROKEN,
    /** How a word starts after which a worker waits for something that its trial cannot help. */
    WAITS,
    /** A file that trial {@code id} may leave behind, relative to the worker's folder. */
    BRING,
    /** The question that is trial {@code id}. */
    ASK,
    /** Workers that were started up to now are not to be asked again: one of them told a lie. */
    RENEW,

    // ---- the other side

    /** The cluster was joined and a node can start workers. */
    READY,
    /** The cluster can work on {@code id} trials at once. */
    SLOTS,
    /** A worker said this before its answer. */
    HEARD,
    /** The driver is alive, which it says every few seconds. */
    ALIVE,
    /** The next part of a file that a trial left behind: its name, a space, bytes in base 64. */
    FILE,
    /** A worker's answer; its files came before. */
    ANSWERED,
    /** A worker went away, or its node did, or it was killed: another may do better. */
    LOST,
    /** A worker was killed because the trial takes longer than it may. */
    INFEASIBLE,
    /** A worker was killed because the trial takes more memory than it may. */
    TOO_LARGE,
    /** A worker ended before it ever said a word. */
    STILLBORN,
    /** Nothing can go on: what is wrong, a tab, the remedy. */
    FAILED
  }

  /** A frame that is about no trial. */
  public Frame(Kind kind, String text) {
    this(kind, 0, text);
  }

  /** The line that says this, without its end. */
  public String line() {
    return MARK + " " + kind + " " + id + " " + text.replace('\n', ' ').replace('\r', ' ');
  }

  /** What {@code line} says; empty for what is no frame. */
  public static Optional<Frame> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Frame(
              Kind.valueOf(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              matcher.group(3)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // of another version
    }
  }
}
