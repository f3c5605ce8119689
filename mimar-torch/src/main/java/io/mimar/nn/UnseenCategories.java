package io.mimar.nn;

import io.mimar.data.LabelledSamples;
import io.mimar.network.ColumnLayer;
import io.mimar.network.ColumnPlaces;
import io.mimar.network.Network;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Silences the vectors of categories that no sample has which is to be learned from: training never
 * moves them, so that what they are drawn as would be noise in all that is told of new rows.
 */
final class UnseenCategories {
  private final LabelledSamples samples;
  private final Map<String, ColumnLayer> layers = new HashMap<>(); // by the names of their tables

  UnseenCategories(Network network, LabelledSamples samples) {
    this.samples = samples;
    for (int node = 1; node <= network.nodes().size(); node++) {
      if (network.nodes().get(node - 1).layer() instanceof ColumnLayer layer) {
        layers.put(Parameter.name(node, "vectors"), layer);
      }
    }
  }

  /** {@code values} of {@code parameter} with 0 in the place of such vectors. */
  float[] silenced(Parameter parameter, float[] values) {
    ColumnLayer layer = layers.get(parameter.name());
    if (layer == null) {
      return values;
    }
    ColumnPlaces.Ids ids = layer.places().ids(layer instanceof ColumnLayer.Tokens);
    BitSet seen = seen(ids);
    int each = values.length / ids.count();
    for (int id = seen.nextClearBit(0); id < ids.count(); id = seen.nextClearBit(id + 1)) {
      Arrays.fill(values, id * each, (id + 1) * each, 0);
    }
    return values;
  }

  private BitSet seen(ColumnPlaces.Ids ids) {
    int width = (int) samples.shape().size();
    BitSet seen = new BitSet(ids.count());
    for (int i = 0; i < ids.places().size(); i++) {
      int first = ids.first().get(i);
      int top = ids.top().get(i);
      for (int row = 0; row < samples.size(); row++) {
        float value = samples.numbers().at(row * width + ids.places().get(i));
        boolean missing = Float.isNaN(value);
        seen.set(missing ? ids.missing().get(i) : first + (int) Math.min(Math.max(value, 0), top));
      }
    }
    return seen;
  }
}
