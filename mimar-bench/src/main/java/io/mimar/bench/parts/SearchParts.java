package io.mimar.bench.parts;

import io.mimar.config.Spaces;
import io.mimar.embed.Embedding;
import io.mimar.graph.Canonical;
import io.mimar.graph.Graph;
import io.mimar.graph.PathStatistics;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import io.mimar.run.Searchers;
import io.mimar.search.Surrogate;
import io.mimar.space.Architecture;
import io.mimar.space.NetworkSpace;
import io.mimar.surrogate.Committee;
import io.mimar.surrogate.GaussianProcess;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What an ask of GNE is made of, one architecture at a time unless a method says otherwise. JMH
 * runs each in a process of its own.
 */
@State(Scope.Thread)
public class SearchParts {
  private static final int ARCHITECTURES = 1_024;

  /** Labels that a search has after some time, and points that an ask judges at once. */
  private static final int LABELS = 100;

  private static final Task IMAGES = Task.images(new Shape(1, 28, 28), 10);

  /** The space that is searched. */
  @Param("image")
  public String space;

  private NetworkSpace searched;
  private Embedding embedding;
  private RandomGenerator rng;
  private List<Architecture> architectures;
  private List<Network> networks;
  private double[][] points;
  private Committee committee;
  private double[] labels;
  private double[] noise;
  private double[][][] labelled;
  private double[][][] asked;
  private Surrogate.Posterior posterior;
  private int next;

  /** Draws what is worked on, always the same. */
  @Setup
  public void draw() {
    searched = Spaces.named(space);
    embedding = Searchers.embedding(searched);
    rng = Seeds.root(0).rng();
    architectures = Stream.generate(() -> searched.random(rng)).limit(ARCHITECTURES).toList();
    networks = architectures.stream().map(a -> searched.network(a, IMAGES)).toList();
    points = embedding.encode(architectures);
    committee = new Committee(GaussianProcess.DEFAULT, List.of(List.of(0)));
    labels = DoubleStream.generate(rng::nextGaussian).limit(LABELS).toArray();
    noise = new double[LABELS];
    labelled = new double[][][] {List.of(points).subList(0, LABELS).toArray(double[][]::new)};
    asked = new double[][][] {List.of(points).subList(LABELS, 2 * LABELS).toArray(double[][]::new)};
    posterior = committee.fit(labelled, labels, noise);
  }

  /**
   * Passes where {@code space} can be worked on.
   *
   * @throws io.mimar.MimarException when there is no such space, or it is not of images
   */
  static void check(String space) {
    NetworkSpace named = Spaces.named(space);
    named.network(named.random(Seeds.root(0).rng()), IMAGES);
  }

  private int next() {
    next = (next + 1) % ARCHITECTURES;
    return next;
  }

  /** A random architecture. */
  @Benchmark
  public Architecture random() {
    return searched.random(rng);
  }

  /** A child at one edit. */
  @Benchmark
  public Architecture mutate() {
    return searched.mutate(architectures.get(next()), rng);
  }

  /** The one way to write a graph. */
  @Benchmark
  public Graph canonical() {
    return Canonical.of(architectures.get(next()).graph());
  }

  /** Statistics of a graph's paths. */
  @Benchmark
  public PathStatistics paths() {
    return PathStatistics.of(architectures.get(next()).graph(), searched.operations());
  }

  /** The network of an architecture. */
  @Benchmark
  public Network network() {
    return searched.network(architectures.get(next()), IMAGES);
  }

  /** Parameters, multiply-adds and memory of a network. */
  @Benchmark
  public Costs costs() {
    return Costs.of(networks.get(next()));
  }

  /** The point of an architecture. */
  @Benchmark
  public double[][] encode() {
    return embedding.encode(List.of(architectures.get(next())));
  }

  /** The architecture of a point. */
  @Benchmark
  public List<Architecture> decode() {
    return embedding.decode(new double[][] {points[next()]}, 0, rng);
  }

  /** A Gaussian process fitted to 100 points of the embedding, hyper-parameters included. */
  @Benchmark
  public Surrogate.Posterior fit() {
    return committee.fit(labelled, labels, noise);
  }

  /** What it says of 100 others. */
  @Benchmark
  public Surrogate.Prediction predict() {
    return posterior.predict(asked);
  }
}
