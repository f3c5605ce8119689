package io.mimar.nn;

import io.mimar.data.LabelledSamples;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.SequenceLayer;
import io.mimar.random.Seeds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * First values of bags whose vectors are logits: of each term and class the logarithm of how much
 * more frequent the term is in texts of this class than in the others. A bag of those is naive
 * Bayes; training goes on from there, so that it need not learn from few texts what counting tells.
 *
 * <p>Wang and Manning, Baselines and Bigrams: Simple, Good Sentiment and Topic Classification, ACL
 * 2012, who multiply the terms by these ratios instead.
 */
final class LogCountRatios {
  /** Of a ratio; full ones make a bag sure of what it has not seen yet. */
  static final double SHARE = 0.3;

  /** Texts of each class, and of the others, that have a term besides those that have it. */
  private static final double SMOOTHING = 1;

  private static final int BATCH = 256;

  private final Network network;
  private final LabelledSamples samples;
  private final int classes;

  private LogCountRatios(Network network, LabelledSamples samples) {
    this.network = network;
    this.samples = samples;
    this.classes = network.output().channels();
  }

  /** The values by the name of their {@link Parameter}; empty where there is no such bag. */
  static Map<String, float[]> of(Network network, LabelledSamples samples) {
    Map<String, float[]> values = new LinkedHashMap<>();
    if (network.task().output() instanceof Output.Classes) {
      LogCountRatios ratios = new LogCountRatios(network, samples);
      IntStream.rangeClosed(1, network.nodes().size())
          .filter(ratios::isBagOfLogits)
          .forEach(node -> values.put(Parameter.name(node, "vectors"), ratios.values(node)));
    }
    return values;
  }

  private boolean isBagOfLogits(int node) {
    Network.Node bag = network.nodes().get(node - 1);
    return bag.layer() instanceof SequenceLayer.EmbeddingBag
        && bag.inputs().get(0) > 0
        && isAddedToLogits(node);
  }

  /** Whether nothing but sums lies between a node and what the network puts out. */
  private boolean isAddedToLogits(int node) {
    return IntStream.rangeClosed(node + 1, network.nodes().size())
        .filter(reader -> network.nodes().get(reader - 1).inputs().contains(node))
        .allMatch(
            reader ->
                network.nodes().get(reader - 1).layer() instanceof Layer.Sum
                    && isAddedToLogits(reader));
  }

  private float[] values(int node) {
    Network.Node bag = network.nodes().get(node - 1);
    int terms = ((SequenceLayer.EmbeddingBag) bag.layer()).terms();
    float[] counts = counts(bag.inputs().get(0), terms);
    double[] texts = new double[classes];
    for (int label : samples.labels()) {
      texts[label]++;
    }
    float[] values = new float[counts.length];
    for (int term = 1; term < terms; term++) { // 0 means nothing
      double all = 0;
      for (int c = 0; c < classes; c++) {
        all += counts[term * classes + c];
      }
      for (int c = 0; c < classes; c++) {
        double own = counts[term * classes + c];
        double ratio = logShare(own, texts[c]) - logShare(all - own, samples.size() - texts[c]);
        values[term * classes + c] = (float) (SHARE * ratio);
      }
    }
    return values;
  }

  private static double logShare(double with, double texts) {
    return Math.log((with + SMOOTHING) / (texts + 2 * SMOOTHING));
  }

  /** How many texts of each class have a term: {@code [terms, classes]}. */
  private float[] counts(int ids, int terms) {
    float[] counts = new float[terms * classes];
    Network reading = new Network(network.task(), network.nodes().subList(0, ids));
    Constants constants = Constants.neutral(network.task());
    try (Model model = Model.of(reading, constants, Seeds.root(0), Device.CPU)) {
      for (int from = 0; from < samples.size(); from += BATCH) {
        int size = Math.min(BATCH, samples.size() - from);
        float[] read = read(model, from, size);
        int each = read.length / size;
        for (int i = 0; i < read.length; i++) {
          int label = (int) samples.targets()[from + i / each];
          int term = (int) read[i];
          counts[term * classes + label]++;
        }
      }
    }
    return counts;
  }

  @SuppressWarnings("try") // a PointerScope works by being open
  private float[] read(Model model, int from, int size) {
    int width = (int) samples.shape().size();
    float[] batch = new float[size * width];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = samples.numbers().at(from * width + i);
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor ids = Tensors.of(batch, Device.CPU, size, 1, 1, width);
      return Tensors.floats(model.forward(ids, false));
    }
  }
}
