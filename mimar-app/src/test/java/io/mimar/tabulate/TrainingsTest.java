package io.mimar.tabulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Costs;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.CellSpace;
import io.mimar.study.Assignment;
import io.mimar.study.Control;
import io.mimar.study.Executor;
import io.mimar.table.Table;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every training is done once, whatever workers do; what fails leaves an empty field. */
final class TrainingsTest {
  private static final CellSpace SPACE =
      CellSpace.parse("cells:3:none,skip,conv1x1:1:4:1:convolution");
  private static final int ROWS = 8;

  @TempDir Path folder;

  /** Answers each assignment as told. */
  private static final class Answers implements Executor {
    private final Deque<Assignment> asked = new ArrayDeque<>();
    private final List<Integer> order = new ArrayList<>();
    private final Function<Assignment, News> answer;

    Answers(Function<Assignment, News> answer) {
      this.answer = answer;
    }

    @Override
    public int slots() {
      return 2;
    }

    @Override
    public void submit(Assignment assignment) {
      order.add(assignment.number());
      asked.add(assignment);
      assertTrue(asked.size() <= slots());
    }

    @Override
    public Optional<News> poll(Duration patience) {
      return Optional.ofNullable(asked.poll()).map(answer);
    }

    @Override
    public void close() {}
  }

  /** Keeps what it hears. */
  private static final class Heard implements BuildListener {
    private final List<Ended> ended = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @Override
    public void note(String sentence) {
      notes.add(sentence);
    }

    @Override
    public void begin(int done, int total) {}

    @Override
    public void ended(Ended training) {
      ended.add(training);
    }
  }

  private final Heard heard = new Heard();
  private final TrainingPlan plan = plan(Seeds.root(1));

  private static TrainingPlan plan(Seeds seeds) {
    List<Row> rows =
        IntStream.range(0, ROWS).mapToObj(code -> row(new int[] {code / 3, 2, code % 3})).toList();
    return new TrainingPlan(rows, 2, seeds);
  }

  private static Row row(int[] values) {
    Architecture architecture = SPACE.architecture(values);
    return new Row(
        architecture, Costs.of(SPACE.network(architecture, Task.images(new Shape(1, 8, 8), 2))));
  }

  private static Executor.News score(Assignment assignment) {
    double score = 0.5 + assignment.number() / 100.0;
    Result result =
        new Result(Outcome.COMPLETE, List.of(new Epoch(1, 1.5, 0.4, score, 2)), "", 2, 1);
    return new Executor.News.Finished(assignment.number(), result);
  }

  private static Executor.News fail(Assignment assignment) {
    return new Executor.News.Finished(
        assignment.number(), Result.without(Outcome.FAILED, "the loss became NaN", 1));
  }

  private TrainingLog run(Executor executor, Control control) throws IOException {
    TrainingLog log = TrainingLog.open(folder.resolve("log"), plan);
    new Trainings(plan, log, heard, System::nanoTime).run(executor, control);
    return log;
  }

  @Test
  void allAreDoneInOrderAndTheTableHoldsThem() throws IOException {
    Answers answers = new Answers(TrainingsTest::score);
    try (TrainingLog log = run(answers, new Control())) {
      assertEquals(IntStream.range(0, 2 * ROWS).boxed().toList(), answers.order);
      Table table = Measurements.of("t", SPACE, plan, log.results());
      assertEquals(50.5, table.column("accuracy")[0]);
      assertEquals(Math.sqrt(0.5), table.column("accuracy_spread")[0], 1e-4);
      assertEquals(51, table.column("accuracy_2")[0]);
      assertEquals(1.5, table.column("train_loss")[0]);
      assertEquals(1, table.column("train_seconds")[0]);
    }
    assertEquals(Duration.ZERO, heard.ended.get(2 * ROWS - 1).left().orElseThrow());
  }

  @Test
  void seedsDifferAndDoNotDependOnTheOtherRows() {
    TrainingPlan last = new TrainingPlan(plan.rows().subList(7, 8), 2, Seeds.root(1));
    assertEquals(plan.assignment(15, 1).seed(), last.assignment(1, 1).seed());
    assertEquals(
        2 * ROWS,
        IntStream.range(0, 2 * ROWS)
            .mapToLong(n -> plan.assignment(n, 1).seed())
            .distinct()
            .count());
  }

  @Test
  void aLostTrainingIsDoneAgainAndFailsTheThirdTime() throws IOException {
    Function<Assignment, Executor.News> answer =
        a ->
            a.number() == 3 || (a.number() == 5 && a.attempt() == 1)
                ? new Executor.News.Lost(a.number(), "gone")
                : score(a);
    try (TrainingLog log = run(new Answers(answer), new Control())) {
      assertEquals(Outcome.FAILED, log.results().get(3).outcome());
      assertEquals(Outcome.COMPLETE, log.results().get(5).outcome());
      assertEquals(2 * ROWS, log.results().size());
    }
    assertEquals(3, heard.notes.size(), heard.notes::toString);
  }

  @Test
  void aFailedTrainingLeavesAnEmptyFieldAndIsTriedWhenAskedAgain() throws IOException {
    try (TrainingLog log =
        run(new Answers(a -> a.number() == 4 ? fail(a) : score(a)), new Control())) {
      Table table = Measurements.of("t", SPACE, plan, log.results());
      assertTrue(Double.isNaN(table.column("accuracy_1")[2]));
      assertTrue(Double.isNaN(table.column("accuracy")[2]));
      assertTrue(Double.isNaN(table.column("accuracy_spread")[2]));
      assertEquals(55, table.column("accuracy_2")[2]);
      BuildSummary.Accuracy accuracy = BuildSummary.Accuracy.of(table, 2).orElseThrow();
      assertEquals(50.5, accuracy.lowest());
    }
    Answers second = new Answers(TrainingsTest::score);
    try (TrainingLog log = run(second, new Control())) {
      assertEquals(List.of(4), second.order);
      assertEquals(0.54, log.results().get(4).score().orElseThrow());
    }
  }

  @Test
  void whenNothingEverSucceedsItEndsAndSaysWhy() {
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> run(new Answers(TrainingsTest::fail), new Control()).close());
    assertTrue(e.getMessage().contains("the loss became NaN"), e.getMessage());
  }

  @Test
  void anInterruptFinishesWhatIsUnderWayAndASecondEndsAtOnce() throws IOException {
    Control control = new Control();
    Function<Assignment, Executor.News> answer =
        a -> {
          if (a.number() == 4) {
            control.interrupt();
          }
          return score(a);
        };
    try (TrainingLog log = run(new Answers(answer), control)) {
      assertEquals(6, log.results().size(), "number 5 was under way");
      assertFalse(new Trainings(plan, log, heard, System::nanoTime).isDone());
    }
    control.interrupt();
    Answers none = new Answers(answer);
    run(none, control).close();
    assertEquals(List.of(), none.order);
  }

  @Test
  void oneLogHasOneWriter() throws IOException {
    try (TrainingLog log = TrainingLog.open(folder.resolve("log"), plan)) {
      MimarException e =
          assertThrows(
              MimarException.class, () -> TrainingLog.open(folder.resolve("log"), plan).close());
      assertTrue(e.getMessage().contains("another process"), e.getMessage());
      assertTrue(log.results().isEmpty());
    }
  }

  @Test
  void aLogThatCannotBeWrittenIsNoBug() throws IOException {
    TrainingLog log = TrainingLog.open(folder.resolve("log"), plan);
    log.close();
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> log.append(0, Result.without(Outcome.FAILED, "the loss became NaN", 1)));
    assertTrue(e.getMessage().startsWith("cannot write " + folder.resolve("log")), e::getMessage);
    assertTrue(log.results().isEmpty());
  }

  @Test
  void aLineThatNoTrainingWroteIsNamed() throws IOException {
    Path file = folder.resolve("log");
    run(new Answers(TrainingsTest::score), new Control()).close();
    String whole = Files.readString(file);
    for (String damaged : List.of("0.51", "\u00ff")) {
      Files.write(
          file,
          whole
              .replaceFirst("0\\.51", damaged.equals("0.51") ? "7.5" : damaged)
              .getBytes(StandardCharsets.ISO_8859_1));
      MimarException e =
          assertThrows(MimarException.class, () -> TrainingLog.open(file, plan).close());
      assertTrue(e.getMessage().startsWith(file + ", line 2: "), e::getMessage);
    }
    Files.writeString(file, whole + "{\"training\":3,");
    TrainingLog.open(file, plan).close();
    assertEquals(whole, Files.readString(file), "what a kill tore is cut off");
  }

  @Test
  void theMedianOfTwoRowsLiesBetweenThem() throws IOException {
    TrainingPlan two = new TrainingPlan(plan.rows().subList(0, 2), 2, Seeds.root(1));
    try (TrainingLog log = TrainingLog.open(folder.resolve("two"), two)) {
      new Trainings(two, log, heard, System::nanoTime)
          .run(new Answers(TrainingsTest::score), new Control());
      Table table = Measurements.of("t", SPACE, two, log.results());
      BuildSummary.Accuracy accuracy = BuildSummary.Accuracy.of(table, 2).orElseThrow();
      assertEquals(51.5, accuracy.median(), 1e-9); // 50.5 and 52.5
      assertEquals(Math.sqrt(2), accuracy.betweenRows(), 1e-9);
    }
  }
}
