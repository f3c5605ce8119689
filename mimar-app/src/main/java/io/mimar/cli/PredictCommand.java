package io.mimar.cli;

import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Format;
import io.mimar.data.IdxFiles;
import io.mimar.data.ImageFile;
import io.mimar.data.LabelledFiles;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Shape;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.task.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimar predict MODEL.onnx FILES…}. */
@Command(
    name = "predict",
    description = "Tells of new samples: one line each, as CSV or as JSON lines.")
final class PredictCommand extends ReadingCommand implements Callable<Integer> {
  private static final int BATCH = 64;

  @Parameters(index = "0", paramLabel = "MODEL", description = "An exported ONNX file.")
  Path model;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILES",
      description =
          "Images, folders of images, IDX files of images or their folder; files of rows, texts or"
              + " series.")
  List<Path> files;

  @Option(
      names = "--keep-going",
      description = "Skip files that cannot be read, with a line for each.")
  boolean keepGoing;

  private int asked;
  private int predicted;

  @Override
  public Integer call() throws IOException {
    try (OnnxPredictor predictor = OnnxPredictor.open(model, 1)) {
      PredictionWriter out = new PredictionWriter(System.out, json, predictor.card().target());
      try {
        if (areImages(predictor.card().format())) {
          predict(images(), predictor, out);
        } else {
          predictRows(predictor, out);
        }
      } finally {
        out.flush(); // what was predicted before a broken file is not lost
      }
    }
    if (predicted == 0) {
      System.err.println("mimar: none of " + asked + " files could be read");
      return ExitCode.FAILED;
    }
    return ExitCode.DONE;
  }

  /** Whether image files were given: to a model of written pixels rows may be as well. */
  private boolean areImages(Format format) {
    if (!(format instanceof Format.PixelTable)) {
      return format instanceof Format.Image && !files.stream().allMatch(IdxFiles::areImagesAt);
    }
    List<Path> all = expanded();
    return !all.isEmpty()
        && all.stream().allMatch(file -> ImageFile.isNamedLikeOne(file.toString()));
  }

  private List<Path> images() {
    List<Path> all = expanded();
    if (all.isEmpty()) {
      throw new MimarException(
          "there is no image file in " + files, "Name image files, or folders that hold some.");
    }
    asked = all.size();
    return all;
  }

  private void predictRows(OnnxPredictor predictor, PredictionWriter out) throws IOException {
    asked = files.size();
    for (Path file : files) {
      Optional<LabelledFiles> read = rows(file, predictor);
      if (read.isEmpty()) {
        continue;
      }
      read.get().assumptions().forEach(a -> System.err.println("mimar: " + a));
      float[][] answers = predictor.answers(read.get().samples());
      for (int i = 0; i < answers.length; i++) {
        out.write(read.get().files().get(i), answers[i]);
      }
      predicted += answers.length;
    }
  }

  private Optional<LabelledFiles> rows(Path file, OnnxPredictor predictor) {
    return readable(() -> Tasks.unlabelled(file, predictor.card().format(), DataOptions.DEFAULT));
  }

  private void predict(List<Path> all, OnnxPredictor predictor, PredictionWriter out)
      throws IOException {
    List<Path> batch = new ArrayList<>();
    List<byte[]> pixels = new ArrayList<>();
    try {
      for (Path file : all) {
        Optional<byte[]> read = read(file, predictor);
        if (read.isPresent()) {
          batch.add(file);
          pixels.add(read.get());
        }
        if (batch.size() == BATCH) {
          flush(predictor, batch, pixels, out);
        }
      }
    } finally {
      flush(predictor, batch, pixels, out);
    }
  }

  private Optional<byte[]> read(Path file, OnnxPredictor predictor) {
    return readable(() -> ImageFile.pixels(file, predictor.card().shape(), DataOptions.DEFAULT));
  }

  /** What {@code reading} gives; nothing where it fails and what fails is skipped. */
  private <T> Optional<T> readable(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (MimarException e) {
      if (!keepGoing) {
        throw e;
      }
      System.err.println("mimar: skipped: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void flush(
      OnnxPredictor predictor, List<Path> batch, List<byte[]> pixels, PredictionWriter out)
      throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    Shape shape = predictor.card().shape();
    float[][] probabilities =
        predictor.answers(LabelledSamples.images(shape, pixels, new int[batch.size()]));
    for (int i = 0; i < probabilities.length; i++) {
      out.write(batch.get(i).toString(), probabilities[i]);
    }
    predicted += batch.size();
    batch.clear();
    pixels.clear();
  }

  /** The files as given, and the images of folders in the order of their names. */
  private List<Path> expanded() {
    return files.stream().flatMap(file -> ImageFile.in(file).stream()).toList();
  }
}
