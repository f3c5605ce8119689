package io.mimar.worker;

import java.util.OptionalLong;

/** Somebody who trains, as its owner sees it: is sent messages, and says others when it pleases. */
public interface Worker extends AutoCloseable {

  /** What a worker said, or that it is gone. */
  sealed interface Said {
    /** How much less its worker may say until its owner has {@link #heard} this. */
    int weight();

    /** A message. */
    record Word(Message message, int weight) implements Said {}

    /** Something that a sound worker does not say. */
    record Nonsense(String what, int weight) implements Said {}

    /**
     * It has ended.
     *
     * @param how what is known of that, as the rest of a sentence: {@code ended with exit code 1}
     */
    record Gone(String how) implements Said {
      @Override
      public int weight() {
        return 0;
      }
    }
  }

  /** Sends a message; a worker that is gone says so by {@link Said.Gone}. */
  void send(Message message);

  /** To be told of all that it said: only then it may say more. */
  void heard(Said said);

  /** Whether all that it said was listened to. */
  boolean isHeard();

  /** The number of its process, where it has one of its own. */
  OptionalLong pid();

  /** Ends it, at once where that can be done. */
  void kill();

  /** Ends it, and waits a moment for its end. */
  @Override
  void close();
}
