package io.mimar.worker;

import io.mimar.MimarException;
import io.mimar.process.WorkerBounds;
import io.mimar.process.WorkerBounds.Breach;
import io.mimar.process.WorkerWatch;
import io.mimar.space.Architecture;
import io.mimar.study.Assignment;
import io.mimar.study.Executor;
import io.mimar.train.MemoryExhaustedException;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.worker.Worker.Said;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Trains in workers, one assignment each at a time. One that goes away, through a crash of native
 * code, a signal or lack of memory, costs its own trial only and is replaced, and so does one that
 * says nothing for too long, lies or says that it cannot, which is killed; one that takes too much
 * memory or time is killed and its trial is infeasible.
 */
public final class WorkerExecutor implements Executor {

  /**
   * Workers that are gone before they ever were ready, or refuse, so many times in a row will do no
   * better.
   */
  private static final int MAX_FALSE_STARTS = 3;

  /**
   * How workers are run.
   *
   * @param workers how many
   * @param open what each is told first
   * @param log where their logs go
   * @param bounds how far a busy worker may go, asked now and then
   * @param workforce how they come to be
   * @param memory bytes that training a network should take, besides program and data
   */
  public record Options(
      int workers,
      Message.Open open,
      Path log,
      Supplier<WorkerBounds> bounds,
      Workforce workforce,
      ToLongFunction<Architecture> memory) {}

  /** One place for a worker; the worker in it may change. */
  private static final class Slot {
    private Worker worker;
    private Assignment assignment;
    private WorkerWatch watch;
    private boolean ready;

    /** Whether memory may be left over from an earlier trial. */
    private boolean used;

    private Slot(Worker worker, WorkerWatch watch) {
      this.worker = worker;
      this.watch = watch;
    }
  }

  private record Heard(Worker worker, Said said) {}

  private final Options options;
  private final LongSupplier nanoTime;
  private final List<Slot> slots = new ArrayList<>();
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final Truth truth;
  private int falseStarts;
  private int refusals;

  /**
   * Starts the workers.
   *
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public WorkerExecutor(Options options, LongSupplier nanoTime) {
    this.options = options;
    this.nanoTime = nanoTime;
    this.truth = Truth.of(options.open());
    for (int i = 0; i < options.workers(); i++) {
      slots.add(new Slot(start(), new WorkerWatch(nanoTime)));
    }
  }

  private Worker start() {
    Worker worker =
        options
            .workforce()
            .start(options.log(), 1, (self, said) -> heard.add(new Heard(self, said)));
    worker.send(options.open());
    return worker;
  }

  @Override
  public int slots() {
    return slots.size();
  }

  @Override
  public void submit(Assignment assignment) {
    Slot free =
        slots.stream()
            .filter(s -> s.assignment == null)
            .min(Comparator.comparing(s -> assignment.attempt() > 1 && s.used)) // a new one decides
            .orElseThrow(() -> new IllegalStateException("all workers are busy"));
    free.assignment = assignment;
    free.watch.hear();
    if (free.ready) {
      begin(free);
    }
  }

  private static void begin(Slot slot) {
    slot.watch.begin();
    slot.worker.send(Message.Train.of(slot.assignment));
  }

  @Override
  public Optional<News> poll(Duration patience) {
    WorkerBounds bounds = options.bounds().get();
    slots.forEach(slot -> slot.watch.look(bounds));
    return tooFar(bounds) // first, since others may never stop talking
        .or(() -> next(patience));
  }

  private Optional<News> next(Duration patience) {
    try {
      Heard word = heard.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      return word == null ? Optional.empty() : news(word);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<News> news(Heard word) {
    word.worker().heard(word.said());
    Optional<Slot> found = slots.stream().filter(s -> s.worker == word.worker()).findFirst();
    if (found.isEmpty()) {
      return Optional.empty(); // a worker that was replaced
    }
    Slot slot = found.get();
    slot.watch.hear();
    if (word.said() instanceof Said.Gone gone) {
      return gone(slot, gone.how());
    }
    return word.said() instanceof Said.Nonsense nonsense
        ? distrust(slot, nonsense.what())
        : said(slot, ((Said.Word) word.said()).message());
  }

  private Optional<News> said(Slot slot, Message message) {
    if (message instanceof Message.Ready) {
      slot.ready = true;
      falseStarts = 0;
      if (slot.assignment != null) {
        begin(slot);
      }
    } else if (message instanceof Message.Progress progress) {
      return isOf(slot, progress.number())
          ? Optional.of(new News.Progress(progress.number(), progress.epoch()))
          : Optional.empty();
    } else if (message instanceof Message.Finished finished) {
      Optional<String> lie = truth.lie(Optional.ofNullable(slot.assignment), finished);
      if (lie.isPresent()) {
        return distrust(slot, lie.get());
      }
      slot.assignment = null;
      slot.used = true;
      refusals = 0;
      return Optional.of(
          new News.Finished(
              finished.number(), finished.result(), finished.measured(), finished.worker()));
    } else if (message instanceof Message.Held held && slot.assignment != null) {
      slot.watch.hold();
      return Optional.of(new News.Held(slot.assignment.number(), held.reason()));
    } else if (message instanceof Message.Failed failed) {
      return refused(slot, failed);
    }
    return Optional.empty();
  }

  /** The fault of one worker or of a moment, perhaps; or of all. */
  private Optional<News> refused(Slot slot, Message.Failed failed) {
    refusals++;
    if (refusals >= MAX_FALSE_STARTS) {
      throw new MimarException(failed.what(), failed.hint());
    }
    slot.worker.kill();
    return lost(slot, "failed: " + failed.what());
  }

  private static boolean isOf(Slot slot, int number) {
    return slot.assignment != null && slot.assignment.number() == number;
  }

  /** Ends a worker that does not do what a sound one does; its trial goes to another. */
  private Optional<News> distrust(Slot slot, String why) {
    slot.worker.kill();
    return gone(slot, why);
  }

  private Optional<News> gone(Slot slot, String why) {
    falseStarts += slot.ready ? 0 : 1;
    if (falseStarts >= MAX_FALSE_STARTS) {
      throw new MimarException(
          MAX_FALSE_STARTS + " workers in a row were never ready; the last one " + why,
          "Read " + options.workforce().whereToRead(options.log()) + " and run `mimar doctor`.");
    }
    return lost(slot, why);
  }

  private Optional<News> lost(Slot slot, String why) {
    Assignment lost = slot.assignment;
    replace(slot);
    return lost == null
        ? Optional.empty()
        : Optional.of(new News.Lost(lost.number(), "its worker " + why));
  }

  private void replace(Slot slot) {
    slot.assignment = null;
    slot.ready = false;
    slot.used = false;
    slot.worker = start();
    slot.watch = new WorkerWatch(nanoTime);
  }

  /** Kills a busy worker that goes too far. */
  private Optional<News> tooFar(WorkerBounds bounds) {
    for (Slot slot : slots) {
      Optional<Breach> breach = slot.assignment == null ? Optional.empty() : breach(slot, bounds);
      if (breach.isPresent()) {
        String reason = breach.get().reason();
        return breach.get().again() ? distrust(slot, reason) : end(slot, reason);
      }
    }
    return Optional.empty();
  }

  private Optional<Breach> breach(Slot slot, WorkerBounds bounds) {
    Optional<Breach> hangs = slot.watch.ofSilence(bounds);
    boolean trains = slot.ready && slot.worker.isHeard(); // else it might have said that it is done
    return hangs.isPresent() || !trains
        ? hangs
        : slot.watch.ofTime(bounds).or(() -> ofMemory(slot, bounds));
  }

  /** What a worker without a process of its own takes cannot be told. */
  private Optional<Breach> ofMemory(Slot slot, WorkerBounds bounds) {
    OptionalLong pid = slot.worker.pid();
    return pid.isPresent()
        ? bounds.ofMemory(pid.getAsLong(), !slot.used).map(b -> estimated(b, slot.assignment))
        : Optional.empty();
  }

  private Breach estimated(Breach breach, Assignment assignment) {
    long bytes = options.memory().applyAsLong(assignment.architecture());
    return new Breach(breach.reason() + MemoryExhaustedException.estimate(bytes), breach.again());
  }

  /** Kills a worker; what it worked on cannot be had. */
  private Optional<News> end(Slot slot, String reason) {
    int number = slot.assignment.number();
    slot.worker.kill();
    replace(slot);
    Result result = Result.without(Outcome.INFEASIBLE, reason, 0);
    return Optional.of(new News.Finished(number, result));
  }

  /** The process numbers of the workers that are processes. */
  List<Long> pids() {
    return slots.stream().flatMapToLong(s -> s.worker.pid().stream()).boxed().toList();
  }

  @Override
  public void close() {
    slots.forEach(s -> s.worker.kill());
    slots.forEach(s -> s.worker.close());
  }
}
