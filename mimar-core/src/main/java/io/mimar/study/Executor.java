package io.mimar.study;

import io.mimar.Printable;
import io.mimar.trial.Epoch;
import io.mimar.trial.Result;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Trains assignments somewhere: in this process, in worker processes, on a cluster. */
public interface Executor extends AutoCloseable {

  /** How many assignments run at once. */
  int slots();

  /** Starts an assignment; at most {@link #slots} may be under way. */
  void submit(Assignment assignment);

  /** The next news, waiting for it at most so long. */
  Optional<News> poll(Duration patience);

  /** Ends everything that is under way. */
  @Override
  void close();

  /** What an executor reports. */
  sealed interface News {
    /** The trial it is about. */
    int number();

    /** A trial has trained one more epoch. */
    record Progress(int number, Epoch epoch) implements News {}

    /**
     * A trial has ended, by itself or by a cap.
     *
     * @param measured the costs that were measured, by name
     * @param worker who trained it; empty where that is not known
     */
    record Finished(int number, Result result, Map<String, Double> measured, String worker)
        implements News {
      /** Nothing was measured, and who trained it is not known. */
      public Finished(int number, Result result) {
        this(number, result, Map.of(), "");
      }
    }

    /** A trial's worker waits for something that a person has to do, say for room on a disk. */
    record Held(int number, String reason) implements News {
      public Held {
        reason = Printable.line(reason);
      }
    }

    /** A trial's worker went away. */
    record Lost(int number, String reason) implements News {
      public Lost {
        reason = Printable.line(reason);
      }
    }
  }
}
