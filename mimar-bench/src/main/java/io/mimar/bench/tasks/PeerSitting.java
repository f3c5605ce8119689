package io.mimar.bench.tasks;

import io.mimar.bench.Programs;
import io.mimar.data.Dataset;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A peer sits an exam: a program of its own, on the same split, with the same time. */
final class PeerSitting {
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
  private static final int NO_SERIES = 0; // channels of other data

  private final Hall hall;
  private final Exam exam;
  private final int seed;
  private final Peer peer;

  /** A sitting of {@code exam} with {@code seed}. */
  PeerSitting(Hall hall, Exam exam, int seed, Peer peer) {
    this.hall = hall;
    this.exam = exam;
    this.seed = seed;
    this.peer = peer;
  }

  /**
   * Holds it.
   *
   * @throws io.mimar.MimarException when the program fails
   */
  Sitting hold() throws IOException {
    Path log = hall.log(exam, seed, peer.toString());
    ProcessBuilder program = program();
    long start = System.nanoTime();
    PeerAnswer answer = PeerAnswer.parse(Programs.run(program, log, Set.of(0)));
    return new Sitting(
        exam.name(),
        seed,
        peer.toString(),
        exam.budgetText(),
        answer.rows(),
        answer.wrong(),
        (System.nanoTime() - start) / 1e9,
        answer.setting(),
        Optional.empty(),
        hall.commit(),
        Instant.now().toString());
  }

  private ProcessBuilder program() throws IOException {
    return switch (peer) {
      case XGBOOST -> java(XgboostPeer.class, ofNumbers());
      case RESIDUAL, LENET -> java(NetworkPeer.class, ofImages());
      case FOREST, PERCEPTRON, LOGISTIC, NEAREST, WARPED -> python(ofNumbers());
      case TERMS -> python(ofTexts());
    };
  }

  private static ProcessBuilder java(Class<?> program, List<String> arguments) {
    return new ProcessBuilder(Programs.java(program, FLAGS, arguments));
  }

  /** Without Mimar's settings, which would keep NumPy to one core. */
  private ProcessBuilder python(List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of(Programs.PYTHON, hall.python().toString(), peer.toString()));
    command.addAll(arguments);
    return Programs.asFound(command);
  }

  private List<String> ofImages() throws IOException {
    List<String> arguments = new ArrayList<>(List.of(peer.toString(), "--data"));
    arguments.add(exam.data().folder(hall.data(), seed).toString());
    arguments.addAll(List.of("--budget", exam.budgetText(), "--seed", String.valueOf(seed)));
    arguments.addAll(exam.flags());
    if (exam.data().mirrors()) {
      arguments.add("--mirror");
    }
    return arguments;
  }

  private List<String> ofTexts() throws IOException {
    Path folder = exam.data().folder(hall.data(), seed);
    return timed(DataSet.part(folder, "train"), DataSet.part(folder, "test"), NO_SERIES);
  }

  private List<String> ofNumbers() throws IOException {
    Dataset data = exam.data().open(hall.data(), seed);
    LabelledSamples train = data.train().with(data.validation());
    Input input = data.format().input();
    Path folder = Files.createDirectories(hall.work());
    Path learned = folder.resolve("train.csv");
    Path tested = folder.resolve("test.csv");
    NumbersFile.write(learned, input, train);
    NumbersFile.write(tested, input, data.test().orElseThrow());
    return timed(
        learned, tested, input instanceof Input.Series series ? series.channels() : NO_SERIES);
  }

  private List<String> timed(Path train, Path test, int channels) {
    return List.of(
        train.toString(),
        test.toString(),
        String.valueOf(exam.budget().toSeconds()),
        String.valueOf(seed),
        String.valueOf(channels));
  }
}
