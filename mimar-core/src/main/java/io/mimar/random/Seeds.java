package io.mimar.random;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A tree of random streams named by what they serve, so that trial 17 is the same under 1 or 64
 * workers: {@code Seeds.root(42).at("trial", 17).at("weights").rng()}.
 *
 * <p>A node is its 64-bit value; a child is a strong mix of parent, name and index, so streams of
 * different names do not overlap in practice.
 *
 * @param value the seed of this node
 */
public record Seeds(long value) {

  /** The root of the tree for a user's seed. */
  public static Seeds root(long seed) {
    return new Seeds(mix(seed ^ 0x6d696d6172L));
  }

  /** The child called {@code name}. */
  public Seeds at(String name) {
    long hash = value;
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + name.charAt(i) + 0x9e3779b97f4a7c15L);
    }
    return new Seeds(mix(hash));
  }

  /** The child called {@code name} with an index, say a trial number. */
  public Seeds at(String name, long index) {
    return new Seeds(mix(at(name).value + mix(index + 0x9e3779b97f4a7c15L)));
  }

  /** A fresh generator at the start of this node's stream. */
  public RandomGenerator rng() {
    return new SplittableRandom(value);
  }

  /** Steele, Lea and Flood's 64-bit finaliser (SplitMix64, OOPSLA 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
