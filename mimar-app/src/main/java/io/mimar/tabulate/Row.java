package io.mimar.tabulate;

import io.mimar.network.Costs;
import io.mimar.space.Architecture;

/**
 * A row to be measured.
 *
 * @param architecture its architecture
 * @param costs of its network
 */
record Row(Architecture architecture, Costs costs) {}
