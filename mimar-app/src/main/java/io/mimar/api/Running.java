package io.mimar.api;

import io.mimar.MimarException;
import io.mimar.objective.Objective;
import io.mimar.onnx.Parity;
import io.mimar.run.RunListener;
import io.mimar.run.RunSummary;
import io.mimar.store.Resource;
import io.mimar.study.Control;
import io.mimar.study.Event;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Work of this thread that goes on until it ends, or the thread is interrupted. */
final class Running {
  private Running() {}

  /** A run. */
  @FunctionalInterface
  interface Run {
    RunSummary run(RunListener listener, Control control);
  }

  /**
   * What came of {@code run}, once it has ended well.
   *
   * @param folder the run's
   */
  static Design design(Path folder, List<RunListener> listeners, Run run) {
    RunSummary summary =
        cancellable(
            "what completed is kept in " + folder + ", Mimar.resume goes on with it",
            control -> run.run(new All(listeners), control));
    if (summary.best().isEmpty()) {
      throw new MimarException(
          "no trial was completed in " + summary.seconds() + " s",
          "Give it more: Mimar.resume(" + folder + ") with another budget or number of trials.");
    }
    double parity = summary.best().get().metrics().getOrDefault(RunSummary.PARITY, 0.0);
    if (parity > Parity.TOLERANCE) {
      throw new MimarException(
          "the exported model differs from the trained one by " + parity,
          "Do not use it; please report it with the run's folder, " + folder + ".");
    }
    return Design.of(folder);
  }

  /**
   * Does {@code work}, which ends early when this thread is interrupted.
   *
   * @param kept what is left of the work then
   * @throws CancellationException when it was interrupted, with the interrupt status set
   */
  static <T> T cancellable(String kept, Function<Control, T> work) {
    Control control = new Control();
    try {
      T result = work.apply(control);
      if (control.state() == Control.State.RUN) {
        return result;
      }
      throw cancelled(kept);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) { // an interrupted thread can neither wait nor write files
      control.heedInterrupt();
      if (control.state() == Control.State.RUN) {
        throw e;
      }
      CancellationException cancelled = cancelled(kept);
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  private static CancellationException cancelled(String kept) {
    Thread.currentThread().interrupt();
    return new CancellationException("the thread was interrupted; " + kept);
  }

  /** Tells all of some listeners. */
  private record All(List<RunListener> listeners) implements RunListener {
    @Override
    public void on(Event event) {
      listeners.forEach(l -> l.on(event));
    }

    @Override
    public void note(String sentence) {
      listeners.forEach(l -> l.note(sentence));
    }

    @Override
    public void phase(Phase phase, Optional<Duration> end) {
      listeners.forEach(l -> l.phase(phase, end));
    }

    @Override
    public void past(
        Objective objective, List<Trial> trials, OptionalInt planned, Resource resource) {
      listeners.forEach(l -> l.past(objective, trials, planned, resource));
    }

    @Override
    public void finalEpoch(int epoch, int epochs) {
      listeners.forEach(l -> l.finalEpoch(epoch, epochs));
    }
  }
}
