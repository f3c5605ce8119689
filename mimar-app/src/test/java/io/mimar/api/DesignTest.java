package io.mimar.api;

import static io.mimar.api.Limits.params;
import static io.mimar.api.Limits.size;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mimar.MimarException;
import io.mimar.network.ColumnLayer;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Task;
import io.mimar.objective.Cost;
import io.mimar.run.RunListener;
import io.mimar.search.RandomSearch;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.Chosen;
import io.mimar.space.NetworkSpace;
import io.mimar.space.PlainSpace;
import io.mimar.study.Event;
import io.mimar.trial.Outcome;
import io.mimar.trial.Pick;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The whole job from a program, with real workers, and what can be done with its outcome. */
final class DesignTest {
  private static final int ROWS = 120;
  private static final Chosen KNOWN = Chosen.parse("width=8");

  @TempDir static Path folder;

  private static final List<Event> HEARD = new ArrayList<>();
  private static Design design;

  /** One hidden layer, or none. */
  public static final class Hidden implements PlainSpace, NetworkSpace {
    @Override
    public String name() {
      return "hidden";
    }

    @Override
    public List<Choice> choices() {
      return List.of(Choice.ordered("width", 0, 2, 4, 8, 16, 4096));
    }

    @Override
    public boolean matters(int choice, int[] values) {
      return true;
    }

    @Override
    public Network network(Architecture architecture, Task task) {
      List<Input.Column> columns = ((Input.Columns) task.input()).columns();
      Network.Builder builder = Network.builder(task);
      int x = builder.add(new ColumnLayer.Flat(columns, ColumnLayer.Scale.STANDARD, 8), 0);
      int width = Integer.parseInt(decided(architecture, "width"));
      if (width > 0) {
        x = builder.add(new Layer.Relu(), builder.add(new Layer.Linear(width), x));
      }
      builder.add(new Layer.Linear(task.output().size()), x);
      return builder.build();
    }
  }

  private static float[][] rows() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[ROWS][2];
    for (float[] row : rows) {
      row[0] = (float) random.nextDouble(-1, 1);
      row[1] = (float) random.nextDouble(-1, 1);
    }
    return rows;
  }

  private static Search search() {
    float[][] rows = rows();
    List<String> classes =
        IntStream.range(0, ROWS).mapToObj(i -> rows[i][0] > 0 ? "right" : "left").toList();
    return Mimar.search(Dataset.rows(rows, classes))
        .space(new Hidden())
        .searcher(RandomSearch::new)
        .limit(params().atMost(5_000))
        .limit(size().atMost(1_000_000))
        .minimize(Cost.PARAMS)
        .pick(Pick.ACCURACY)
        .enqueue(KNOWN)
        .ensemble(1)
        .seed(4)
        .set("schedule.epochs", "2");
  }

  @BeforeAll
  static void run() {
    design = search().trials(3).folder(folder.resolve("run")).listener(HEARD::add).run();
  }

  @Test
  void theQueueAndTheOwnSearcherAndTheOwnSpaceWereUsed() {
    assertEquals(
        List.of("enqueued", "random", "random"),
        design.trials().stream().map(Trial::proposer).toList());
    assertEquals(KNOWN, design.chosen(design.trials().get(0)));
    assertTrue(design.chosen().text("width").matches("0|2|4|8|16"));
    assertTrue(design.params() <= 5_000);
  }

  @Test
  void theFrontHoldsTheModelAndNothingThatAnotherBeats() {
    assertTrue(design.front().stream().anyMatch(t -> t.number() == design.trial()));
    for (Trial a : design.front()) {
      for (Trial b : design.trials()) {
        boolean smaller = b.costs().get("params") < a.costs().get("params");
        boolean better =
            b.outcome() == Outcome.COMPLETE && b.score().orElseThrow() > a.score().orElseThrow();
        assertTrue(!(smaller && better), () -> a + " is beaten by " + b);
      }
    }
  }

  @Test
  void listenersHeardOfEveryTrial() {
    assertEquals(3, HEARD.stream().filter(e -> e instanceof Event.Finished).count());
  }

  @Test
  void scoresCarryTheirIntervals() {
    Score test = design.test().orElseThrow();
    assertEquals("accuracy", test.metric());
    assertTrue(test.interval().orElseThrow().contains(test.value()), test::toString);
    assertEquals(test, design.metrics().get("accuracy"));
    assertTrue(design.metrics().containsKey("macro_f1"));
    assertTrue(design.baselines().containsKey("majority"));
    assertEquals(List.of("left", "right"), design.classes());
    assertEquals(2, design.confusion().size());
    assertTrue(design.architecture().contains("width"));
    assertTrue(design.explanation().isEmpty(), "three trials explain nothing");
    assertEquals("test", design.modelExplanation().orElseThrow().part());
    assertTrue(!design.modelExplanation().orElseThrow().columns().isEmpty(), "columns of a table");
    assertTrue(Files.isRegularFile(design.model()) && Files.isRegularFile(design.report()));
  }

  @Test
  void predictsFromMemoryAndFromFilesAlike() throws IOException {
    float[][] two = {{0.9f, 0}, {-0.9f, Float.NaN}};
    Path csv = Files.writeString(folder.resolve("two.csv"), "x1,x2\n0.9,0\n-0.9,\n");
    try (Predictor predictor = design.predictor()) {
      List<Prediction> memory = predictor.predictRows(two);
      List<Prediction> file = predictor.predict(csv);
      assertEquals(2, memory.size());
      for (int i = 0; i < 2; i++) {
        assertEquals(file.get(i).probabilities(), memory.get(i).probabilities());
        double sum = memory.get(i).probabilities().values().stream().mapToDouble(p -> p).sum();
        assertEquals(1, sum, 1e-5);
        assertTrue(predictor.classes().contains(memory.get(i).label()));
        assertTrue(memory.get(i).amount().isEmpty());
      }
      assertEquals(List.of(), predictor.predictRows(new float[0][2]));
      assertThrows(MimarException.class, () -> predictor.predictRows(new float[][] {{1}}));
      assertThrows(MimarException.class, () -> predictor.predictTexts(List.of("a text")));
      assertThrows(MimarException.class, () -> predictor.predictSeries(new float[1][1][3]));
      assertThrows(MimarException.class, () -> predictor.predict(folder.resolve("missing.csv")));
    }
    assertThrows(MimarException.class, () -> Predictor.open(csv));
  }

  @Test
  void aPredictorSaysTheSameOnce() {
    var logger = (Logger) LoggerFactory.getLogger(Predictor.class);
    var heard = new ListAppender<ILoggingEvent>();
    heard.start();
    logger.addAppender(heard);
    try (Predictor predictor = design.predictor()) {
      for (int i = 0; i < 3; i++) {
        predictor.predictRows(List.of(List.of("inf", "0")));
      }
      predictor.predictRows(List.of(List.of("1", "?!"), List.of("1", "2")));
    } finally {
      logger.detachAppender(heard);
    }
    assertEquals(2, heard.list.size(), heard.list::toString);
  }

  @Test
  void anyCompletedTrialCanBeExported() {
    Path file = folder.resolve("other.onnx");
    design.export(design.trial(), file);
    assertTrue(Files.isRegularFile(file));
    assertThrows(MimarException.class, () -> design.export(99, file));
  }

  @Test
  void aRunIsReadAgainAsItWas() {
    Design read = Mimar.open(design.folder());
    assertEquals(design.test(), read.test());
    assertEquals(design.chosen(), read.chosen());
    assertEquals(design.toString(), read.toString());
  }

  @Test
  void aRunIsNotStartedOver() {
    MimarException e =
        assertThrows(MimarException.class, () -> search().trials(1).folder(design.folder()).run());
    assertTrue(e.getMessage().contains("there is a run in"), e.getMessage());
  }

  @Test
  void aKnownArchitectureMustBeOfTheSpaceAndHoldTheLimits() {
    for (String wrong : List.of("width=4096", "width=3", "depth=1", "width=8,depth=1")) {
      Path run = folder.resolve("wrong");
      assertThrows(
          MimarException.class,
          () -> search().enqueue(Chosen.parse(wrong)).trials(1).folder(run).run(),
          wrong);
      assertTrue(Files.notExists(run), "nothing is written");
    }
  }

  @Test
  void aRunGoesOnWithItsOwnSearcherOnly() {
    Path run = folder.resolve("longer");
    search().trials(1).folder(run).run();
    MimarException e = assertThrows(MimarException.class, () -> Mimar.resume(run).trials(2).run());
    assertTrue(e.getMessage().contains("random (own)"), e.getMessage());
    Design longer = Mimar.resume(run).searcher(RandomSearch::new).trials(3).run();
    assertEquals(
        design.trials().stream().map(t -> t.architecture().hash() + t.score()).toList(),
        longer.trials().stream().map(t -> t.architecture().hash() + t.score()).toList());
    assertThrows(MimarException.class, () -> Mimar.resume(run).trials(0));
    assertThrows(MimarException.class, () -> Mimar.resume(run).workers(0));
    assertThrows(MimarException.class, () -> Mimar.resume(run).budget(Duration.ZERO));
    assertThrows(NullPointerException.class, () -> Mimar.resume(run).listener(null));
    assertThrows(NullPointerException.class, () -> Mimar.resume(run).searcher(null));
  }

  /** Interrupts the run's thread when it comes to a phase. */
  private record Interrupting(Phase at) implements RunListener {
    @Override
    public void on(Event event) {}

    @Override
    public void phase(Phase phase, Optional<Duration> end) {
      if (phase == at) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void anInterruptCancelsAtAnyTimeAndTheRunGoesOn() {
    for (RunListener.Phase phase : List.of(RunListener.Phase.SEARCH, RunListener.Phase.FINAL)) {
      Path run = folder.resolve("cancelled-" + phase.name());
      assertThrows(
          CancellationException.class,
          () -> search().trials(3).folder(run).listener(new Interrupting(phase)).run());
      assertTrue(Thread.interrupted(), "the interrupt status is set again");
      assertThrows(MimarException.class, () -> Mimar.open(run), "there is no winner yet");
      Design on = Mimar.resume(run).searcher(RandomSearch::new).run();
      assertEquals(design.test(), on.test());
    }
  }

  @Test
  void anotherMemberOfTheFrontIsPickedByResuming() {
    Path picked = folder.resolve("picked");
    search().trials(3).folder(picked).run();
    Design smallest = Mimar.resume(picked).searcher(RandomSearch::new).pick(Pick.SMALLEST).run();
    double least =
        smallest.front().stream().mapToDouble(t -> t.costs().get("params")).min().orElseThrow();
    assertEquals(least, (double) smallest.params());
    assertTrue(smallest.front().size() > 1, "else nothing is picked");
  }
}
