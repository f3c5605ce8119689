package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.config.Config;
import io.mimar.config.Spaces;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Target;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Feasible;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.NetworkSpace;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerDeskTest {
  private static final int SIDE = 8;
  private static final Shape SHAPE = new Shape(1, SIDE, SIDE);

  @TempDir Path folder;

  /** Two classes of ramps, one brighter towards the end of rows (or columns), one darker. */
  private static LabelledSamples ramps(boolean alongRows, int count, RandomGenerator rng) {
    byte[] pixels = new byte[count * SIDE * SIDE];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          int place = alongRows ? x : y;
          int level = 25 * (labels[i] == 0 ? place : SIDE - 1 - place) + rng.nextInt(50);
          pixels[(i * SIDE + y) * SIDE + x] = (byte) level;
        }
      }
    }
    return LabelledSamples.images(SHAPE, pixels, labels);
  }

  /** What a final training on such images says of mirroring. */
  private String noteOnMirroring(boolean alongRows) throws IOException {
    RandomGenerator rng = Seeds.root(3).rng();
    RunFolder run = new RunFolder(folder.resolve("rows-" + alongRows));
    Files.createDirectories(run.models());
    Dataset data =
        new Dataset(
            "ramps",
            new Format.Image(SHAPE),
            new Target.Classes(List.of("up", "down")),
            ramps(alongRows, 120, rng),
            ramps(alongRows, 60, rng),
            Optional.empty(),
            false,
            List.of());
    PreparedData.write(data, run.data());
    NetworkSpace space = Spaces.named("image");
    Problem problem =
        new Problem(
            space,
            CostModel.ofNetworks(space, Task.images(SHAPE, 2)),
            List.of(new Limit("params", 3_000), new Limit("macs", 60_000)),
            Objective.ACCURACY);
    Architecture architecture = new Feasible(problem).random(History.empty(), rng).orElseThrow();
    List<Message> heard = Collections.synchronizedList(new ArrayList<>());
    WorkerDesk desk = WorkerDesk.ofProcess(System::nanoTime, heard::add);
    desk.handle(
        new Message.Open(
            run.path().toString(),
            1,
            new Job(
                "ramps",
                "image",
                new CandidateTrainer.Sampling(1_000, 1),
                "auto",
                Config.DEFAULT.train().withEpochs(4),
                Config.DEFAULT.last().withEpochs(2),
                2,
                "cpu",
                false,
                false)));
    // a score of 1 in the search, as the best of many has, must not decide
    desk.handle(
        new Message.TrainFinal(
            0,
            1.0,
            5,
            List.of(architecture.values()),
            0,
            true,
            run.model().toAbsolutePath().toString(),
            false));
    assertTrue(heard.get(heard.size() - 1) instanceof Message.FinalFinished, heard.toString());
    List<String> notes =
        heard.stream()
            .filter(Message.Note.class::isInstance)
            .map(m -> ((Message.Note) m).sentence())
            .toList();
    List<String> mirroring = notes.stream().filter(n -> n.startsWith("Mirrored images")).toList();
    assertEquals(1, mirroring.size(), notes.toString());
    boolean views = notes.stream().anyMatch(n -> n.contains("of its mirror image"));
    assertEquals(mirroring.get(0).startsWith("Mirrored images are used"), views, notes.toString());
    return mirroring.get(0);
  }

  @Test
  void mirrorsImagesOnlyWhereThatDoesNoHarm() throws IOException {
    String harmful = noteOnMirroring(true);
    assertTrue(harmful.startsWith("Mirrored images are not used"), harmful);
    String harmless = noteOnMirroring(false);
    assertTrue(harmless.startsWith("Mirrored images are used"), harmless);
  }

  /** How a trial ended; a child starts from trial 0, if that is there. */
  private static Result trained(TinyStudy tiny, int number, boolean inherit, boolean child) {
    List<Message> heard = Collections.synchronizedList(new ArrayList<>());
    WorkerDesk desk = WorkerDesk.ofProcess(System::nanoTime, heard::add);
    desk.handle(new Message.Open(tiny.folder().path().toString(), 1, TinyStudy.job(3, inherit)));
    Feasible feasible = new Feasible(tiny.problem());
    List<Integer> values =
        feasible.random(History.empty(), Seeds.root(4).rng()).orElseThrow().values();
    Optional<Message.Parent> parent =
        child ? Optional.of(new Message.Parent(0, values)) : Optional.empty();
    desk.handle(
        new Message.Train(
            number, values, 10 + number, List.of(), List.of(), parent, Optional.empty()));
    Message last = heard.get(heard.size() - 1);
    assertTrue(last instanceof Message.Finished, last::toString);
    return ((Message.Finished) last).result();
  }

  private static List<Double> losses(Result result) {
    return result.curve().stream().map(e -> e.trainLoss()).toList();
  }

  @Test
  void aChildStartsFromItsParentAndAnewWhereThatIsLostOrDamaged() throws IOException {
    TinyStudy tiny = TinyStudy.in(folder.resolve("heirs"));
    Path weights = tiny.folder().weights(0);
    List<Double> fresh = losses(trained(tiny, 1, false, false));
    assertFalse(Files.exists(tiny.folder().weights(1)), "weights are kept where they are wanted");
    double parent = trained(tiny, 0, true, false).curve().get(2).trainLoss();
    byte[] kept = Files.readAllBytes(weights);
    Result heir = trained(tiny, 1, true, true);
    assertTrue(Files.exists(tiny.folder().weights(1)));
    assertTrue(
        losses(heir).get(0) < (fresh.get(0) + parent) / 2,
        "the first epoch of a child is as good as the last of its parent's: " + losses(heir));
    Files.write(weights, Arrays.copyOf(kept, kept.length / 2));
    assertEquals(fresh, losses(trained(tiny, 1, true, true)));
    Files.writeString(weights, "no weights");
    assertEquals(fresh, losses(trained(tiny, 1, true, true)));
    Files.delete(weights);
    assertEquals(fresh, losses(trained(tiny, 1, true, true)));
    Files.write(weights, new byte[] {0x4d, 0x49, 0x4d, 0x57, 0, 0, 0, 1, 0, 0, 0, 0});
    Result strange = trained(tiny, 1, true, true);
    assertEquals(Outcome.COMPLETE, strange.outcome(), strange::reason);
    assertEquals(fresh, losses(strange), "weights of another network are damage, too");
  }
}
