package io.mimar.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mimar.MimarException;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Target;
import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Model;
import io.mimar.nn.Networks;
import io.mimar.nn.Parameter;
import io.mimar.nn.Weights;
import io.mimar.random.Seeds;
import io.mimar.space.ImageSpace;
import io.mimar.space.SeriesSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTest {
  private static final Shape SHAPE = new Shape(3, 11, 10);
  private static final Task TASK = Task.images(SHAPE, 5);

  @Property(tries = 50, seed = "1")
  void exportsOfTheStandardSpaceGiveTheSameProbabilities(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    check(Networks.random(ImageSpace.standard(), SHAPE, 5, rng), seed);
  }

  @Property(tries = 5, seed = "1")
  void exportsOfNasBench201GiveTheSameProbabilities(@ForAll long seed) {
    ImageSpace space = ImageSpace.nasBench201();
    check(space.network(space.random(Seeds.root(seed).rng()), TASK), seed);
  }

  @Test
  void layersMayFollowALinearOne() {
    Network.Builder builder = Network.builder(TASK);
    int hidden = builder.add(new Layer.Linear(7), builder.add(new Layer.GlobalAverage(), 0));
    int node = builder.add(new Layer.Relu(), builder.add(new Layer.BatchNorm(), hidden));
    builder.add(new Layer.Linear(5), builder.add(new Layer.Dropout(0.5), node));
    check(builder.build(), 1);
  }

  @Property(tries = 60, seed = "1")
  void exportsOfTheSeriesSpaceGiveTheSameProbabilitiesOfSeriesThatEndEarly(@ForAll long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    SeriesSpace space = new SeriesSpace();
    Input.Series input = new Input.Series(rng.nextInt(1, 4), rng.nextInt(1, 60));
    Network network = space.network(space.random(rng), new Task(input, new Output.Classes(5)));
    check(network, Networks.series(input, 9, rng), seed);
  }

  private static void check(Network network, long seed) {
    check(network, Networks.bands(SHAPE, 5, 9, Seeds.root(seed).at("images").rng()), seed);
  }

  private static void check(Network network, LabelledSamples images, long seed) {
    Engine.start(1);
    Constants constants = Constants.of(network.task(), images);
    try (Model model = Model.of(network, constants, Seeds.root(seed), Device.CPU)) {
      model.load(lively(network, model.weights(), Seeds.root(seed).at("lively").rng()));
      byte[] bytes = OnnxExport.bytes(network, model.weights(), card(network));
      try (OnnxPredictor predictor = OnnxPredictor.open(bytes, 1)) {
        Parity parity = Parity.of(predictor, model, images);
        assertEquals(9, parity.samples());
        assertTrue(parity.holds(), network + " differs by " + parity.largest());
        float[][] all = predictor.answers(images);
        for (int i = 0; i < images.size(); i++) {
          float[][] alone = predictor.answers(images.select(new int[] {i}));
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
              case SHIFT, BIAS, GATE_BIAS, RUNNING_MEAN -> (float) (draw - 0.5);
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
    Format format =
        network.task().input() instanceof Input.Series series
            ? new Format.Series(channels(series), series.length(), 1)
            : new Format.Image(network.input());
    return new ModelCard(
        format,
        new Target.Classes(names),
        "study",
        7,
        "accuracy",
        0.5,
        "input; cell",
        costs.params(),
        costs.macs(),
        "t 1");
  }

  private static List<String> channels(Input.Series series) {
    return IntStream.range(0, series.channels()).mapToObj(c -> "c" + c).toList();
  }

  private static byte[] model() {
    Engine.start(1);
    Network network = Networks.small(SHAPE, 5);
    try (Model model = Model.of(network, Constants.neutral(TASK), Seeds.root(1), Device.CPU)) {
      return OnnxExport.bytes(network, model.weights(), card(network));
    }
  }

  @Test
  void theCardComesBack() {
    try (OnnxPredictor predictor = OnnxPredictor.open(model(), 2)) {
      assertEquals(card(Networks.small(SHAPE, 5)), predictor.card());
    }
  }

  @Test
  void imagesOfAnotherShapeAreRefused() {
    try (OnnxPredictor predictor = OnnxPredictor.open(model(), 1)) {
      LabelledSamples other = Networks.bands(new Shape(1, 11, 10), 5, 2, Seeds.root(1).rng());
      assertThrows(MimarException.class, () -> predictor.answers(other));
    }
  }

  @Test
  void aModelThatTellsOfFewerSamplesThanItIsGivenIsRefused() throws InvalidProtocolBufferException {
    ModelProto.Builder model = ModelProto.parseFrom(model()).toBuilder();
    GraphProto.Builder graph = model.getGraphBuilder();
    String output = graph.getOutput(0).getName();
    NodeProto.Builder last = graph.getNodeBuilder(graph.getNodeCount() - 1);
    assertEquals(output, last.getOutput(0));
    last.setOutput(0, "all");
    for (long bound = 0; bound < 2; bound++) {
      int type = TensorProto.DataType.INT64.getNumber();
      graph
          .addInitializerBuilder()
          .setName("b" + bound)
          .setDataType(type)
          .addDims(1)
          .addInt64Data(bound);
    }
    graph
        .addNodeBuilder()
        .setOpType("Slice")
        .addAllInput(List.of("all", "b0", "b1", "b0"))
        .addOutput(output);
    LabelledSamples images = Networks.bands(SHAPE, 5, 2, Seeds.root(1).rng());
    try (OnnxPredictor predictor = OnnxPredictor.open(model.build().toByteArray(), 1)) {
      assertEquals(1, predictor.answers(images.select(new int[] {1})).length);
      var refused = assertThrows(MimarException.class, () -> predictor.answers(images));
      assertTrue(refused.getMessage().contains("each of 2 samples"), refused.getMessage());
    }
  }

  @Test
  void foreignAndHostileFilesAreRefusedWithWhatIsMissing() throws InvalidProtocolBufferException {
    byte[] good = model();
    refused("this is a text".getBytes(StandardCharsets.UTF_8), "no ONNX model");
    refused(new byte[0], "no graph");
    refused(Arrays.copyOf(good, good.length / 2), "no ONNX model");
    ModelProto proto = ModelProto.parseFrom(good);
    refused(proto.toBuilder().clearMetadataProps().build().toByteArray(), "metadata shape");
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
    for (String operator : List.of("Loop", "If", "ConstantOfShape", "Expand")) {
      ModelProto.Builder foreign = proto.toBuilder();
      foreign.getGraphBuilder().getNodeBuilder(0).setOpType(operator);
      refused(foreign.build().toByteArray(), "has an operator " + operator);
    }
    ModelProto.Builder hiding = proto.toBuilder();
    String first = proto.getGraph().getNode(0).getOpType();
    hiding
        .getGraphBuilder()
        .getNodeBuilder(0)
        .addAttributeBuilder()
        .setName("value")
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(TensorProto.newBuilder().setDataLocation(TensorProto.DataLocation.EXTERNAL));
    refused(hiding.build().toByteArray(), "has an operator " + first);
    ModelProto.Builder domain = proto.toBuilder();
    domain.getGraphBuilder().getNodeBuilder(0).setDomain("com.example");
    refused(domain.build().toByteArray(), "has an operator " + first);
    refused(
        proto.toBuilder()
            .addFunctions(FunctionProto.newBuilder().setName("f"))
            .build()
            .toByteArray(),
        "has functions");
    refused(with(proto, "target", "{\"type\":\"classes\",\"classes\":[\"a\",\"b\"]}"), "output");
    refused(with(proto, "target", "{\"type\":\"amount\",\"name\":\"y\"}"), "output value");
    refused(with(proto, "target", "{"), "metadata target");
    refused(with(proto, "format", "null"), "metadata format");
    refused(with(proto, "format", "{\"type\":\"java.lang.Thread\"}"), "metadata format");
  }

  @Test
  void aFileOfBeforeThereWereFormatsIsOfImages() throws InvalidProtocolBufferException {
    ModelProto proto = ModelProto.parseFrom(model());
    ModelProto.Builder old = proto.toBuilder().clearMetadataProps();
    proto.getMetadataPropsList().stream()
        .filter(p -> !List.of("format", "target", "metric").contains(p.getKey()))
        .forEach(old::addMetadataProps);
    try (OnnxPredictor predictor = OnnxPredictor.open(old.build().toByteArray(), 1)) {
      assertEquals(card(Networks.small(SHAPE, 5)), predictor.card());
    }
    refused(with(old.build(), "classes", "{"), "no JSON array");
  }

  private static byte[] with(ModelProto proto, String key, String value) {
    ModelProto.Builder changed = proto.toBuilder();
    changed
        .getMetadataPropsBuilderList()
        .forEach(p -> p.setValue(p.getKey().equals(key) ? value : p.getValue()));
    return changed.build().toByteArray();
  }

  private static void refused(byte[] model, String expected) {
    MimarException e =
        assertThrows(MimarException.class, () -> OnnxPredictor.open(model, 1).close());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  @Test
  void aWrittenFileIsReadAndComparedWithItsModel(@TempDir Path folder) throws IOException {
    Engine.start(1);
    Network network = Networks.small(SHAPE, 5);
    LabelledSamples images = Networks.bands(SHAPE, 5, 9, Seeds.root(1).rng());
    Path file = folder.resolve("model.onnx");
    try (Model model = Model.of(network, Constants.of(TASK, images), Seeds.root(1), Device.CPU)) {
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
            MimarException.class, () -> OnnxPredictor.open(Path.of("no-such.onnx"), 1).close());
    assertTrue(e.getMessage().contains("no-such.onnx"), e.getMessage());
  }
}
