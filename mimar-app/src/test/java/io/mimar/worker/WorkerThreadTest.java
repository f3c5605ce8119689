package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.folder.PreparedData;
import io.mimar.process.WorkerBounds;
import io.mimar.random.Seeds;
import io.mimar.study.Assignment;
import io.mimar.study.Executor.News;
import io.mimar.trial.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are threads of this process. */
@Timeout(120)
final class WorkerThreadTest {
  private static final Duration PATIENT = Duration.ofMinutes(1);

  @TempDir Path folder;

  private TinyStudy tiny;

  @BeforeEach
  void prepare() throws IOException {
    tiny = TinyStudy.in(folder);
  }

  /** One worker, whose trials do not end by themselves. */
  private WorkerExecutor executor(Supplier<WorkerBounds> bounds) {
    return tiny.executor(
        1,
        1_000_000,
        bounds,
        Workforce.ofThreads(PreparedData.read(tiny.folder().data())),
        System::nanoTime);
  }

  private Assignment small(int number) {
    return new Assignment(
        number, 1, tiny.problem().space().random(Seeds.root(2).rng()), 9, List.of());
  }

  private static <N extends News> N next(WorkerExecutor executor, Class<N> kind) {
    while (true) {
      Optional<News> news = executor.poll(Duration.ofMillis(200));
      if (news.filter(kind::isInstance).isPresent()) {
        return kind.cast(news.get());
      }
      assertTrue(news.filter(n -> !(n instanceof News.Progress)).isEmpty(), news::toString);
      assertFalse(Thread.currentThread().isInterrupted(), "it took too long");
    }
  }

  @Test
  void aTrialThatTakesTooLongIsInfeasibleAndAnotherWorkerTakesTheNext() {
    WorkerBounds loose = new WorkerBounds(PATIENT, PATIENT, 1); // a byte of memory binds no thread
    AtomicReference<WorkerBounds> bounds = new AtomicReference<>(loose);
    try (WorkerExecutor executor = executor(bounds::get)) {
      executor.submit(small(5)); // would train for ever
      assertEquals(5, next(executor, News.Progress.class).number());
      bounds.set(new WorkerBounds(PATIENT, Duration.ofMillis(1), 1));
      News.Finished finished = next(executor, News.Finished.class);
      assertEquals(Outcome.INFEASIBLE, finished.result().outcome());
      assertTrue(finished.result().reason().startsWith("trained for "), finished::toString);
      bounds.set(loose);
      executor.submit(small(6));
      assertEquals(6, next(executor, News.Progress.class).number());
      assertEquals(List.of(), executor.pids());
    }
    long left =
        Thread.getAllStackTraces().keySet().stream().filter(WorkerThreadTest::isOne).count();
    assertEquals(0, left, "threads that still train");
  }

  private static boolean isOne(Thread thread) {
    return thread.getName().equals("worker");
  }

  @Test
  void itEndsWithItsNextWordAndSaysThatItIsGone() throws InterruptedException {
    BlockingQueue<Worker.Said> heard = new LinkedBlockingQueue<>();
    Worker worker =
        Workforce.ofThreads(PreparedData.read(tiny.folder().data()))
            .start(folder, 1, (self, said) -> heard.add(said));
    worker.send(new Message.Open(tiny.folder().path().toString(), 1, TinyStudy.job(1_000_000)));
    worker.send(Message.Train.of(small(0)));
    Worker.Said first = heard.poll(60, TimeUnit.SECONDS);
    assertTrue(!worker.isHeard(), "nothing is told of as heard");
    worker.heard(first);
    while (!(message(heard) instanceof Message.Progress)) {
      // until it trains
    }
    worker.close();
    Worker.Said last = heard.poll();
    while (!heard.isEmpty()) {
      last = heard.poll();
    }
    assertEquals(new Worker.Said.Gone("ended"), last);
    worker.send(Message.Train.of(small(1)));
    assertEquals(null, heard.poll(300, TimeUnit.MILLISECONDS), "it says something after its end");
  }

  private static Message message(BlockingQueue<Worker.Said> heard) throws InterruptedException {
    return ((Worker.Said.Word) heard.poll(60, TimeUnit.SECONDS)).message();
  }
}
