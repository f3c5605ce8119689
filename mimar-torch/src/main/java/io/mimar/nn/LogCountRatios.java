package io.mimar.nn;

import io.mimar.data.LabelledSamples;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.SequenceLayer;
import io.mimar.random.Seeds;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

  /**
   * So many texts more are taken to have a term, of all classes in proportion: what few texts have
   * tells little, and what none has nothing.
   */
  private static final double MORE_WITH = 2;

  /** So many texts more of each class are taken to be like those of all: few tell little. */
  private static final double MORE_ALIKE = 3;

  private static final int BATCH = 256;

  private final Network network;
  private final LabelledSamples samples;
  private final int classes;
  private final Map<String, Integer> bags = new HashMap<>(); // nodes by the names of their tables

  /** Those of the bags of {@code network} in texts that are to be learned from. */
  LogCountRatios(Network network, LabelledSamples samples) {
    this.network = network;
    this.samples = samples;
    this.classes = network.output().channels();
    if (network.task().output() instanceof Output.Classes) {
      IntStream.rangeClosed(1, network.nodes().size())
          .filter(this::isBagOfLogits)
          .forEach(node -> bags.put(Parameter.name(node, "vectors"), node));
    }
  }

  /** The first values of {@code parameter}; empty where it is not the table of such a bag. */
  Optional<float[]> of(Parameter parameter) {
    return Optional.ofNullable(bags.get(parameter.name())).map(this::values);
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
    float[] values = counts(bag.inputs().get(0), terms);
    double[] texts = new double[classes];
    for (int label : samples.labels()) {
      texts[label]++;
    }
    double[] own = new double[classes];
    for (int from = 0; from < values.length; from += classes) {
      double all = 0;
      for (int c = 0; c < classes; c++) {
        own[c] = values[from + c];
        all += own[c];
      }
      for (int c = 0; c < classes && all > 0; c++) {
        double others = samples.size() - texts[c];
        double ratio = share(own[c], texts[c], all) / share(all - own[c], others, all);
        values[from + c] = (float) (SHARE * StrictMath.log(ratio)); // the same on every machine
      }
    }
    return values;
  }

  /** How large a share of some texts have a term that {@code all} texts have. */
  private double share(double with, double texts, double all) {
    double more = MORE_WITH * texts / samples.size() + MORE_ALIKE * all / samples.size();
    return (with + more) / (texts + MORE_ALIKE);
  }

  /** How many texts of each class have a term: {@code [terms, classes]}. */
  private float[] counts(int ids, int terms) {
    float[] counts = new float[terms * classes];
    int[] last = new int[terms]; // the number of the text that had it last, from 1
    Network reading = new Network(network.task(), network.nodes().subList(0, ids));
    Constants constants = Constants.neutral(network.task());
    try (Model model = Model.of(reading, constants, Seeds.root(0), Device.CPU)) {
      for (int from = 0; from < samples.size(); from += BATCH) {
        int size = Math.min(BATCH, samples.size() - from);
        float[] read = read(model, from, size);
        int each = read.length / size;
        for (int i = 0; i < read.length; i++) {
          int term = (int) read[i];
          int text = from + i / each;
          if (term > 0 && last[term] != text + 1) { // 0 means nothing
            last[term] = text + 1;
            counts[term * classes + (int) samples.targets()[text]]++;
          }
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
