package io.mimar.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mimar.MimarException;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Costs;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.nn.Networks;
import io.mimar.nn.Normalisation;
import io.mimar.nn.Parameter;
import io.mimar.nn.Weights;
import io.mimar.random.Seeds;
import io.mimar.space.ImageSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTest {
  private static final Shape SHAPE = new Shape(3, 11, 10);

  @Property(tries = 50)
  void exportsOfTheStandardSpaceGiveTheSameProbabilities(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    check(Networks.random(ImageSpace.standard(), SHAPE, 5, rng), seed);
  }

  @Property(tries = 5)
  void exportsOfNasBench201GiveTheSameProbabilities(@ForAll long seed) {
    ImageSpace space = ImageSpace.nasBench201();
    check(space.network(space.random(Seeds.root(seed).rng()), SHAPE, 5), seed);
  }

  @Test
  void layersMayFollowALinearOne() {
    Network.Builder builder = Network.builder(SHAPE);
    int hidden = builder.add(new Layer.Linear(7), builder.add(new Layer.GlobalAverage(), 0));
    int node = builder.add(new Layer.Relu(), builder.add(new Layer.BatchNorm(), hidden));
    builder.add(new Layer.Linear(5), builder.add(new Layer.Dropout(0.5), node));
    check(builder.build(), 1);
  }

  private static void check(Network network, long seed) {
    Engine.start(1);
    LabelledSamples images = Networks.bands(SHAPE, 5, 9, Seeds.root(seed).at("images").rng());
    Normalisation normalisation = Normalisation.of(images);
    try (Model model = Model.of(network, normalisation, Seeds.root(seed), Device.CPU)) {
      model.load(lively(network, model.weights(), Seeds.root(seed).at("lively").rng()));
      byte[] bytes = OnnxExport.bytes(network, model.weights(), card(network));
      try (OnnxClassifier classifier = OnnxClassifier.open(bytes, 1)) {
        Parity parity = Parity.of(classifier, model, images);
        assertEquals(9, parity.images());
        assertTrue(parity.holds(), network + " differs by " + parity.largest());
        float[][] all = classifier.probabilities(images);
        for (int i = 0; i < images.size(); i++) {
          float[][] alone = classifier.probabilities(images.select(new int[] {i}));
          assertArrayEquals(all[i], alone[0], 1e-5f); // another batch may sum in another order
        }
      }
    }
  }

  /** Scales, shifts and statistics that differ from those a network starts with. */
  private static Weights lively(Network network, Weights weights, RandomGenerator rng) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (Parameter parameter : Parameter.of(network)) {
      float[] values = weights.get(parameter.name());
      for (int i = 0; i < values.length; i++) {
        double draw = rng.nextDouble();
        values[i] =
            switch (parameter.kind()) {
              case SCALE, RUNNING_VARIANCE -> (float) (0.5 + draw);
              case SHIFT, BIAS, RUNNING_MEAN -> (float) (draw - 0.5);
              default -> values[i];
            };
      }
      arrays.put(parameter.name(), values);
    }
    return Weights.of(arrays);
  }

  private static ModelCard card(Network network) {
    Costs costs = Costs.of(network);
    List<String> names = List.of("a", "b \"quoted\"", "ü", "😀 d", "e");
    return new ModelCard(
        names,
        network.input(),
        "study",
        7,
        0.5,
        "input; cell",
        costs.params(),
        costs.macs(),
        "t 1");
  }

  private static byte[] model() {
    Engine.start(1);
    Network network = Networks.small(SHAPE, 5);
    try (Model model = Model.of(network, Normalisation.neutral(SHAPE), Seeds.root(1), Device.CPU)) {
      return OnnxExport.bytes(network, model.weights(), card(network));
    }
  }

  @Test
  void theCardComesBack() {
    try (OnnxClassifier classifier = OnnxClassifier.open(model(), 2)) {
      assertEquals(card(Networks.small(SHAPE, 5)), classifier.card());
    }
  }

  @Test
  void imagesOfAnotherShapeAreRefused() {
    try (OnnxClassifier classifier = OnnxClassifier.open(model(), 1)) {
      LabelledSamples other = Networks.bands(new Shape(1, 11, 10), 5, 2, Seeds.root(1).rng());
      assertThrows(MimarException.class, () -> classifier.probabilities(other));
    }
  }

  @Test
  void foreignAndHostileFilesAreRefusedWithWhatIsMissing() throws InvalidProtocolBufferException {
    byte[] good = model();
    refused("this is a text".getBytes(StandardCharsets.UTF_8), "no ONNX model");
    refused(new byte[0], "no graph");
    refused(Arrays.copyOf(good, good.length / 2), "no ONNX model");
    ModelProto proto = ModelProto.parseFrom(good);
    refused(proto.toBuilder().clearMetadataProps().build().toByteArray(), "metadata classes");
    ModelProto.Builder renamed = proto.toBuilder();
    renamed.getGraphBuilder().getInputBuilder(0).setName("x");
    renamed.getGraphBuilder().getNodeBuilder(0).setInput(0, "x");
    refused(renamed.build().toByteArray(), "no input pixels");
    ModelProto.Builder external = proto.toBuilder();
    external
        .getGraphBuilder()
        .getInitializerBuilder(0)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    refused(external.build().toByteArray(), "other files");
    ModelProto.Builder fewer = proto.toBuilder();
    fewer.getMetadataPropsBuilder(0).setValue("[\"a\"]");
    refused(fewer.build().toByteArray(), "output probabilities");
    fewer.getMetadataPropsBuilder(0).setValue("{");
    refused(fewer.build().toByteArray(), "no JSON array");
  }

  private static void refused(byte[] model, String expected) {
    MimarException e =
        assertThrows(MimarException.class, () -> OnnxClassifier.open(model, 1).close());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  @Test
  void aWrittenFileIsReadAndComparedWithItsModel(@TempDir Path folder) throws IOException {
    Engine.start(1);
    Network network = Networks.small(SHAPE, 5);
    LabelledSamples images = Networks.bands(SHAPE, 5, 9, Seeds.root(1).rng());
    Path file = folder.resolve("model.onnx");
    try (Model model = Model.of(network, Normalisation.of(images), Seeds.root(1), Device.CPU)) {
      OnnxExport.write(file, network, model.weights(), card(network));
      OnnxExport.write(file, network, model.weights(), card(network));
      assertTrue(Parity.of(file, model, images).holds());
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    MimarException e =
        assertThrows(
            MimarException.class, () -> OnnxClassifier.open(Path.of("no-such.onnx"), 1).close());
    assertTrue(e.getMessage().contains("no-such.onnx"), e.getMessage());
  }
}
