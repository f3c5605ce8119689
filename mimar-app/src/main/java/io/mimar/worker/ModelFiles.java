package io.mimar.worker;

import io.mimar.data.LabelledSamples;
import io.mimar.evaluate.TrainedNetwork;
import io.mimar.folder.Expected;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.OnnxExport;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.onnx.Parity;
import io.mimar.train.Evaluator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes trained networks as model files, each with what the network says about some samples. */
final class ModelFiles {
  private ModelFiles() {}

  /**
   * Writes {@code trained} to {@code file}, reads it back by ONNX Runtime and compares the two.
   *
   * @param part real samples
   * @param onTest whether they are the test part
   * @param most how many of them are compared, at most
   * @param room how files are written
   */
  static Parity write(
      TrainedNetwork trained,
      ModelCard card,
      Path file,
      LabelledSamples part,
      boolean onTest,
      int most,
      Device device,
      Room room) {
    LabelledSamples samples = part.select(Expected.rows(Math.min(most, part.size()), part.size()));
    try (Model model = Model.of(trained.network(), trained.weights(), device)) {
      float[][] said = Evaluator.evaluate(model, samples).answers();
      Files.createDirectories(file.toAbsolutePath().getParent());
      Expected expected = new Expected(onTest, said);
      room.write(
          file,
          () -> {
            expected.write(file);
            OnnxExport.write(file, trained.network(), trained.weights(), card);
            return file;
          });
      try (OnnxPredictor predictor = OnnxPredictor.open(file, 1)) {
        double largest = expected.largestDifference(predictor.answers(samples));
        return new Parity(samples.size(), largest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the model " + file, e);
    }
  }
}
