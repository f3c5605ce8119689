package io.mimar.embed;

import io.mimar.Check;
import io.mimar.Recent;
import io.mimar.graph.Graph;
import io.mimar.random.Seeds;
import io.mimar.search.Encoder;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * graph2vec: a graph is a document, its words are the surroundings of its vertices, and its point
 * is what best foretells its words. Learned without labels, by negative sampling.
 *
 * <p>Papers: Narayanan et al., graph2vec: Learning Distributed Representations of Graphs, MLG 2017;
 * Le, Mikolov, Distributed Representations of Sentences and Documents, ICML 2014 (PV-DBOW);
 * Shervashidze et al., Weisfeiler-Lehman Graph Kernels, JMLR 2011. Settings are those of SAENAS-NE
 * (Fan, Wang, 2022). Differs: it learns from a sample of the space, since a space cannot be listed;
 * the point of an architecture, which is inferred at random there, has a seed of its own here, so
 * that it is always the same. {@link #infer} is the random one.
 *
 * <p>Cost: {@code fit} some seconds, a point about half a millisecond.
 */
public final class Graph2Vec implements Encoder {
  private static final double LEAST_RATE = 1e-4;
  private static final double NOISE_POWER = 0.75;
  private static final int TABLE = 1 << 16;
  private static final int REMEMBERED = 20_000;

  private final SearchSpace space;
  private final Options options;
  private final Map<Long, Integer> vocabulary; // looked up only
  private final double[] kept; // the probability that a word is not passed over
  private final int[] noise; // words, as often as they are drawn as wrong ones
  private final float[][] context; // [words, dimensions]
  private final Recent<Graph, double[]> known = new Recent<>(REMEMBERED);

  /**
   * Sizes and training.
   *
   * @param dimensions of a point
   * @param rounds of relabelling: how far a word sees
   * @param documents graphs it learns from
   * @param epochs passes over them, and over a document whose point is inferred
   * @param minCount rarer words are left out
   * @param negatives wrong words for each right one
   * @param sample words more frequent than this are passed over in part
   * @param rate the first step size, falling in a line
   */
  public record Options(
      int dimensions,
      int rounds,
      int documents,
      int epochs,
      int minCount,
      int negatives,
      double sample,
      double rate) {
    /** SAENAS-NE's, with gensim's number of wrong words. */
    public static final Options DEFAULT = new Options(32, 2, 10_000, 150, 5, 5, 1e-4, 0.025);

    public Options {
      Check.range("graph2vec.dimensions", dimensions, 1, 4_096);
      Check.range("graph2vec.rounds", rounds, 0, 10);
      Check.range("graph2vec.documents", documents, 1, 10_000_000);
      Check.range("graph2vec.epochs", epochs, 1, 100_000);
      Check.range("graph2vec.minCount", minCount, 1, 1_000_000);
      Check.range("graph2vec.negatives", negatives, 1, 100);
      Check.range("graph2vec.sample", sample, 1e-12, 1);
      Check.range("graph2vec.rate", rate, 0, 1);
    }
  }

  private Graph2Vec(SearchSpace space, Options options, List<long[]> documents) {
    this.space = space;
    this.options = options;
    this.vocabulary = new HashMap<>();
    Map<Long, Integer> counts = new LinkedHashMap<>();
    documents.forEach(d -> Arrays.stream(d).forEach(w -> counts.merge(w, 1, Integer::sum)));
    counts.values().removeIf(c -> c < options.minCount());
    counts.keySet().forEach(w -> vocabulary.put(w, vocabulary.size()));
    double[] count = counts.values().stream().mapToDouble(c -> c).toArray();
    double total = Arrays.stream(count).sum();
    this.kept =
        Arrays.stream(count)
            .map(c -> options.sample() * total / c)
            .map(t -> Math.min(1, Math.sqrt(t) + t))
            .toArray();
    this.noise = noise(count);
    this.context = new float[count.length][options.dimensions()];
  }

  private Graph2Vec(SearchSpace space, Graph2Vec learned) {
    this.space = space;
    this.options = learned.options;
    this.vocabulary = learned.vocabulary;
    this.kept = learned.kept;
    this.noise = learned.noise;
    this.context = learned.context;
  }

  /**
   * What was learned, for another thread: an instance serves one.
   *
   * @param other the same space, another instance
   */
  public Graph2Vec in(SearchSpace other) {
    return new Graph2Vec(other, this);
  }

  /** graph2vec of {@code space}, learned from random architectures. */
  public static Graph2Vec fit(SearchSpace space, Options options, Seeds seeds) {
    RandomGenerator rng = seeds.at("documents").rng();
    List<long[]> documents = new ArrayList<>();
    for (int i = 0; i < options.documents(); i++) {
      documents.add(words(space, space.random(rng), options.rounds()));
    }
    Graph2Vec model = new Graph2Vec(space, options, documents);
    model.learn(documents, seeds.at("training").rng());
    return model;
  }

  private static int[] noise(double[] count) {
    double total = Arrays.stream(count).map(c -> Math.pow(c, NOISE_POWER)).sum();
    int[] table = new int[TABLE];
    double sum = 0;
    int word = -1;
    for (int i = 0; i < TABLE && count.length > 0; i++) {
      while (word < count.length - 1 && (word < 0 || (i + 0.5) / TABLE > sum / total)) {
        sum += Math.pow(count[++word], NOISE_POWER);
      }
      table[i] = word;
    }
    return table;
  }

  // ---- words

  /** The words of {@code architecture}. */
  private static long[] words(SearchSpace space, Architecture architecture, int rounds) {
    return words(space.written(architecture), space.absent().orElse(""), rounds);
  }

  /**
   * The label of each vertex and, round by round, a hash of it with those around it, whichever way
   * the edges point. Edges of absent vertices do not count, and what stands alone says its label
   * once.
   */
  static long[] words(Graph graph, String absent, int rounds) {
    long[] labels = new long[graph.size()];
    Arrays.setAll(labels, v -> Seeds.root(0).at(graph.label(v)).value());
    int[][] around = around(graph, absent);
    List<long[]> all = new ArrayList<>(List.of(labels));
    for (int r = 1; r <= rounds; r++) {
      long[] before = all.get(r - 1);
      long[] next = new long[before.length];
      Arrays.setAll(next, v -> relabelled(before, v, around[v]));
      all.add(next);
    }
    return IntStream.rangeClosed(0, rounds)
        .boxed()
        .flatMapToLong(
            r ->
                IntStream.range(0, labels.length)
                    .filter(v -> r == 0 || around[v].length > 0)
                    .mapToLong(v -> all.get(r)[v]))
        .toArray();
  }

  private static int[][] around(Graph graph, String absent) {
    int[][] around = new int[graph.size()][];
    for (int v = 0; v < around.length; v++) {
      boolean gone = graph.label(v).equals(absent);
      around[v] =
          IntStream.concat(Arrays.stream(graph.inputs(v)), Arrays.stream(graph.outputs(v)))
              .filter(u -> !gone && !graph.label(u).equals(absent))
              .toArray();
    }
    return around;
  }

  private static long relabelled(long[] words, int v, int[] around) {
    Seeds hash = new Seeds(words[v]);
    for (long neighbour : Arrays.stream(around).mapToLong(u -> words[u]).sorted().toArray()) {
      hash = hash.at("neighbour", neighbour);
    }
    return hash.value();
  }

  /** The known words of a document. */
  private int[] numbers(long[] words) {
    return Arrays.stream(words)
        .mapToObj(vocabulary::get)
        .filter(n -> n != null)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  // ---- learning

  private void learn(List<long[]> documents, RandomGenerator rng) {
    List<int[]> numbered = documents.stream().map(this::numbers).toList();
    float[][] points = new float[numbered.size()][];
    Arrays.setAll(points, i -> start(rng));
    for (int epoch = 0; epoch < options.epochs(); epoch++) {
      for (int d = 0; d < points.length; d++) {
        double progress = (epoch + d / (double) points.length) / options.epochs();
        pass(points[d], numbered.get(d), rate(progress), true, rng);
      }
    }
  }

  private float[] start(RandomGenerator rng) {
    float[] point = new float[options.dimensions()];
    for (int i = 0; i < point.length; i++) {
      point[i] = (rng.nextFloat() - 0.5f) / point.length;
    }
    return point;
  }

  private double rate(double progress) {
    return options.rate() - (options.rate() - LEAST_RATE) * progress;
  }

  /** Moves a point towards its words and away from wrong ones; the words too while learning. */
  private void pass(float[] point, int[] words, double rate, boolean learn, RandomGenerator rng) {
    float[] move = new float[point.length];
    for (int word : words) {
      if (rng.nextDouble() >= kept[word]) {
        continue;
      }
      Arrays.fill(move, 0);
      for (int n = 0; n <= options.negatives(); n++) {
        int target = n == 0 ? word : noise[rng.nextInt(TABLE)];
        if (n > 0 && target == word) {
          continue;
        }
        float[] other = context[target];
        float dot = 0;
        for (int i = 0; i < point.length; i++) {
          dot += point[i] * other[i];
        }
        float step = (float) (rate * ((n == 0 ? 1 : 0) - 1 / (1 + Math.exp(-dot))));
        for (int i = 0; i < point.length; i++) {
          move[i] += step * other[i];
        }
        for (int i = 0; learn && i < point.length; i++) {
          other[i] += step * point[i];
        }
      }
      for (int i = 0; i < point.length; i++) {
        point[i] += move[i];
      }
    }
  }

  // ---- points

  /** The cosine of the angle between two points, by which they are compared; 0 for a zero one. */
  public static double cosine(double[] a, double[] b) {
    double product = 0;
    double squares = 0;
    double others = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      squares += a[i] * a[i];
      others += b[i] * b[i];
    }
    return squares > 0 && others > 0 ? product / Math.sqrt(squares * others) : 0;
  }

  @Override
  public int dimensions() {
    return options.dimensions();
  }

  @Override
  public double[][] encode(List<Architecture> architectures) {
    return architectures.stream().map(this::encode).toArray(double[][]::new);
  }

  private double[] encode(Architecture architecture) {
    Graph graph = space.written(architecture);
    return known
        .get(graph, () -> infer(architecture, Seeds.root(0).at(graph.toString()).rng()))
        .clone();
  }

  /** A point of {@code architecture}, found from a random start: another stream, another point. */
  public double[] infer(Architecture architecture, RandomGenerator rng) {
    int[] words = numbers(words(space, architecture, options.rounds()));
    float[] point = start(rng);
    for (int epoch = 0; epoch < options.epochs(); epoch++) {
      pass(point, words, rate(epoch / (double) options.epochs()), false, rng);
    }
    double[] result = new double[point.length];
    Arrays.setAll(result, i -> point[i]);
    return result;
  }
}
