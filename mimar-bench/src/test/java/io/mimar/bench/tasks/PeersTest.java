package io.mimar.bench.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mimar.MimarException;
import io.mimar.bench.Programs;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers on data that anybody can tell apart, each as the program that it is. */
final class PeersTest {
  private static final Path SCRIPT = Path.of("src/main/python/peers.py");

  @TempDir Path folder;

  /** Rows of two numbers whose signs are equal in class 1 alone. */
  private Path signs(String name, int rows, long seed) throws IOException {
    RandomGenerator rng = Seeds.root(seed).rng();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double x = rng.nextDouble(0.2, 1) * (rng.nextBoolean() ? 1 : -1);
      double y = rng.nextDouble(0.2, 1) * (rng.nextBoolean() ? 1 : -1);
      lines.add((x * y > 0 ? 1 : 0) + "," + x + "," + y);
    }
    return Files.write(folder.resolve(name), lines);
  }

  /** Series of a bump up or down, somewhere, of some length; the rest is NaN. */
  private Path bumps(String name, int rows, long seed) throws IOException {
    RandomGenerator rng = Seeds.root(seed).rng();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int label = i % 2;
      int at = 1 + rng.nextInt(11); // ends are matched with ends
      int length = 14 + rng.nextInt(6);
      StringBuilder line = new StringBuilder().append(label);
      for (int t = 0; t < 20; t++) {
        line.append(',').append(t >= length ? "NaN" : t == at ? "" + (2 * label - 1) : "0.0");
      }
      lines.add(line.toString());
    }
    return Files.write(folder.resolve(name), lines);
  }

  private PeerAnswer python(String peer, Path train, Path test, int channels) throws IOException {
    ProcessBuilder asked = new ProcessBuilder("/usr/bin/python3", "-c", "import sklearn");
    assumeTrue(isInstalled(asked), "scikit-learn of Debian is not here");
    ProcessBuilder program =
        new ProcessBuilder(
            "/usr/bin/python3",
            SCRIPT.toString(),
            peer,
            train.toString(),
            test.toString(),
            "1",
            "1",
            "" + channels);
    return PeerAnswer.parse(Programs.run(program, folder.resolve("log"), Set.of(0)));
  }

  private boolean isInstalled(ProcessBuilder asked) {
    try {
      Programs.run(asked, folder.resolve("asked"), Set.of(0));
      return true;
    } catch (MimarException e) {
      return false;
    }
  }

  @Test
  void boostedTreesTellSigns() throws IOException, XGBoostError {
    Path train = signs("train.csv", 200, 1);
    PeerAnswer answer = boosted(train, signs("test.csv", 100, 2));
    assertEquals(100, answer.rows());
    assertTrue(answer.wrong().size() < 10, answer.toString());
    assertTrue(answer.setting().startsWith("eta "), answer.setting());
  }

  private static PeerAnswer boosted(Path train, Path test) throws XGBoostError {
    try {
      return XgboostPeer.answer(train, test, 1, 1);
    } catch (
        LinkageError e) { // it needs libgomp1, which comes with a compiler or with scikit-learn
      return abort("XGBoost does not load here: " + e);
    }
  }

  @Test
  void aPerceptronTellsSignsAndALineDoesNot() throws IOException {
    Path train = signs("train.csv", 200, 1);
    Path test = signs("test.csv", 100, 2);
    assertTrue(python("mlp", train, test, 0).wrong().size() < 10);
    PeerAnswer line = python("logistic", train, test, 0);
    assertEquals(100, line.rows());
    assertTrue(line.wrong().size() > 20, line.toString());
  }

  @Test
  void warpingFindsWhatMovedAndEuclidDoesNot() throws IOException {
    Path train = bumps("train.csv", 8, 1);
    Path test = bumps("test.csv", 60, 2);
    assertEquals(List.of(), python("1-nn-dtw", train, test, 1).wrong());
    assertTrue(python("1-nn", train, test, 1).wrong().size() > 5);
  }

  @Test
  void wordsTellTexts() throws IOException {
    List<String> lines = new ArrayList<>(List.of("text,label"));
    IntStream.range(0, 40)
        .forEach(i -> lines.add("\"a " + (i % 2 == 0 ? "good" : "bad") + ", long day\",c" + i % 2));
    Path file = Files.write(folder.resolve("texts.csv"), lines);
    assertEquals(
        new PeerAnswer(40, List.of(), "words and pairs, C 1"), python("tf-idf", file, file, 0));
  }

  @Test
  void whatIsNoAnswerIsAnError() {
    assertEquals(
        new PeerAnswer(2, List.of(1), "s"),
        PeerAnswer.parse("told\n{\"rows\":2,\"wrong\":[1],\"setting\":\"s\"}\n"));
    assertThrows(MimarException.class, () -> PeerAnswer.parse(""));
    assertThrows(MimarException.class, () -> PeerAnswer.parse("{\"rows\":2"));
  }
}
