package io.mimar.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.config.Json;
import io.mimar.config.Spaces;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.folder.RunFolder;
import io.mimar.process.Frame;
import io.mimar.process.Frame.Kind;
import io.mimar.random.Seeds;
import io.mimar.study.Assignment;
import io.mimar.study.Executor.News;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.worker.Job;
import io.mimar.worker.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is made of a driver's words, by a driver that says what it is given. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS) // by a shell script
final class SparkExecutorTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final int TRIAL = 3;

  @TempDir Path folder;

  private SparkExecutor executor;

  @AfterEach
  void end() {
    executor.close();
  }

  /** Trial 3 is under way, and these frames are heard. */
  private void hearing(Frame... frames) {
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", "for f; do printf '%s\\n' \"$f\"; done; cat >\"$0\"", told()));
    Arrays.stream(frames).map(Frame::line).forEach(command::add);
    Job job =
        new Job(
            "tiny",
            "image",
            new CandidateTrainer.Sampling(1_000, 1),
            "accuracy",
            Config.DEFAULT.train(),
            Config.DEFAULT.last(),
            1,
            "cpu",
            true,
            false);
    executor =
        new SparkExecutor(
            BridgeProcess.start(
                new BridgeCommand(command, List.of(), Map.of()),
                folder.resolve("spark.log"),
                System::nanoTime),
            new SparkExecutor.Options(
                new Message.Open(".", 1, job),
                new RunFolder(folder.resolve("run")),
                0,
                2,
                architecture -> 7L << 20));
    submit();
  }

  /** Where the driver writes down what it is told. */
  private String told() {
    return folder.resolve("told").toString();
  }

  private List<Frame> told(Kind kind) throws IOException {
    executor.close(); // then all of it was read
    return Files.readAllLines(Path.of(told())).stream()
        .map(line -> Frame.parse(line).orElseThrow())
        .filter(frame -> frame.kind() == kind)
        .toList();
  }

  private void submit() {
    executor.submit(
        new Assignment(TRIAL, 1, Spaces.named("image").random(Seeds.root(1).rng()), 9, List.of()));
  }

  private static Frame answered(int number, double score, Map<String, Double> measured)
      throws IOException {
    return answered(new Message.Finished(number, Result.of(score, 1), measured, "node 7"));
  }

  private static Frame answered(Message message) throws IOException {
    return new Frame(Kind.ANSWERED, TRIAL, Json.json().writeValueAsString(message));
  }

  private Optional<News> news() {
    return executor.poll(PATIENT);
  }

  private void assertLost(String reason) {
    News.Lost lost = assertInstanceOf(News.Lost.class, news().orElseThrow());
    assertEquals(TRIAL, lost.number());
    assertTrue(lost.reason().contains(reason), lost::reason);
  }

  @Test
  void whatTakesTooMuchIsInfeasibleAndMemoryHasItsEstimate() {
    hearing(new Frame(Kind.TOO_LARGE, TRIAL, "took 9 MB of memory"));
    News.Finished large = assertInstanceOf(News.Finished.class, news().orElseThrow());
    assertEquals(Outcome.INFEASIBLE, large.result().outcome());
    assertEquals(
        "took 9 MB of memory; by its size, training it takes about 7 MB besides program and data",
        large.result().reason());
    executor.close();
    hearing(new Frame(Kind.INFEASIBLE, TRIAL, "trained for 9 s"));
    News.Finished slow = assertInstanceOf(News.Finished.class, news().orElseThrow());
    assertEquals(Outcome.INFEASIBLE, slow.result().outcome());
    assertEquals("trained for 9 s", slow.result().reason());
  }

  @Test
  void anHonestAnswerIsTakenOnce() throws IOException {
    hearing(answered(TRIAL, 0.5, Map.of()), answered(TRIAL, 0.75, Map.of()));
    News.Finished finished = assertInstanceOf(News.Finished.class, news().orElseThrow());
    assertEquals(0.5, finished.result().score().orElseThrow());
    assertEquals("node 7", finished.worker());
    assertEquals(Optional.empty(), news(), "an answer to nothing");
  }

  @Test
  void whatCannotBeTrueCostsTheWorkersTrial() throws IOException {
    hearing(answered(TRIAL, 2, Map.of()));
    assertLost("told of accuracy 2.0");
    assertEquals(1, told(Kind.RENEW).size(), "its worker may be asked again");
  }

  @Test
  void modelsComeInPartsAndOnlyWithAnAnswerThatCanBeTrue() throws IOException {
    Path model = new RunFolder(folder.resolve("run")).model(TRIAL);
    Frame[] parts = {part(model, "one, "), part(model, "two"), part(Path.of("elsewhere"), "three")};
    hearing(parts[0], parts[1], answered(TRIAL, 2, Map.of()));
    assertEquals(Optional.empty(), news());
    assertEquals(Optional.empty(), news());
    assertLost("told of accuracy 2.0");
    assertFalse(Files.exists(model), "the model of a lie");
    executor.close();
    hearing(parts[0], parts[2], parts[1], answered(TRIAL, 0.5, Map.of()));
    for (Frame part : parts) {
      assertEquals(Optional.empty(), news(), part::text);
    }
    assertInstanceOf(News.Finished.class, news().orElseThrow());
    assertEquals("one, two", Files.readString(model));
    assertFalse(Files.exists(folder.resolve("run").resolve("elsewhere")));
    assertEquals(List.of(), told(Kind.RENEW));
  }

  @Test
  void aDamagedPartOfAModelCostsTheWorkersTrial() throws IOException {
    Path model = new RunFolder(folder.resolve("run")).model(TRIAL);
    String name = folder.resolve("run").relativize(model).toString();
    hearing(new Frame(Kind.FILE, TRIAL, name + " no*base*64"));
    assertLost("sent a bad file");
    assertEquals(1, told(Kind.RENEW).size());
  }

  private Frame part(Path file, String text) {
    Path run = folder.resolve("run");
    String name = file.isAbsolute() ? run.relativize(file).toString() : file.toString();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Frame(Kind.FILE, TRIAL, name + " " + Base64.getEncoder().encodeToString(bytes));
  }

  @Test
  void aStaleAnswerLeavesNoTrialWaiting() throws IOException {
    hearing(answered(7, 0.5, Map.of()));
    assertLost("told of trial 7");
  }

  @Test
  void costsThatNobodyAskedForAreNotTaken() throws IOException {
    hearing(answered(TRIAL, 0.5, Map.of("params", 1.0)));
    assertLost("told of costs [params]");
  }

  @Test
  void oneNodesTroubleIsNotTheEndButThatOfAllIs() throws IOException {
    Frame failed = answered(new Message.Failed("the disk is broken", "Mend it."));
    hearing(failed, failed, failed);
    assertLost("the disk is broken");
    submit();
    assertLost("the disk is broken");
    submit();
    MimarException e = assertThrows(MimarException.class, this::news);
    assertEquals("the disk is broken", e.getMessage());
    assertEquals("Mend it.", e.hint());
  }

  @Test
  void aClusterWithoutNodesIsSaid() {
    hearing(new Frame(Kind.SLOTS, 0, ""));
    News.Held held = assertInstanceOf(News.Held.class, news().orElseThrow());
    assertEquals("the cluster has no node that can work", held.reason());
    assertEquals(1, executor.slots());
  }

  @Test
  void aDriverThatEndsStaysEnded() {
    hearing(new Frame(Kind.SLOTS, 1, ""));
    news();
    executor.close();
    assertThrows(MimarException.class, this::news);
    assertThrows(MimarException.class, this::news);
  }
}
