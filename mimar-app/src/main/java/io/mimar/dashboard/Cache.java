package io.mimar.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The last answers that took work, until what they are of has changed. */
final class Cache<V> {
  private static final int MOST = 24;

  private final Map<String, Kept<V>> kept =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept<V>> eldest) {
          return size() > MOST;
        }
      };

  private record Kept<V>(Object state, V value) {}

  /** The answer of {@code key} in a state, made where it is not kept. */
  V get(String key, Object state, Supplier<V> make) {
    synchronized (kept) {
      Kept<V> known = kept.get(key);
      if (known != null && known.state().equals(state)) {
        return known.value();
      }
    }
    V value = make.get(); // two pages that ask at once make it twice, which does no harm
    synchronized (kept) {
      kept.put(key, new Kept<>(state, value));
    }
    return value;
  }
}
