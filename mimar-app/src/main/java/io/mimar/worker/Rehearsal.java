package io.mimar.worker;

import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.config.Json;
import io.mimar.config.Spaces;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import io.mimar.space.NetworkSpace;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Does once, in seconds, what workers do: an engine that does not run here is told of before a
 * search, and the launcher keeps the classes that were needed as Java has them in memory, so that
 * workers start faster.
 */
public final class Rehearsal {
  private static final String NAME = "rehearsal";
  private static final Shape IMAGE = new Shape(1, 8, 8);
  private static final int IMAGES = 80;
  private static final int EPOCHS = 2;

  private Rehearsal() {}

  /**
   * Trains one candidate on noise.
   *
   * @param arguments a folder to do it in, which is left to the caller
   */
  public static void main(String[] arguments) throws IOException {
    rehearse(new RunFolder(Path.of(arguments[0])));
  }

  private static void rehearse(RunFolder folder) throws IOException {
    Files.createDirectories(folder.models());
    Dataset data = noise();
    PreparedData.write(data, folder.data());
    NetworkSpace space = Spaces.named("image");
    List<Integer> values = space.portfolio().get(0).get(0).values();
    List<Message> answers = new ArrayList<>();
    WorkerDesk desk = WorkerDesk.ofProcess(System::nanoTime, answers::add);
    desk.handle(read(new Message.Open(folder.path().toString(), 1, job())));
    desk.handle(read(Message.Train.whole(0, values, 1)));
    for (Message answer : answers) {
      if (read(answer) instanceof Message.Finished finished) {
        requireComplete(finished.result());
      }
    }
  }

  private static void requireComplete(Result result) {
    if (result.outcome() != Outcome.COMPLETE) {
      throw new MimarException(
          "a rehearsal of training ended as " + result.outcome() + ": " + result.reason(),
          "Read the lines above; the engine may not run on this processor.");
    }
  }

  /** As it arrives at the other side. */
  private static Message read(Message message) throws IOException {
    return Json.json().readValue(Json.json().writeValueAsBytes(message), Message.class);
  }

  private static Job job() {
    return new Job(
        NAME,
        "image",
        new CandidateTrainer.Sampling(IMAGES, 1),
        "accuracy",
        Config.DEFAULT.train().withEpochs(EPOCHS),
        Config.DEFAULT.last(),
        EPOCHS,
        "auto",
        true,
        false);
  }

  private static Dataset noise() {
    RandomGenerator rng = Seeds.root(1).at(NAME).rng();
    List<byte[]> pixels = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      byte[] image = new byte[IMAGE.height() * IMAGE.width()];
      rng.nextBytes(image);
      pixels.add(image);
      classes.add(i % 2 == 0 ? "even" : "odd");
    }
    return Datasets.inMemory(
        NAME, IMAGE, pixels, classes, DataOptions.DEFAULT, Seeds.root(1).at("data"));
  }
}
