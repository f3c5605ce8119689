package io.mimar.worker;

import io.mimar.data.LabelledSamples;
import io.mimar.evaluate.TrainedNetwork;
import io.mimar.folder.Expected;
import io.mimar.nn.Device;
import io.mimar.nn.Model;
import io.mimar.onnx.ModelCard;
import io.mimar.onnx.OnnxClassifier;
import io.mimar.onnx.OnnxExport;
import io.mimar.onnx.Parity;
import io.mimar.train.Evaluator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes trained networks as model files, each with what the network says about some images. */
final class ModelFiles {
  private ModelFiles() {}

  /**
   * Writes {@code trained} to {@code file}, reads it back by ONNX Runtime and compares the two.
   *
   * @param part real images
   * @param onTest whether they are the test part
   * @param most how many of them are compared, at most
   */
  static Parity write(
      TrainedNetwork trained,
      ModelCard card,
      Path file,
      LabelledSamples part,
      boolean onTest,
      int most,
      Device device) {
    LabelledSamples images = part.select(Expected.rows(Math.min(most, part.size()), part.size()));
    try (Model model = Model.of(trained.network(), trained.weights(), device)) {
      float[][] said = Evaluator.evaluate(model, images).probabilities();
      Files.createDirectories(file.toAbsolutePath().getParent());
      Expected expected = new Expected(onTest, said);
      expected.write(file);
      OnnxExport.write(file, trained.network(), trained.weights(), card);
      try (OnnxClassifier classifier = OnnxClassifier.open(file, 1)) {
        double largest = expected.largestDifference(classifier.probabilities(images));
        return new Parity(images.size(), largest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the model " + file, e);
    }
  }
}
