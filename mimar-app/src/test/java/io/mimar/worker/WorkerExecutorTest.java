package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.folder.RunFolder;
import io.mimar.process.WorkerBounds;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.stop.EarlyStopping.Bar;
import io.mimar.study.Assignment;
import io.mimar.study.Event;
import io.mimar.study.Executor.News;
import io.mimar.study.MemoryJournal;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes that die, hang and are left alone. */
@Timeout(120)
final class WorkerExecutorTest {
  private static final Duration PATIENT = Duration.ofMinutes(1);
  private static final Duration TICK = Duration.ofMillis(200);

  @TempDir Path folder;

  private TinyStudy tiny;
  private WorkerExecutor executor;

  @BeforeEach
  void prepare() throws IOException {
    tiny = TinyStudy.in(folder);
  }

  @AfterEach
  void end() throws InterruptedException {
    if (executor != null) {
      List<Long> pids = executor.pids();
      executor.close();
      for (long pid : pids) {
        assertTrue(endsWithin(pid, Duration.ofSeconds(5)), "worker " + pid + " outlives its owner");
      }
    }
  }

  private static boolean endsWithin(long pid, Duration time) throws InterruptedException {
    for (long waited = 0; waited < time.toMillis(); waited += 50) {
      if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }

  /** What must not depend on who trained it. */
  private record Line(int number, Architecture architecture, OptionalDouble score) {
    static List<Line> of(MemoryJournal journal) {
      return journal.trials().stream().map(Line::of).toList();
    }

    private static Line of(Trial trial) {
      return new Line(trial.number(), trial.architecture(), trial.score());
    }
  }

  @Test
  void aTrialWhoseWorkerIsKilledIsAskedAgainWithTheSameResult() {
    executor = tiny.executor(2, 2, PATIENT);
    List<Line> undisturbed = Line.of(tiny.run(executor, 5, event -> {}));
    Set<Integer> struck = new HashSet<>();
    List<Integer> lost = new ArrayList<>();
    Event.Listener killer =
        event -> {
          boolean strikes = event instanceof Event.Progress p && p.number() % 3 == 1;
          if (strikes && struck.add(((Event.Progress) event).number())) {
            executor.pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(this::kill));
          } else if (event instanceof Event.Lost gone) {
            lost.add(gone.number());
          }
        };
    MemoryJournal journal = tiny.run(executor, 5, killer);
    assertEquals(undisturbed, Line.of(journal));
    assertFalse(lost.isEmpty(), "no trial was struck");
    int recorded = lost.stream().distinct().mapToInt(journal::lostAttempts).sum();
    assertEquals(lost.size(), recorded, "lost attempts recorded");
  }

  private void kill(ProcessHandle worker) {
    worker.destroyForcibly();
  }

  @Test
  void aWorkerThatHangsIsKilledAndItsTrialIsAskedAgainThoughOthersTalk() throws Exception {
    Duration silence = Duration.ofSeconds(20); // a worker starts in 2, on a busy machine in 10
    executor = tiny.executor(2, 1_000_000, silence); // none ends by itself, both talk all the time
    for (int number = 0; number < 2; number++) {
      Architecture small = tiny.problem().space().random(Seeds.root(2).at("trial", number).rng());
      executor.submit(new Assignment(number, 1, small, 9, List.of()));
    }
    Set<Integer> talking = new HashSet<>();
    while (talking.size() < 2) {
      executor
          .poll(TICK)
          .ifPresent(
              news -> {
                assertInstanceOf(News.Progress.class, news, "worker " + news.number() + " is gone");
                talking.add(news.number());
              });
    }
    if (Files.exists(WorkerMain.EXPENDABLE)) {
      int own = Integer.parseInt(Files.readString(WorkerMain.EXPENDABLE).strip());
      for (long pid : executor.pids()) {
        Path adjustment = Path.of("/proc", "" + pid, "oom_score_adj");
        assertEquals("" + WorkerMain.moreExpendable(own), Files.readString(adjustment).strip());
      }
    }
    long stopped = executor.pids().get(1);
    new ProcessBuilder("kill", "-STOP", "" + stopped).start().waitFor();
    long start = System.nanoTime();
    News.Lost lost = next(News.Lost.class);
    double seconds = (System.nanoTime() - start) / 1e9;
    assertEquals(1, lost.number());
    assertEquals("its worker said nothing for 20 s", lost.reason());
    assertTrue(seconds < 40, "killed after " + seconds + " s");
    assertTrue(endsWithin(stopped, Duration.ofSeconds(5)), "the hanging worker is still there");
    assertFalse(executor.pids().contains(stopped), "the hanging worker was not replaced");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // by a shell script
  void workersThatAreNeverReadyAreLostAndThenAClearError() throws IOException {
    String real = System.getProperty("java.home");
    Path java = Files.createDirectories(folder.resolve("dead/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexec sleep 600\n");
    assertTrue(java.toFile().setExecutable(true));
    AtomicLong now = new AtomicLong();
    System.setProperty("java.home", folder.resolve("dead").toString());
    try {
      executor = tiny.executor(1, 2, () -> TinyStudy.bounds(PATIENT), WorkerJvm.DEFAULT, now::get);
      for (int attempt = 1; attempt <= 2; attempt++) {
        executor.submit(small(5, List.of()));
        News lost = afterAPatientWhile(now).orElseThrow();
        assertEquals(new News.Lost(5, "its worker said nothing for 60 s"), lost);
      }
      executor.submit(small(5, List.of()));
      MimarException e = assertThrows(MimarException.class, () -> afterAPatientWhile(now));
      assertTrue(e.getMessage().contains("never ready; the last one said nothing"), e::getMessage);
    } finally {
      System.setProperty("java.home", real);
    }
  }

  /** Looks now and then, as an owner that was not away does, until more than patience has gone. */
  private Optional<News> afterAPatientWhile(AtomicLong now) {
    Optional<News> news = executor.poll(Duration.ZERO);
    for (int look = 0; look < 3 && news.isEmpty(); look++) {
      now.addAndGet(PATIENT.toNanos() * 2 / 5);
      news = executor.poll(Duration.ZERO);
    }
    return news;
  }

  @Test
  @EnabledOnOs(OS.LINUX) // which tells by /proc
  void aTrialThatTakesTooMuchMemoryInAFreshWorkerIsInfeasible() throws InterruptedException {
    AtomicLong most = new AtomicLong(Long.MAX_VALUE);
    executor = executor(() -> new WorkerBounds(PATIENT, WorkerProcess.LONGEST, most.get()));
    executor.submit(small(3, List.of(new Bar(1, 2)))); // no accuracy reaches that
    assertEquals(Outcome.STOPPED, finished().result().outcome());
    long used = executor.pids().get(0);
    most.set(50L << 20); // less than any JVM with the engine
    executor.submit(small(4, List.of())); // would train for ever
    assertEquals(4, next(News.Lost.class).number(), "memory of a used worker tells nothing");
    assertTrue(endsWithin(used, Duration.ofSeconds(5)), "the used worker is still there");
    executor.submit(small(4, List.of()));
    News.Finished finished = finished();
    assertEquals(4, finished.number());
    assertEquals(Outcome.INFEASIBLE, finished.result().outcome());
    assertTrue(
        finished.result().reason().matches("took \\d+ MB .* may have 50 MB .* takes about 7 MB .*"),
        finished::toString);
  }

  @Test
  void aTrialThatTakesTooLongIsInfeasibleThoughItsWorkerTalks() throws InterruptedException {
    AtomicLong most = new AtomicLong(WorkerProcess.LONGEST.toSeconds());
    executor = executor(() -> new WorkerBounds(PATIENT, Duration.ofSeconds(most.get()), 0));
    executor.submit(small(5, List.of())); // would train for ever
    next(News.Progress.class);
    most.set(3);
    long slow = executor.pids().get(0);
    News.Finished finished = finished();
    assertEquals(Outcome.INFEASIBLE, finished.result().outcome());
    assertTrue(
        finished.result().reason().matches("trained for \\d+ s, but a trial may take 3 s .*"),
        finished::toString);
    assertTrue(endsWithin(slow, Duration.ofSeconds(5)), "the slow worker is still there");
  }

  /** One worker, whose trials do not end by themselves. */
  private WorkerExecutor executor(Supplier<WorkerBounds> bounds) {
    return tiny.executor(1, 1_000_000, bounds, WorkerJvm.DEFAULT, System::nanoTime);
  }

  private Assignment small(int number, List<Bar> bars) {
    Architecture small = tiny.problem().space().random(Seeds.root(2).rng());
    return new Assignment(number, 1, small, 9, bars);
  }

  private News.Finished finished() {
    return next(News.Finished.class);
  }

  /** Passes over all other news. */
  private <N extends News> N next(Class<N> kind) {
    while (true) {
      Optional<News> news = executor.poll(TICK);
      if (news.filter(kind::isInstance).isPresent()) {
        return kind.cast(news.get());
      }
    }
  }

  @Test
  void workersThatCannotStartAreAClearError() throws IOException {
    Files.writeString(tiny.folder().data(), "no data");
    executor = tiny.executor(1, 1, PATIENT);
    MimarException e = assertThrows(MimarException.class, () -> tiny.run(executor, 1, x -> {}));
    assertTrue(e.getMessage().contains("data.bin"), e::getMessage);
  }

  @Test
  @EnabledOnOs(OS.LINUX) // which tells by /proc
  void aWorkerStandsBackAndKeepsItsHeapSmallWhereThatIsAsked() throws IOException {
    WorkerJvm modest = new WorkerJvm(7, 128 << 20);
    executor =
        tiny.executor(1, 1_000_000, () -> TinyStudy.bounds(PATIENT), modest, System::nanoTime);
    long pid = executor.pids().get(0);
    executor.submit(
        new Assignment(0, 1, tiny.problem().space().random(Seeds.root(2).rng()), 9, List.of()));
    while (executor.poll(TICK).isEmpty()) {
      // until it trains
    }
    assertEquals(Math.min(19, nice("self") + 7), nice("" + pid));
    String command = Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    assertTrue(command.contains("-Xmx128m"), command);
  }

  /** How far a process stands back; these tests may stand back themselves. */
  private static int nice(String pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", pid, "stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
  }

  @Test
  void aQuestionToAWorkerOfItsOwnIsAnsweredOrRefused() {
    Message.Open open = new Message.Open(tiny.folder().path().toString(), 1, job("image"));
    WorkerBounds bounds = new WorkerBounds(PATIENT, PATIENT, 0);
    WorkerCall call = new WorkerCall(open, tiny.folder().workerLog(), bounds, WorkerJvm.DEFAULT);
    List<Integer> values = tiny.problem().space().random(Seeds.root(2).at("probe").rng()).values();
    Message.Probe probe = new Message.Probe(List.of(values));
    Message.Probed probed = call.ask(probe, Message.Probed.class, m -> {}, () -> false);
    assertTrue(probed.costs().get(0).trainMillis() > 0, probed::toString);
    assertThrows(
        MimarException.class, () -> call.ask(probe, Message.Probed.class, m -> {}, () -> true));
    RunFolder empty = new RunFolder(folder.resolve("empty"));
    Message.Open wrong = new Message.Open(empty.path().toString(), 1, job("image"));
    MimarException e =
        assertThrows(
            MimarException.class,
            () ->
                new WorkerCall(wrong, tiny.folder().workerLog(), bounds, WorkerJvm.DEFAULT)
                    .ask(probe, Message.Probed.class, m -> {}, () -> false));
    assertTrue(e.getMessage().contains("data.bin"), e::getMessage);
    WorkerBounds small = new WorkerBounds(PATIENT, PATIENT, 1 << 20);
    MimarException large =
        assertThrows(
            MimarException.class,
            () ->
                new WorkerCall(open, tiny.folder().workerLog(), small, WorkerJvm.DEFAULT)
                    .ask(probe, Message.Probed.class, m -> {}, () -> false));
    assertTrue(
        large.getMessage().contains("MB of memory, but a worker may have 1 MB (worker.memory)"),
        large::getMessage);
  }

  private static Job job(String space) {
    Config config = Config.DEFAULT;
    return new Job(
        "tiny",
        space,
        new CandidateTrainer.Sampling(1_000, 1),
        "auto",
        config.train(),
        config.last(),
        1,
        "cpu",
        true,
        false);
  }
}
