package io.mimar.worker;

import io.mimar.MimarException;
import io.mimar.process.WorkerBounds;
import io.mimar.worker.Worker.Said;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One question to a worker of its own: what needs the engine and is no trial of a study, say the
 * final training. The engine stays out of the owner's process, so that it cannot take it down.
 *
 * @param open what the worker is told first
 * @param log where its log goes
 * @param bounds how long it may say nothing and what memory it may have; how long one trial may
 *     take does not count here
 * @param workforce who it is asked of
 */
public record WorkerCall(Message.Open open, Path log, WorkerBounds bounds, Workforce workforce) {

  private static final long TICK_MILLIS = 200;

  /** A call that may take any time and most of the machine's memory. */
  public WorkerCall(Message.Open open, Path log, Workforce workforce) {
    this(open, log, new WorkerBounds(WorkerProcess.SILENCE, WorkerProcess.LONGEST, 0), workforce);
  }

  /** The same, within other bounds. */
  public WorkerCall within(WorkerBounds other) {
    return new WorkerCall(open, log, other, workforce);
  }

  /**
   * Asks and waits for the answer.
   *
   * @param question what is asked
   * @param answer the kind of answer
   * @param meanwhile hears what else the worker says
   * @param stopped whether to give up, asked now and then
   * @throws LostWorkerException when the worker ends, hangs or says what is no message
   * @throws MimarException when it fails, takes too much memory or is given up
   */
  public <T extends Message> T ask(
      Message question, Class<T> answer, Consumer<Message> meanwhile, BooleanSupplier stopped) {
    BlockingQueue<Said> heard = new LinkedBlockingQueue<>();
    try (Worker worker = workforce.start(log, open.threads(), (self, said) -> heard.add(said))) {
      worker.send(open);
      worker.send(question);
      while (true) {
        Said said = next(worker, heard, stopped, question);
        worker.heard(said);
        Message message = message(said, question);
        if (answer.isInstance(message)) {
          return answer.cast(message);
        }
        meanwhile.accept(message);
      }
    }
  }

  private Said next(
      Worker worker, BlockingQueue<Said> heard, BooleanSupplier stopped, Message question) {
    long patience = bounds.silence().toMillis();
    for (long waited = 0; waited < patience; waited += TICK_MILLIS) {
      if (stopped.getAsBoolean()) {
        throw new MimarException(question.purpose() + " was stopped", "Go on with `mimar resume`.");
      }
      OptionalLong pid = worker.pid();
      Optional<WorkerBounds.Breach> breach =
          pid.isPresent() ? bounds.ofMemory(pid.getAsLong(), true) : Optional.empty();
      if (breach.isPresent()) {
        throw new MimarException(
            "the worker for " + question.purpose() + " " + breach.get().reason(),
            "Give --worker-memory more, or --ensemble 1; then `mimar resume`.");
      }
      Said said = poll(heard);
      if (said != null) {
        return said;
      }
    }
    throw bad(question, "said nothing for " + bounds.silence().toSeconds() + " s");
  }

  private Message message(Said said, Message question) {
    if (said instanceof Said.Gone gone) {
      throw bad(question, gone.how());
    }
    if (said instanceof Said.Nonsense nonsense) {
      throw bad(question, nonsense.what());
    }
    Message message = ((Said.Word) said).message();
    if (message instanceof Message.Failed failed) {
      throw new MimarException(failed.what(), failed.hint());
    }
    return message;
  }

  private LostWorkerException bad(Message question, String what) {
    return new LostWorkerException(
        "the worker for " + question.purpose() + " " + what,
        "Read " + workforce.whereToRead(log) + "; `mimar resume` tries again.");
  }

  private static Said poll(BlockingQueue<Said> heard) {
    try {
      return heard.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MimarException("waiting was interrupted", "Go on with `mimar resume`.", e);
    }
  }
}
