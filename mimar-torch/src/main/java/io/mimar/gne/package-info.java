/**
 * GNE, generative network embedding: the searcher. {@link io.mimar.gne.Gne#ask} is the algorithm;
 * every other class here is one of its steps. Nothing in it knows what the architectures are for.
 */
package io.mimar.gne;
