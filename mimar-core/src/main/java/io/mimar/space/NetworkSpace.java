package io.mimar.space;

import io.mimar.network.Network;
import io.mimar.network.Shape;

/** A search space whose architectures are networks that can be built and trained. */
public interface NetworkSpace extends SearchSpace {

  /**
   * The network of an architecture.
   *
   * @param input the shape of one sample
   * @param classes how many logits it ends in
   */
  Network network(Architecture architecture, Shape input, int classes);
}
