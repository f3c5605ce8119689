package io.mimar.bench;

import io.mimar.data.BundledData;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.data.LabelledSamples;
import io.mimar.data.StratifiedSplit;
import io.mimar.random.Seeds;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Writes the data of the table that ships: the demo's 4,000 training images as train part, rows of
 * the whole Fashion-MNIST that equal none of them as validation part, the demo's test images as
 * test part, which a table does not touch.
 */
@Command(name = "demo-table-data", mixinStandardHelpOptions = true)
public final class DemoTableData implements Runnable {
  private static final int IMAGES = 0x0803;
  private static final int LABELS = 0x0801;

  @Spec CommandSpec spec;

  @Option(names = "--data", required = true, description = "The whole Fashion-MNIST, IDX files.")
  Path data;

  @Option(names = "--out", required = true, description = "The folder to write.")
  Path out;

  @Option(names = "--validation-rows", description = "Default 10000.")
  int validationRows = 10_000;

  /** Writes the folder. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DemoTableData()).execute(arguments));
  }

  @Override
  public void run() {
    Seeds seeds = Seeds.root(0);
    Dataset demo = BundledData.fashionMnist(DataOptions.DEFAULT, seeds);
    Dataset whole = Datasets.open(data, DataOptions.DEFAULT, seeds);
    LabelledSamples train = demo.train().with(demo.validation());
    LabelledSamples test = demo.test().orElseThrow();
    LabelledSamples unseen = without(whole.train().with(whole.validation()), List.of(train, test));
    int[] judges =
        StratifiedSplit.sample(
            unseen.labels(), demo.classes().size(), validationRows, seeds.at("judges").rng());
    try {
      Files.createDirectories(out);
      Files.write(out.resolve("classes.txt"), demo.classes());
      write("train", train);
      write("validation", unseen.select(judges));
      write("test", test);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%d train, %d validation (of %d unseen), %d test images in %s%n",
            train.size(), judges.length, unseen.size(), test.size(), out);
  }

  /** The rows of {@code pool} that equal no row of {@code others}. */
  private static LabelledSamples without(LabelledSamples pool, List<LabelledSamples> others) {
    Set<ByteBuffer> known = new HashSet<>(); // looked up only
    for (LabelledSamples images : others) {
      IntStream.range(0, images.size()).forEach(row -> known.add(pixels(images, row)));
    }
    return pool.select(
        IntStream.range(0, pool.size())
            .filter(row -> !known.contains(pixels(pool, row)))
            .toArray());
  }

  private static ByteBuffer pixels(LabelledSamples images, int row) {
    int length = (int) images.shape().size();
    return ByteBuffer.wrap(images.pixels(), row * length, length).slice();
  }

  private void write(String part, LabelledSamples images) throws IOException {
    try (DataOutputStream file = open(part + "-images-idx3-ubyte.gz")) {
      file.writeInt(IMAGES);
      file.writeInt(images.size());
      file.writeInt(images.shape().height());
      file.writeInt(images.shape().width());
      file.write(images.pixels());
    }
    try (DataOutputStream file = open(part + "-labels-idx1-ubyte.gz")) {
      file.writeInt(LABELS);
      file.writeInt(images.size());
      for (int label : images.labels()) {
        file.writeByte(label);
      }
    }
  }

  private DataOutputStream open(String name) throws IOException {
    return new DataOutputStream(
        new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(out.resolve(name)))));
  }
}
