/**
 * Searchers with neural predictors that others published, as baselines: BANANAS, SAENAS-NE and
 * NPENAS. Their networks are so small that plain Java trains them faster than a tensor engine
 * would, and the same on every machine: {@link io.mimar.peer.Layer} and its kinds.
 */
package io.mimar.peer;
