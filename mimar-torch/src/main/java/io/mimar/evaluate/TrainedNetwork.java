package io.mimar.evaluate;

import io.mimar.network.Network;
import io.mimar.nn.Weights;

/**
 * A network with what it has learnt.
 *
 * @param network what it computes
 * @param weights its parameters and statistics
 */
public record TrainedNetwork(Network network, Weights weights) {}
