/**
 * Searchers with neural predictors that others published, as baselines: BANANAS, SAENAS-NE and
 * NPENAS.
 */
package io.mimar.peer;
