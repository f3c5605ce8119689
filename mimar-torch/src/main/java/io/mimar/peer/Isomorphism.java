package io.mimar.peer;

import io.mimar.embed.InitialWeights;
import io.mimar.embed.Parameters;
import io.mimar.graph.Graph;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The graph isomorphism network that NPENAS foretells scores with: three rounds in which a vertex
 * adds what it reads to itself and passes two layers, the mean over vertices, two layers more.
 * Lives in the pointer scope it is made in.
 *
 * <p>Papers: Xu, Hu, Leskovec, Jegelka, How Powerful are Graph Neural Networks?, ICLR 2019, eq.
 * (4.1) with ε = 0; Wei et al., NPENAS, section III-B.
 */
@SuppressWarnings("try") // a PointerScope works by being open
final class Isomorphism {
  private static final int ROUNDS = 3;
  private static final double DROPPED = 0.1;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double MOMENTUM = 0.1;
  private static final double VARIANCE_FLOOR = 1e-5;

  private final List<String> vocabulary;
  private final Npenas.Config config;
  private final RandomGenerator rng;
  private final Parameters parameters;
  private final Tensor[] mean = new Tensor[ROUNDS];
  private final Tensor[] variance = new Tensor[ROUNDS];

  /** An untrained network. */
  Isomorphism(List<String> vocabulary, Npenas.Config config, RandomGenerator rng) {
    this.vocabulary = vocabulary;
    this.config = config;
    this.rng = rng;
    int width = config.width();
    InitialWeights initial = new InitialWeights(rng);
    for (int r = 0; r < ROUNDS; r++) {
      initial
          .linear("first" + r, r == 0 ? vocabulary.size() : width, width)
          .linear("second" + r, width, width)
          .constant("scale" + r, 1, width, 1)
          .constant("shift" + r, 1, width, 0);
      mean[r] = torch.zeros(width);
      variance[r] = torch.ones(width);
    }
    initial.linear("hidden", width, width / 2).linear("score", width / 2, 1);
    this.parameters = new Parameters(initial.weights());
  }

  /** Learns {@code labels} in [0, 1] by squared error, its steps falling to 0 along a cosine. */
  void fit(List<Graph> known, double[] labels) {
    for (int epoch = 0; epoch < config.epochs(); epoch++) {
      double rate = config.rate() * (1 + Math.cos(Math.PI * epoch / config.epochs())) / 2;
      for (int[] rows : Shuffled.batches(known.size(), config.rows(), rng)) {
        double[] wanted = Arrays.stream(rows).mapToDouble(r -> labels[r]).toArray();
        parameters.zeroGradient();
        try (PointerScope scope = new PointerScope()) {
          Tensor said = forward(Arrays.stream(rows).mapToObj(known::get).toList(), true);
          said.sub(Perceptrons.matrix(new double[][] {wanted})).square().mean().backward();
        }
        parameters.shrink(config.decay());
        parameters.step(rate, BETA1, BETA2);
      }
    }
  }

  /** What it foretells. */
  double[] predict(List<Graph> asked) {
    try (PointerScope scope = new PointerScope()) {
      return Perceptrons.numbers(forward(asked, false));
    }
  }

  /** {@code [1, B]}: the vertices of all graphs are rows of one matrix. */
  private Tensor forward(List<Graph> graphs, boolean training) {
    int vertices = graphs.stream().mapToInt(Graph::size).sum();
    double[][] label = new double[vertices][vocabulary.size()];
    double[][] reads = new double[vertices][vertices];
    double[][] share = new double[graphs.size()][vertices];
    int first = 0;
    for (int g = 0; g < graphs.size(); g++) {
      Graph graph = graphs.get(g);
      for (int v = 0; v < graph.size(); v++) {
        label[first + v][vocabulary.indexOf(graph.label(v))] = 1;
        share[g][first + v] = 1.0 / graph.size();
        reads[first + v][first + v] = 1;
        for (int u : graph.inputs(v)) {
          reads[first + v][first + u] = 1;
        }
      }
      first += graph.size();
    }
    Tensor h = Perceptrons.matrix(label);
    Tensor adjacency = Perceptrons.matrix(reads);
    for (int r = 0; r < ROUNDS; r++) {
      h = parameters.linear("first" + r, adjacency.matmul(h)).relu();
      h = normalised(r, parameters.linear("second" + r, h).relu(), training);
    }
    h = parameters.linear("hidden", Perceptrons.matrix(share).matmul(h)).relu();
    return parameters.linear("score", training ? dropped(h) : h).sigmoid().view(1, -1);
  }

  private Tensor normalised(int round, Tensor h, boolean training) {
    return torch.batch_norm(
        h,
        new TensorOptional(parameters.get("scale" + round).flatten()),
        new TensorOptional(parameters.get("shift" + round).flatten()),
        new TensorOptional(mean[round]),
        new TensorOptional(variance[round]),
        training,
        MOMENTUM,
        VARIANCE_FLOOR,
        false);
  }

  /** Paper: Srivastava et al., Dropout, JMLR 2014; the chance is the caller's. */
  private Tensor dropped(Tensor h) {
    double[][] kept = new double[(int) h.size(0)][(int) h.size(1)];
    for (double[] row : kept) {
      Arrays.setAll(row, i -> rng.nextDouble() < DROPPED ? 0 : 1 / (1 - DROPPED));
    }
    return h.mul(Perceptrons.matrix(kept));
  }
}
