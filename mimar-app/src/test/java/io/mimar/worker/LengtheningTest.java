package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.config.Config;
import io.mimar.config.Spaces;
import io.mimar.data.Dataset;
import io.mimar.data.Fold;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.data.Target;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.folder.RunFolder;
import io.mimar.network.Shape;
import io.mimar.nn.Device;
import io.mimar.random.Seeds;
import io.mimar.space.Chosen;
import io.mimar.space.NetworkSpace;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LengtheningTest {
  private static final int STEPS = 40;
  private static final NetworkSpace SPACE = Spaces.named("series");

  @TempDir Path folder;

  private final List<Message> heard = new ArrayList<>();

  /** Waves of one of two lengths, from any place on, in noise. */
  private static LabelledSamples waves(int count, RandomGenerator rng) {
    float[] values = new float[count * STEPS];
    float[] labels = new float[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      double phase = 7 * rng.nextDouble();
      for (int step = 0; step < STEPS; step++) {
        double wave = Math.sin(phase + step * (i % 2 == 0 ? 0.5 : 0.8));
        values[i * STEPS + step] = (float) (wave + 0.3 * rng.nextGaussian());
      }
    }
    return new LabelledSamples(new Shape(1, 1, STEPS), new Numbers.Floats(values), labels);
  }

  /** Where candidates train for so many epochs, and the winner for so many at most. */
  private Workplace place(int epochs, int most) {
    TrainOptions options = Config.DEFAULT.train().withEpochs(epochs);
    RandomGenerator rng = Seeds.root(1).rng();
    Dataset data =
        new Dataset(
            "waves",
            new Format.Series(List.of("value"), STEPS, 1),
            new Target.Classes(List.of("slow", "fast")),
            waves(160, rng),
            waves(40, rng),
            Optional.empty(),
            true,
            List.of());
    Job job =
        new Job(
            "waves",
            "series",
            new CandidateTrainer.Sampling(1_000, 5),
            "accuracy",
            options,
            options,
            most,
            "cpu",
            false,
            false);
    return new Workplace(job, new RunFolder(folder), SPACE, data, Metric.ACCURACY, Device.CPU, 2);
  }

  /**
   * A final training of five networks.
   *
   * @param wanted the share of a candidate's epochs that the winner wants
   */
  private static Message.TrainFinal last(double seconds, String wanted) {
    String winner =
        "trunk=convolutions,width=8,depth=2,kernel=9,dilation growth=1,stem stride=1,view=as is,"
            + "pooling=mean,dropout=0,distortion=0,learning rate=0.003,batch=16,"
            + "weight decay=0.01,label smoothing=0,mixup=0,length="
            + wanted;
    List<Integer> values = Chosen.parse(winner).architecture(SPACE).values();
    return new Message.TrainFinal(
        3, 1, 5, Collections.nCopies(5, values), seconds, false, "", false);
  }

  /** What is decided where as many epochs are planned as a candidate has. */
  private Lengthening.Length length(int epochs, String wanted, int most, double seconds) {
    heard.clear();
    Workplace place = place(epochs, most);
    Optional<Duration> time =
        Optional.of(Duration.ofMillis((long) (1e3 * seconds))).filter(t -> !t.isZero());
    Retraining again = new Retraining(place, last(seconds, wanted), System::nanoTime, pulse());
    return new Lengthening(again).of(place.job().last(), time);
  }

  private Pulse pulse() {
    return new Pulse(System::nanoTime, this::hear);
  }

  private synchronized void hear(Message message) {
    if (message instanceof Message.Note) {
      heard.add(message);
    }
  }

  private String note() {
    assertEquals(1, heard.size(), heard::toString);
    return ((Message.Note) heard.get(0)).sentence();
  }

  @Test
  void whatIsFarFromDoneTrainsLonger() {
    assertEquals(new Lengthening.Length(3, 9, 5), length(1, "1", 1, 600), heard::toString);
    assertTrue(note().startsWith("The final training is longer than a candidate's"), note());
  }

  @Test
  void whatGainsNothingTrainsAsInTheSearch() {
    assertEquals(new Lengthening.Length(1, 1, 5), length(6, "1", 6, 600), heard::toString);
    assertTrue(note().startsWith("The final training is no longer than"), note());
  }

  @Test
  void fewJudgedRowsDoNotSpeakAgainstLonger() {
    Retraining again = new Retraining(place(1, 1), last(600, "1"), System::nanoTime, pulse());
    Lengthening lengthening = new Lengthening(again);
    assertTrue(lengthening.isBetter(.67, .73, 14), "one row of 14");
    assertFalse(lengthening.isBetter(.2, .73, 14), "most of 14");
    assertFalse(lengthening.isBetter(.67, .73, 1_000), "60 rows of 1,000");
    assertTrue(lengthening.isBetter(.731, .73, 1_000), "better");
    assertFalse(lengthening.isBetter(1, 1, 14), "nothing to gain");
  }

  @Test
  void longerIsBelievedToBeBetterWhereNothingCanBeJudged() {
    Workplace place = place(1, 1);
    Retraining again = new Retraining(place, last(600, "1"), System::nanoTime, pulse());
    Lengthening lengthening = new Lengthening(again);
    assertTrue(lengthening.pays(place.job().last(), List.of(), Duration.ofSeconds(1)));
    assertTrue(note().contains("there is no time to judge"), note());
  }

  @Test
  void whatDoesNotEndInTimeTellsNothing() {
    Workplace place = place(2, 2);
    Retraining late = new Retraining(place, last(600, "1"), System::nanoTime, pulse());
    List<Fold> folds = place.job().sampling().folds(place.data());
    List<TrainOptions> ways = List.of(place.job().candidate());
    assertEquals(List.of(Double.NaN), late.scores(ways, folds, Duration.ofMillis(1)));
    double score = late.scores(ways, folds.subList(0, 1), Retraining.UNLIMITED).get(0);
    assertTrue(score >= 0 && score <= 1, "score " + score);
  }

  @Test
  void nothingIsTriedWhereTheLengthIsGivenOrTimeIsShort() {
    Lengthening.Length same = new Lengthening.Length(1, 1, 5);
    assertEquals(same, length(1, "1", 1, 0), "no time is planned with");
    assertEquals(same, length(1, "1", 1, 0.02), "no time");
    assertEquals(same, length(1, "1", 9, 600), "it gets all the time that there is");
    assertEquals(same, length(4, "0.25", 4, 600), "it wants to train less long than others");
    assertEquals(List.of(), heard);
  }
}
