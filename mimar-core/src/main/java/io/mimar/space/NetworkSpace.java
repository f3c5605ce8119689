package io.mimar.space;

import io.mimar.network.Network;
import io.mimar.network.Task;

/** A search space whose architectures are networks that can be built and trained. */
public interface NetworkSpace extends SearchSpace {

  /**
   * The network of an architecture.
   *
   * @throws io.mimar.MimarException when this space has no networks for such a task
   */
  Network network(Architecture architecture, Task task);
}
