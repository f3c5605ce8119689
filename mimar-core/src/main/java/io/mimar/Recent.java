package io.mimar;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was computed for the keys used lately. What is computed must be a function of the key alone,
 * so that a hit is the same as a miss. For one thread.
 */
public final class Recent<K, V> {
  private final Map<K, V> known;

  /** Remembers {@code size} keys. */
  public Recent(int size) {
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return super.size() > size;
          }
        };
  }

  /** The value of {@code key}, computed where it is not remembered. */
  public V get(K key, Supplier<V> compute) {
    V value = known.get(key);
    if (value == null) {
      value = compute.get();
      known.put(key, value);
    }
    return value;
  }
}
