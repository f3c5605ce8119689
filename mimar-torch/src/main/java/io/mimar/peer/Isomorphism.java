package io.mimar.peer;

import io.mimar.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The graph isomorphism network that NPENAS foretells scores with: three rounds in which a vertex
 * adds what it reads to itself and passes two layers, the mean over vertices, two layers more.
 *
 * <p>Papers: Xu, Hu, Leskovec, Jegelka, How Powerful are Graph Neural Networks?, ICLR 2019, eq.
 * (4.1) with ε = 0; Wei et al., NPENAS, section III-B.
 */
final class Isomorphism {
  private static final int ROUNDS = 3;
  private static final double DROPPED = 0.1;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  private final List<String> vocabulary;
  private final Chain network;
  private Graphs graphs; // those that are passing through

  /** An untrained network. */
  Isomorphism(List<String> vocabulary, int width, RandomGenerator rng) {
    this.vocabulary = vocabulary;
    List<Layer> layers = new ArrayList<>();
    int in = vocabulary.size();
    for (int r = 0; r < ROUNDS; r++) {
      layers.add(new Sum());
      layers.add(Linear.standard(in, width, rng));
      layers.add(Relu.plain());
      layers.add(Linear.standard(width, width, rng));
      layers.add(Relu.plain());
      layers.add(new BatchNorm(width));
      in = width;
    }
    layers.add(new Mean());
    layers.add(Linear.kaiming(width, width / 2, rng));
    layers.add(Relu.plain());
    layers.add(new Dropout(DROPPED, rng));
    layers.add(Linear.kaiming(width / 2, 1, rng));
    layers.add(new Sigmoid());
    this.network = new Chain(layers);
  }

  /** Learns {@code labels} in [0, 1] by squared error, its steps falling to 0 along a cosine. */
  void fit(List<Graph> known, double[] labels, Npenas.Config config, RandomGenerator rng) {
    network.training(true);
    Adam adam = new Adam(network.parameters(), BETA1, BETA2, config.decay());
    for (int epoch = 0; epoch < config.epochs(); epoch++) {
      double rate = config.rate() * (1 + Math.cos(Math.PI * epoch / config.epochs())) / 2;
      for (int[] rows : Shuffled.batches(known.size(), config.rows(), rng)) {
        float[][] y = forward(Arrays.stream(rows).mapToObj(known::get).toList());
        for (int i = 0; i < rows.length; i++) {
          y[i] = new float[] {(float) (2 * (y[i][0] - labels[rows[i]]) / rows.length)};
        }
        network.backward(y);
        adam.step(rate);
      }
    }
    network.training(false);
  }

  /** What it foretells. */
  double[] predict(List<Graph> asked) {
    return Arrays.stream(forward(asked)).mapToDouble(output -> output[0]).toArray();
  }

  private float[][] forward(List<Graph> batch) {
    graphs = Graphs.of(batch, vocabulary);
    return network.forward(graphs.x());
  }

  /** Each vertex plus those it reads. */
  private final class Sum implements Layer {
    @Override
    public float[][] forward(float[][] x) {
      float[][] y = new float[x.length][];
      for (int v = 0; v < x.length; v++) {
        y[v] = x[v].clone();
        for (int u : graphs.sources()[v]) {
          add(y[v], x[u], 1);
        }
      }
      return y;
    }

    @Override
    public float[][] backward(float[][] gradient) {
      float[][] back = new float[gradient.length][];
      for (int v = 0; v < gradient.length; v++) {
        back[v] = gradient[v].clone();
      }
      for (int v = 0; v < gradient.length; v++) {
        for (int u : graphs.sources()[v]) {
          add(back[u], gradient[v], 1);
        }
      }
      return back;
    }
  }

  /** The mean over the vertices of each graph. */
  private final class Mean implements Layer {
    @Override
    public float[][] forward(float[][] x) {
      int[] first = graphs.first();
      float[][] y = new float[first.length - 1][x[0].length];
      for (int g = 0; g < y.length; g++) {
        for (int v = first[g]; v < first[g + 1]; v++) {
          add(y[g], x[v], 1f / (first[g + 1] - first[g]));
        }
      }
      return y;
    }

    @Override
    public float[][] backward(float[][] gradient) {
      int[] first = graphs.first();
      float[][] back = new float[first[first.length - 1]][gradient[0].length];
      for (int g = 0; g < gradient.length; g++) {
        for (int v = first[g]; v < first[g + 1]; v++) {
          add(back[v], gradient[g], 1f / (first[g + 1] - first[g]));
        }
      }
      return back;
    }
  }

  private static void add(float[] sum, float[] row, float factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * row[i];
    }
  }
}
