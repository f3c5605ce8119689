package io.mimar.search;

import io.mimar.space.Architecture;

/**
 * What a searcher asks to be trained next.
 *
 * @param architecture the candidate
 * @param proposer who found it: {@code random}, {@code swarm}, …
 * @param refused how many candidates the limits refused on the way
 */
public record Proposal(Architecture architecture, String proposer, int refused) {}
