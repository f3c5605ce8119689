package io.mimar.gne;

import io.mimar.space.Architecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What was computed of the architectures used lately. The key is their values, since equal graphs
 * may be written by different ones; what is computed must be a function of values and graph alone,
 * so that a hit is the same bit for bit as a miss.
 */
final class Cache<T> {
  private final Map<List<Integer>, T> known;

  Cache(int size) {
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<List<Integer>, T> eldest) {
            return super.size() > size;
          }
        };
  }

  T get(Architecture architecture, Function<Architecture, T> compute) {
    T value = known.get(architecture.values());
    if (value == null) {
      value = compute.apply(architecture);
      known.put(architecture.values(), value);
    }
    return value;
  }
}
