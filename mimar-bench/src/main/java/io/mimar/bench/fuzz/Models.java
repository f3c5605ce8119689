package io.mimar.bench.fuzz;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.mimar.config.Spaces;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Numbers;
import io.mimar.data.Target;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.OnnxExport;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.random.Seeds;
import io.mimar.space.NetworkSpace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small models of Mimar's, also some that say other things of themselves than they should. */
final class Models {
  private static final String SERIES = "series";
  private static final String FORMAT = "format";
  private static final String TARGET = "target";
  private static final Pattern TYPE = Pattern.compile("\"type\":\"(\\w+)\"");
  private static final Target CLASSES = new Target.Classes(List.of("yes", "no"));
  private static final Map<String, ModelProto> SOUND = made();

  private Models() {}

  /** One for each kind of samples, by the name that its format has. */
  private static Map<String, ModelProto> made() {
    Map<String, ModelProto> made = new TreeMap<>();
    made.put(SERIES, linear(new Format.Series(List.of("a"), 4, 1), CLASSES));
    made.put("image", linear(new Format.Image(new Shape(3, 2, 2)), CLASSES));
    made.put(
        "pixels",
        linear(
            new Format.PixelTable(new Shape(1, 1, 2), 255, List.of("p0", "p1", "label"), "label"),
            CLASSES));
    made.put("text", standard(text(), CLASSES));
    made.put("table", standard(table(), new Target.Amount("price", 100.0)));
    return made;
  }

  private static Format text() {
    return new Format.Text(
        List.of("title", "body"), "label", List.of("good", "bad"), 4, 8, 16, 2, 3);
  }

  private static Format table() {
    return new Format.Table(
        List.of(
            new Format.Column("age", Format.Kind.NUMBER, "comma", List.of(), true, 30.0),
            new Format.Column("town", Format.Kind.CATEGORY, "", List.of("Ulm", "Bonn"), false),
            new Format.Column("since", Format.Kind.DAY, "yyyy-MM-dd", List.of(), true),
            new Format.Column("since", Format.Kind.MONTH, "yyyy-MM-dd", List.of(), true),
            new Format.Column("note", Format.Kind.WORD, "good", List.of(), false)),
        List.of("age", "town", "since", "note", "price"),
        "price",
        "thousands");
  }

  private static ModelProto linear(Format format, Target target) {
    return model(linear(new Task(format.input(), target.output())), format, target);
  }

  private static Network linear(Task task) {
    Network.Builder builder = Network.builder(task);
    int units = task.output().size();
    builder.add(new Layer.Linear(units), builder.add(new Layer.Flatten(), 0));
    return builder.build();
  }

  private static ModelProto standard(Format format, Target target) {
    Task task = new Task(format.input(), target.output());
    NetworkSpace space = Spaces.standard(task.input());
    return model(space.network(space.random(Seeds.root(1).rng()), task), format, target);
  }

  private static ModelProto model(Network network, Format format, Target target) {
    ModelCard card = new ModelCard(format, target, "fuzz", 0, "accuracy", 0.5, "", 0, 0, "");
    Constants constants = Constants.neutral(network.task());
    try (Model model = Model.of(network, constants, Seeds.root(1), Device.CPU)) {
      return ModelProto.parseFrom(OnnxExport.bytes(network, model.weights(), card));
    } catch (IOException e) {
      throw new IllegalStateException("the model that was just made cannot be read", e);
    }
  }

  /** One of a single layer. */
  static Network network() {
    return linear(Task.images(new Shape(1, 1, 2), 2));
  }

  /** The weights of it. */
  static byte[] weights() throws IOException {
    Network network = network();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Constants constants = Constants.neutral(network.task());
    try (Model model = Model.of(network, constants, Seeds.root(1), Device.CPU)) {
      model.weights().write(bytes);
    }
    return bytes.toByteArray();
  }

  /** One for series of 4 steps and 2 classes. */
  static byte[] sound() {
    return SOUND.get(SERIES).toByteArray();
  }

  /** One that is a single layer. */
  static byte[] of(Format format, Target target) {
    return linear(format, target).toByteArray();
  }

  /** Asks the model in {@code file}, if it is one, of two samples of nothing. */
  static void ask(Path file) {
    try (OnnxPredictor predictor = OnnxPredictor.open(file, 1)) {
      Shape shape = predictor.card().shape();
      if (shape.size() < 1 << 16) {
        float[] numbers = new float[2 * (int) shape.size()];
        predictor.answers(new LabelledSamples(shape, new Numbers.Floats(numbers), new float[2]));
      }
    }
  }

  /** What each of them says of itself: its format, a zero, its target. */
  static List<byte[]> said() {
    return SOUND.values().stream()
        .map(model -> Examples.bytes(said(model, FORMAT) + "\0" + said(model, TARGET)))
        .toList();
  }

  private static String said(ModelProto model, String key) {
    return model.getMetadataPropsList().stream()
        .filter(kept -> kept.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst()
        .orElseThrow();
  }

  /** The model of the kind that {@code format} names, with this format and another target. */
  static byte[] saying(String format, String target) {
    Matcher type = TYPE.matcher(format);
    ModelProto sound = SOUND.getOrDefault(type.find() ? type.group(1) : SERIES, SOUND.get(SERIES));
    ModelProto.Builder model = sound.toBuilder().clearMetadataProps();
    for (StringStringEntryProto kept : sound.getMetadataPropsList()) {
      String value =
          switch (kept.getKey()) {
            case FORMAT -> format;
            case TARGET -> target;
            default -> kept.getValue();
          };
      model.addMetadataProps(kept.toBuilder().setValue(value));
    }
    return model.build().toByteArray();
  }
}
