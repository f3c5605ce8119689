package io.mimar.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.data.Format;
import io.mimar.data.Target;
import io.mimar.evaluate.Ensemble;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.ImageSpace;
import io.mimar.space.MobileSpace;
import io.mimar.space.NetworkSpace;
import io.mimar.space.SeriesSpace;
import io.mimar.space.TabularSpace;
import io.mimar.space.TextSpace;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The size that is foretold is never below that of the file, and hardly above. */
class ModelSizeTest {
  private static final Target CLASSES = new Target.Classes(List.of("a", "b \"quoted\"", "ü", "😀"));
  private static final Target AMOUNT = new Target.Amount("price");
  private static final Format TABLE =
      new Format.Table(
          List.of(
              new Format.Column("age", Format.Kind.NUMBER, "plain", List.of(), true),
              new Format.Column("town", Format.Kind.CATEGORY, "", List.of("Rize", "Ünye"), false),
              new Format.Column("size", Format.Kind.NUMBER, "plain", List.of(), false)),
          List.of("age", "town", "size", "price"),
          "price");

  @Property(tries = 25, seed = "1")
  void ofImages(@ForAll long seed) {
    Format format = new Format.Image(new Shape(3, 16, 14));
    check(ImageSpace.standard(), format, CLASSES, seed);
    check(new MobileSpace(), format, CLASSES, seed);
  }

  @Property(tries = 25, seed = "1")
  void ofTexts(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    int count = rng.nextInt(0, 2_000);
    List<String> words = IntStream.range(0, count).mapToObj(i -> "wörd" + i).toList();
    check(new TextSpace(), new Format.Text("text", words, 20, 30, 3_000, 2, 0), CLASSES, seed);
  }

  @Property(tries = 25, seed = "1")
  void ofSeries(@ForAll long seed) {
    Format format = new Format.Series(List.of("x", "y"), 40, 1);
    check(new SeriesSpace(), format, AMOUNT, seed);
  }

  @Property(tries = 25, seed = "1")
  void ofTables(@ForAll long seed) {
    check(new TabularSpace(), TABLE, AMOUNT, seed);
    check(new TabularSpace(), TABLE, CLASSES, seed);
  }

  private static void check(NetworkSpace space, Format format, Target target, long seed) {
    Engine.start(1);
    RandomGenerator rng = Seeds.root(seed).rng();
    Architecture architecture = space.random(rng);
    String text = architecture.toString();
    ModelSize sizes = new ModelSize(format, target, "accuracy", "Mimar 1");
    for (int members : new int[] {1, 3}) {
      Task task = new Task(format.input(), target.output());
      Network network =
          Ensemble.joined(Collections.nCopies(members, space.network(architecture, task)));
      Costs costs = Costs.of(network);
      ModelCard card =
          new ModelCard(
              format,
              target,
              "s".repeat(rng.nextInt(256)),
              rng.nextInt(10_000_000),
              "accuracy",
              -rng.nextDouble() * 1e-300,
              text,
              costs.params(),
              costs.macs(),
              "Mimar 1");
      long bytes;
      try (Model model = Model.of(network, Constants.neutral(task), Seeds.root(seed), Device.CPU)) {
        bytes = OnnxExport.bytes(network, model.weights(), card).length;
      }
      long foretold = sizes.of(network, text);
      assertTrue(
          foretold >= bytes && foretold <= bytes + ModelSize.SLACK,
          foretold + " for " + bytes + " of " + text);
    }
  }
}
