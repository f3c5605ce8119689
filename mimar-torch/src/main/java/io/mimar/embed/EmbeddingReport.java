package io.mimar.embed;

import io.mimar.graph.Graph;
import io.mimar.search.Encoder;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import io.mimar.stats.Ranks;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The report card of an embedding; all shares in [0, 1].
 *
 * @param space the space's name
 * @param samples how many architectures each share is of
 * @param reconstruction held-back graphs that come back the same, decoded from their mean point;
 *     empty where a small space has none to hold back
 * @param validity decodings of the prior that are valid after repair
 * @param repairedPrior decodings of the prior that needed repair
 * @param repairedReconstruction decodings of held-back points that needed repair; empty as well
 * @param uniqueness different ones among the decodings of the prior
 * @param novelty decodings of the prior that as many random architectures do not have
 * @param smoothness Spearman correlation of the number of choices in which two architectures differ
 *     and the distance of their points
 */
public record EmbeddingReport(
    String space,
    int samples,
    OptionalDouble reconstruction,
    double validity,
    double repairedPrior,
    OptionalDouble repairedReconstruction,
    double uniqueness,
    double novelty,
    double smoothness) {

  private static final int EDITS = 12;

  /** Measures {@code embedding} on {@code samples} architectures that its training never saw. */
  public static EmbeddingReport of(Embedding embedding, int samples, RandomGenerator rng) {
    List<Architecture> heldBack = Samples.draw(embedding.space(), samples, true, rng);
    int same = 0;
    int repaired = 0;
    for (Architecture architecture : heldBack) {
      double[][] point = embedding.encode(List.of(architecture));
      Graph decoded = embedding.decode(point, 0, rng).get(0).graph(); // rows may share a graph
      same += decoded.equals(architecture.graph()) ? 1 : 0;
      repaired += embedding.space().isValid(embedding.values(point[0], 0, rng)) ? 0 : 1;
    }
    Set<Architecture> random = new HashSet<>(Samples.draw(embedding.space(), samples, false, rng));
    Set<Architecture> decoded = new HashSet<>();
    int valid = 0;
    int repairedPrior = 0;
    for (int i = 0; i < samples; i++) {
      double[] point = embedding.prior(rng);
      repairedPrior += embedding.space().isValid(embedding.values(point, 0, rng)) ? 0 : 1;
      Architecture architecture = embedding.decode(new double[][] {point}, 0, rng).get(0);
      valid += embedding.space().isValid(architecture.valueArray()) ? 1 : 0;
      decoded.add(architecture);
    }
    return new EmbeddingReport(
        embedding.space().name(),
        samples,
        share(same, heldBack.size()),
        valid / (double) samples,
        repairedPrior / (double) samples,
        share(repaired, heldBack.size()),
        decoded.size() / (double) samples,
        decoded.stream().filter(a -> !random.contains(a)).count() / (double) decoded.size(),
        smoothness(embedding.space(), embedding, samples, rng));
  }

  private static OptionalDouble share(int count, int of) {
    return of == 0 ? OptionalDouble.empty() : OptionalDouble.of(count / (double) of);
  }

  /**
   * Spearman correlation of the number of choices in which two architectures differ and the
   * distance of their points, over pairs that lie 1 to 12 edits apart.
   */
  public static double smoothness(
      SearchSpace space, Encoder encoder, int samples, RandomGenerator rng) {
    double[] edits = new double[samples];
    double[] distances = new double[samples];
    for (int i = 0; i < samples; i++) {
      Architecture start = space.random(rng);
      Architecture end = start;
      for (int e = rng.nextInt(EDITS); e >= 0; e--) {
        end = space.mutate(end, rng);
      }
      double[][] points = encoder.encode(List.of(start, end));
      edits[i] = differing(start.valueArray(), end.valueArray());
      distances[i] = squaredDistance(points[0], points[1]);
    }
    return Ranks.spearman(edits, distances);
  }

  private static long differing(int[] a, int[] b) {
    return IntStream.range(0, a.length).filter(c -> a[c] != b[c]).count();
  }

  private static double squaredDistance(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(d -> (a[d] - b[d]) * (a[d] - b[d])).sum();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "space %s, %d samples: reconstruction %s, validity %.3f, repaired %.3f (prior) %s"
            + " (reconstruction), uniqueness %.3f, novelty %.3f, smoothness %.3f",
        space,
        samples,
        text(reconstruction),
        validity,
        repairedPrior,
        text(repairedReconstruction),
        uniqueness,
        novelty,
        smoothness);
  }

  private static String text(OptionalDouble share) {
    return share.isPresent() ? String.format(Locale.ROOT, "%.3f", share.getAsDouble()) : "-";
  }
}
