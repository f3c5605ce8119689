package io.mimar.embed;

import io.mimar.space.Architecture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The report card of an embedding; all shares in [0, 1].
 *
 * @param space the space's name
 * @param samples how many architectures each share is of
 * @param reconstruction held-back graphs that come back the same, decoded from their mean point
 * @param validity decodings of the prior that are valid after repair
 * @param repairedPrior decodings of the prior that needed repair
 * @param repairedReconstruction decodings of held-back points that needed repair
 * @param uniqueness different ones among the decodings of the prior
 * @param novelty decodings of the prior that as many random architectures do not have
 * @param smoothness Spearman correlation of the number of edits between two architectures and the
 *     distance of their points
 */
public record EmbeddingReport(
    String space,
    int samples,
    double reconstruction,
    double validity,
    double repairedPrior,
    double repairedReconstruction,
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
      same += embedding.decode(point, 0, rng).get(0).equals(architecture) ? 1 : 0;
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
    double found = Math.max(1, heldBack.size());
    return new EmbeddingReport(
        embedding.space().name(),
        samples,
        same / found,
        valid / (double) samples,
        repairedPrior / (double) samples,
        repaired / found,
        decoded.size() / (double) samples,
        decoded.stream().filter(a -> !random.contains(a)).count() / (double) decoded.size(),
        smoothness(embedding, samples, rng));
  }

  /** Pairs at 1 to 12 edits. */
  private static double smoothness(Embedding embedding, int samples, RandomGenerator rng) {
    List<Double> edits = new ArrayList<>();
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      Architecture start = embedding.space().random(rng);
      Architecture end = start;
      int count = 1 + rng.nextInt(EDITS);
      for (int e = 0; e < count; e++) {
        end = embedding.space().mutate(end, rng);
      }
      double[][] points = embedding.encode(List.of(start, end));
      double squared = 0;
      for (int d = 0; d < points[0].length; d++) {
        squared += (points[0][d] - points[1][d]) * (points[0][d] - points[1][d]);
      }
      edits.add((double) count);
      distances.add(squared);
    }
    return spearman(ranks(edits), ranks(distances));
  }

  private static double[] ranks(List<Double> values) {
    double[] ranks = new double[values.size()];
    for (int i = 0; i < ranks.length; i++) {
      for (double other : values) {
        ranks[i] += other < values.get(i) ? 1 : other == values.get(i) ? 0.5 : 0;
      }
    }
    return ranks;
  }

  private static double spearman(double[] a, double[] b) {
    double meanA = 0;
    double meanB = 0;
    for (int i = 0; i < a.length; i++) {
      meanA += a[i] / a.length;
      meanB += b[i] / b.length;
    }
    double both = 0;
    double ownA = 0;
    double ownB = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - meanA) * (b[i] - meanB);
      ownA += (a[i] - meanA) * (a[i] - meanA);
      ownB += (b[i] - meanB) * (b[i] - meanB);
    }
    return ownA > 0 && ownB > 0 ? both / Math.sqrt(ownA * ownB) : 0;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "space %s, %d samples: reconstruction %.3f, validity %.3f, repaired %.3f (prior) %.3f"
            + " (reconstruction), uniqueness %.3f, novelty %.3f, smoothness %.3f",
        space,
        samples,
        reconstruction,
        validity,
        repairedPrior,
        repairedReconstruction,
        uniqueness,
        novelty,
        smoothness);
  }
}
