package io.mimar.search;

import io.mimar.space.Architecture;

/**
 * What a searcher asks to be trained next.
 *
 * @param architecture the candidate
 * @param proposer who found it: {@code random}, {@code swarm}, …
 * @param refused how many candidates the limits refused on the way
 * @param held how many candidates held them, this one among them
 */
public record Proposal(Architecture architecture, String proposer, int refused, int held) {
  /** The only one on the way that held the limits. */
  public Proposal(Architecture architecture, String proposer, int refused) {
    this(architecture, proposer, refused, 1);
  }
}
