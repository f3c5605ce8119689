package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.TinyData;
import io.mimar.config.Config;
import io.mimar.config.Spaces;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.folder.RunFolder;
import io.mimar.nn.Device;
import io.mimar.random.Seeds;
import io.mimar.space.NetworkSpace;
import io.mimar.train.Augmentation;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {
  private static final NetworkSpace SPACE = Spaces.named("image");
  private static final Optional<Duration> LONG = Optional.of(Duration.ofHours(1));

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();
  private Dataset data;

  @BeforeEach
  void makeData() throws IOException {
    Path images = TinyData.write(folder.resolve("data"), 300);
    data = Datasets.open(images, DataOptions.DEFAULT.withSize(8, 8), Seeds.root(1));
  }

  private Tuning tuning(TrainOptions candidate) {
    return new Tuning(retraining(candidate, 3_600));
  }

  /** To train the winner again where the final training has so many seconds. */
  private Retraining retraining(TrainOptions candidate, double seconds) {
    Job job =
        new Job(
            "tiny",
            "image",
            new CandidateTrainer.Sampling(1_000, 1),
            "accuracy",
            candidate,
            TrainOptions.FINAL,
            35,
            "cpu",
            false,
            false);
    Workplace place =
        new Workplace(job, new RunFolder(folder), SPACE, data, Metric.ACCURACY, Device.CPU, 2);
    List<Integer> winner = SPACE.portfolio().get(0).get(15).values();
    Message.TrainFinal last =
        new Message.TrainFinal(3, 1, 5, List.of(winner), seconds, false, "", false);
    return new Retraining(place, last, System::nanoTime, new Pulse(System::nanoTime, this::hear));
  }

  private synchronized void hear(Message message) {
    if (message instanceof Message.Note note) {
      notes.add(note.sentence());
    }
  }

  private static TrainOptions candidate() {
    return Config.DEFAULT.train().withEpochs(1);
  }

  @Test
  void aChangeIsTakenOnlyWhereItIsClearlyBetter() {
    Tuning tuning = tuning(candidate());
    assertEquals(-1, tuning.best(List.of(0.8, 0.8, 0.81, 0.7), 0.02));
    assertEquals(2, tuning.best(List.of(0.8, 0.83, 0.82, 0.85), 0.02));
    assertEquals(0, tuning.best(List.of(0.8, 0.83, Double.NaN), 0.02));
    assertEquals(-1, tuning.best(List.of(Double.NaN, 0.83, 0.9), 0.02), "nothing to compare with");
  }

  @Test
  void nothingIsTriedWithoutTimeForIt() {
    TrainOptions options = TrainOptions.FINAL;
    assertEquals(options, tuning(candidate()).of(options, Optional.of(Duration.ofMillis(10))));
    assertEquals(List.of(), notes);
    assertEquals(options, tuning(candidate()).of(options, Optional.empty()));
    assertTrue(notes.get(0).contains("only within a --budget are other rates"), notes::toString);
  }

  /** Options at the ends of what they may be. */
  @Test
  void whatCannotBeChangedFurtherIsLeftOut() {
    TrainOptions least = candidate().withWeightDecay(0).withMixup(0.2).withBatch(2);
    TrainOptions last =
        TrainOptions.FINAL.withAugmentation(new Augmentation(true, Augmentation.MOST_SHIFT, 0));
    tuning(least).of(last, LONG);
    String note = notes.get(0);
    assertTrue(note.startsWith("The winner was trained again in 5 other ways"), note);
    for (String change : List.of("decay", "mixup", "further", "half the batch")) {
      assertFalse(note.contains(change), note);
    }
  }

  @Test
  void trainingsThatFailedAreNotCounted() {
    TrainOptions options = TrainOptions.FINAL;
    List<Tuning.Change> changes =
        List.of(
            new Tuning.Change("more", o -> o.withBatch(8)),
            new Tuning.Change("less", o -> o.withBatch(4)));
    Tuning tuning = tuning(candidate());
    assertEquals(options, tuning.chosen(options, changes, List.of(Double.NaN, 0.9, 0.9), 100));
    assertTrue(notes.get(0).contains("no other way could be compared"), notes::toString);
    TrainOptions better = tuning.chosen(options, changes, List.of(0.5, Double.NaN, 0.9), 100);
    assertEquals(options.withBatch(4), better);
    assertTrue(notes.get(1).contains("in 1 other ways (less)"), notes::toString);
  }

  /** Candidates hardly learn, and twice as fast a rate is much better. */
  @Test
  void whatIsFarTooSlowIsMadeFaster() {
    TrainOptions slow = candidate().withLearningRate(2e-3).withEpochs(3);
    TrainOptions found = tuning(slow).of(TrainOptions.FINAL, LONG);
    assertEquals(1, notes.size(), notes::toString);
    assertTrue(
        notes.get(0).startsWith("The winner was trained again in 10 other ways"), notes::toString);
    assertTrue(
        found.learningRate() > TrainOptions.FINAL.learningRate()
            || found.batch() < TrainOptions.FINAL.batch(),
        notes::toString);
  }

  @Test
  void imagesAreMirroredOnlyWhereThatWasJudgedInTime() {
    TrainOptions hurried = new Mirroring(retraining(candidate(), 0.004)).options();
    assertFalse(hurried.augmentation().flip());
    assertEquals(TrainOptions.FINAL.augmentation().shift(), hurried.augmentation().shift());
    assertTrue(notes.get(0).contains("did not end in time"), notes.toString());
    new Mirroring(retraining(candidate(), 0)).options();
    assertTrue(notes.get(1).contains("validation is"), notes.toString());
  }
}
