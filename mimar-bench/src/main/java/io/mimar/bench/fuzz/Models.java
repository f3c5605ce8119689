package io.mimar.bench.fuzz;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.mimar.data.Format;
import io.mimar.data.Target;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Task;
import io.mimar.nn.Constants;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.OnnxExport;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.util.List;

/** Models of Mimar's that say other things of themselves than they should. */
final class Models {
  private static final ModelProto SOUND = made();

  private Models() {}

  /** A small network for series of 4 steps and 2 classes. */
  private static ModelProto made() {
    Format format = new Format.Series(List.of("a"), 4, 1);
    Target target = new Target.Classes(List.of("yes", "no"));
    Task task = new Task(format.input(), target.output());
    Network.Builder builder = Network.builder(task);
    builder.add(new Layer.Linear(2), builder.add(new Layer.Flatten(), 0));
    Network network = builder.build();
    ModelCard card = new ModelCard(format, target, "fuzz", 0, "accuracy", 0.5, "", 0, 0, "");
    try (Model model = Model.of(network, Constants.neutral(task), Seeds.root(1), Device.CPU)) {
      return ModelProto.parseFrom(OnnxExport.bytes(network, model.weights(), card));
    } catch (IOException e) {
      throw new IllegalStateException("the model that was just made cannot be read", e);
    }
  }

  /** The model as it was written. */
  static byte[] sound() {
    return SOUND.toByteArray();
  }

  /** The model with another format of what is put in, and another target. */
  static byte[] saying(String format, String target) {
    ModelProto.Builder model = SOUND.toBuilder().clearMetadataProps();
    for (StringStringEntryProto kept : SOUND.getMetadataPropsList()) {
      String value =
          switch (kept.getKey()) {
            case "format" -> format;
            case "target" -> target;
            default -> kept.getValue();
          };
      model.addMetadataProps(kept.toBuilder().setValue(value));
    }
    return model.build().toByteArray();
  }
}
