package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.TinyData;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.folder.RunFolder;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.store.Resource;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.Winner;
import io.mimar.study.Event;
import io.mimar.train.Metric;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import io.mimar.worker.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model is of the best trial that holds the limit when it is measured at the end. */
final class ChoosingTest {
  private static final double[] SCORES = {0.6, 0.9, 0.8, 0.7};

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();
  private Setting setting;
  private StudyStore store;
  private Notes notes;

  @BeforeEach
  void fill() throws IOException {
    Dataset data =
        Datasets.open(
            TinyData.write(folder.resolve("data"), 12),
            DataOptions.DEFAULT,
            Seeds.root(1).at("data"));
    Config config =
        ConfigLoader.from(Config.DEFAULT).set("limits.latency=5ms").set("budget.trials=4").build();
    setting = Setting.of(config, data);
    Runs.Start start =
        new Runs.Start(
            config, seeds -> data, new RunFolder(folder.resolve("run")), List.of(), "a command");
    Map<String, String> meta =
        Map.of(
            StudyKeys.STUDY,
            Json.json().valueToTree(Descriptions.study(start, setting)).toString());
    store = StudyStore.create(folder.resolve("run"), Clock.systemUTC(), Map.of(), meta);
    for (int i = 0; i < SCORES.length; i++) {
      store.record(trial(i));
    }
    notes = new Notes(store, new Listener());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Trial trial(int number) {
    Architecture own = setting.space().random(Seeds.root(2).at("trial", number).rng());
    Epoch epoch = new Epoch(1, 0, 0, SCORES[number], 0);
    Result result = new Result(Outcome.COMPLETE, List.of(epoch), "", 0, 0);
    return new Trial(number, own, Map.of("foretoldLatencyMillis", 4.0), "test", 0, 0, result);
  }

  /** Measures the trials, asked in the order of their scores, as these milliseconds. */
  private Choosing choosing(Double... millis) {
    return new Choosing(
        setting,
        new Finalists(
            store.trials(), Metric.ACCURACY, 100, new Tempo.Joins(1, 3, 1), members -> true),
        store,
        notes,
        question -> {
          assertEquals(millis.length, question.subjects().size());
          return new Message.Measured(List.of(millis));
        });
  }

  private void trained(int trial, double latency) {
    store.putMeta(StudyKeys.RESULT, Results.of(trial, OptionalDouble.of(latency)));
  }

  @Test
  void theBestThatHoldsIsTaken() {
    assertEquals(1, choosing(4.9, 4.0, 4.0, 4.0).best().orElseThrow().number());
    assertTrue(said.isEmpty());
    assertEquals(3, choosing(5.1, 6.0, 5.0, 4.0).best().orElseThrow().number());
    assertEquals(2, said.size(), said::toString);
    assertTrue(said.get(0).contains("trial 1 would take 5.10 ms, above the limit of 5.00 ms"));
    assertEquals(3, Winner.of(store).orElseThrow().number(), "it is remembered");
  }

  @Test
  void networksThatAreTooSlowTogetherMakeRoomForTheBestOfThemAlone() {
    List<Integer> asked = new ArrayList<>();
    Choosing choosing =
        new Choosing(
            setting,
            new Finalists(
                store.trials(),
                Metric.ACCURACY,
                100,
                new Tempo.Joins(2, 3, 100),
                members -> !Winner.isSingle(store, members.get(0).number())),
            store,
            notes,
            question -> {
              question.subjects().forEach(s -> asked.add(s.members().size()));
              return new Message.Measured(List.of(6.0, 6.0, 6.0, 3.0, 9.0, 9.0, 9.0, 9.0));
            });
    assertEquals(2, choosing.best().orElseThrow().number(), "the second alone");
    assertEquals(List.of(2, 1, 2, 1, 2, 1, 2, 1), asked, "networks of each model, at once");
    assertEquals(3, said.size(), said::toString);
    assertTrue(said.get(0).contains("with trial 1 would take 6.00 ms"), said::toString);
    assertTrue(said.get(1).contains("The model of trial 1 would take 6.00 ms"), said::toString);
    assertTrue(said.get(2).endsWith("it alone is tried."), said::toString);
  }

  @Test
  void anExportedMeanThatIsTooSlowMakesRoomForTheBestOfThemAlone() {
    Trial best = Winner.of(store).orElseThrow();
    trained(best.number(), 5.01);
    store.putMeta(StudyKeys.MEMBERS, List.of(best.number(), 2));
    assertFalse(choosing().holds(best));
    assertFalse(choosing().holds(best), "nor after a kill");
    assertEquals(1, said.size(), said::toString);
    assertTrue(Winner.isSingle(store, best.number()));
    assertEquals(best, Winner.of(store).orElseThrow(), "it stays");
    assertEquals(best, choosing(4.0, 9.0, 9.0, 9.0).next(trial -> true).orElseThrow());
  }

  @Test
  void whatWasMeasuredBeforeIsNotMeasuredAgain() {
    Trial plain = trial(1);
    store.record(
        new Trial(
            SCORES.length,
            plain.architecture(),
            Map.of("latencyMillis", 4.0),
            "test",
            0,
            0,
            new Result(Outcome.COMPLETE, List.of(new Epoch(1, 0, 0, 1, 0)), "", 0, 0)));
    assertEquals(SCORES.length, choosing().best().orElseThrow().number());
  }

  @Test
  void whereNoneHoldsThereIsNoModel() {
    assertTrue(choosing(6.0, 6.0, 6.0, 6.0).best().isEmpty());
    assertTrue(Winner.of(store).isEmpty());
  }

  @Test
  void anExportedModelThatBreaksTheLimitIsOut() {
    Trial best = Winner.of(store).orElseThrow();
    trained(best.number(), 4.99);
    assertTrue(choosing().holds(best));
    trained(best.number(), 5.01);
    assertFalse(choosing().holds(best));
    assertEquals(2, Winner.of(store).orElseThrow().number());
    assertTrue(said.get(0).contains("trial 1 was exported and takes 5.01 ms"), said::toString);
  }

  @Test
  void aModelThatIsThereIsJudgedAgainAfterAKillBeforeThat() {
    trained(1, 4.99);
    assertTrue(choosing().next(trial -> true).isEmpty(), "nothing is left to do");
    trained(1, 5.01);
    assertEquals(2, choosing(4.0, 4.0, 4.0).next(trial -> true).orElseThrow().number());
    assertTrue(said.get(0).contains("trial 1 was exported and takes 5.01 ms"), said::toString);
  }

  private final class Listener implements RunListener {
    @Override
    public void note(String sentence) {
      said.add(sentence);
    }

    @Override
    public void phase(Phase phase, Optional<Duration> end) {}

    @Override
    public void past(
        Objective objective, List<Trial> trials, OptionalInt planned, Resource resource) {}

    @Override
    public void finalEpoch(int epoch, int epochs) {}

    @Override
    public void on(Event event) {}
  }
}
