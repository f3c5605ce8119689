package io.mimar.space;

import io.mimar.network.Network;
import io.mimar.network.Task;
import java.util.List;
import java.util.Optional;

/** A search space whose architectures are networks that can be built and trained. */
public interface NetworkSpace extends SearchSpace {

  /**
   * The network of an architecture.
   *
   * @throws io.mimar.MimarException when this space has no networks for such a task
   */
  Network network(Architecture architecture, Task task);

  /** How an architecture wants to be trained; empty where the study's settings say it for all. */
  default Optional<Regime> regime(Architecture architecture) {
    return Optional.empty();
  }

  /**
   * What an engineer of the field would try first: architectures that are good on many data sets,
   * of one or several kinds, each in several sizes, the largest first; empty where none are known.
   * Paper: Feurer et al., Auto-Sklearn 2.0, JMLR 23, 2022 (portfolios). Differs: chosen by hand.
   */
  default List<List<Architecture>> portfolio() {
    return List.of();
  }
}
