package io.mimar.gne;

import io.mimar.search.Feasible;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The first architectures: each is the one of a pool of random feasible draws that lies farthest,
 * in the embedding, from all that were asked for before; where there are zero-cost proxies, the
 * best of the {@link #FAR} farthest by these.
 *
 * @param problem what is searched
 * @param features where distances come from
 * @param pool how many draws
 * @param proxies what is told of each without training
 */
record InitialDesign(
    Problem problem, Features features, int pool, Optional<ProxyFeatures> proxies) {
  private static final int LEAST = 20;
  private static final int FAR = 16;

  /** The next architecture of the design; empty when nothing new is left. */
  Optional<Architecture> next(History history, Feasible feasible, RandomGenerator rng) {
    List<Architecture> candidates = new ArrayList<>();
    for (int i = 0; i < pool; i++) {
      Architecture candidate = problem.space().random(rng);
      if (!history.contains(candidate) && feasible.accepts(candidate)) {
        candidates.add(candidate);
      }
    }
    for (int i = candidates.size(); i < LEAST; i++) { // tight limits: walk to them
      feasible.random(history, rng).ifPresent(candidates::add);
    }
    List<Architecture> known =
        Stream.concat(
                history.trials().stream().map(Trial::architecture), history.pending().stream())
            .toList();
    return proxies.isEmpty() || candidates.isEmpty()
        ? farthest(candidates, known)
        : Optional.of(proxies.get().best(far(candidates, known)));
  }

  private List<Architecture> far(List<Architecture> candidates, List<Architecture> known) {
    List<Architecture> left = new ArrayList<>(new LinkedHashSet<>(candidates));
    List<Architecture> far = new ArrayList<>();
    while (!left.isEmpty() && far.size() < FAR) {
      Architecture next = farthest(left, known).orElseThrow();
      left.remove(next);
      far.add(next);
    }
    return far;
  }

  /** The candidate whose nearest neighbour among {@code known} is farthest; the first of equals. */
  Optional<Architecture> farthest(List<Architecture> candidates, List<Architecture> known) {
    Architecture best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (Architecture candidate : candidates) {
      double nearest =
          known.stream().mapToDouble(other -> features.distance(candidate, other)).min().orElse(0);
      if (nearest > most) {
        most = nearest;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }
}
