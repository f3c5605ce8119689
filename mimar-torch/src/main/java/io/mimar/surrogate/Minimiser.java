package io.mimar.surrogate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * L-BFGS within bounds, for a handful of parameters: steps are cut at the bounds, and a parameter
 * that pushes against its bound rests.
 *
 * <p>Paper: Nocedal, Wright, Numerical Optimization, 2006, algorithms 7.4 and 3.1.
 */
final class Minimiser {
  private static final int MEMORY = 6;
  private static final double ARMIJO = 1e-4;
  private static final double SMALL_GRADIENT = 1e-3;
  private static final int BACKTRACKS = 12;

  /** A smooth function. */
  interface Function {
    /** The value at {@code x}; writes the gradient to {@code gradient}. */
    double value(double[] x, double[] gradient);
  }

  @SuppressWarnings("ArrayRecordComponent") // inside the algorithm, not written to
  private record Pair(double[] step, double[] change, double curvature) {}

  private Minimiser() {}

  /** A point near {@code start} where the function is least, after at most so many iterations. */
  static double[] minimise(
      Function function, double[] start, double[] low, double[] high, int iterations) {
    double[] x = start.clone();
    double[] gradient = new double[x.length];
    double value = function.value(x, gradient);
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int i = 0; i < iterations; i++) {
      double[] direction = direction(x, gradient, pairs, low, high);
      double slope = dot(direction, gradient);
      if (-slope < SMALL_GRADIENT * SMALL_GRADIENT) {
        break;
      }
      double[] next = x;
      double[] nextGradient = new double[x.length];
      double nextValue = Double.POSITIVE_INFINITY;
      double length = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(direction, direction))) : 1;
      for (int b = 0; b < BACKTRACKS && !(nextValue <= value + ARMIJO * length * slope); b++) {
        length *= b == 0 ? 1 : 0.4;
        next = moved(x, direction, length, low, high);
        nextValue = function.value(next, nextGradient);
      }
      if (!(nextValue < value)) {
        break;
      }
      remember(pairs, minus(next, x), minus(nextGradient, gradient));
      x = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return x;
  }

  private static double[] direction(
      double[] x, double[] gradient, Deque<Pair> pairs, double[] low, double[] high) {
    double[] q = resting(gradient.clone(), x, gradient, low, high);
    double[] along = new double[pairs.size()];
    int i = 0;
    for (Pair pair : pairs) { // newest first
      along[i] = dot(pair.step(), q) / pair.curvature();
      add(q, pair.change(), -along[i++]);
    }
    if (!pairs.isEmpty()) {
      Pair newest = pairs.getFirst();
      scale(q, newest.curvature() / dot(newest.change(), newest.change()));
    }
    for (Iterator<Pair> oldest = pairs.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      add(q, pair.step(), along[--i] - dot(pair.change(), q) / pair.curvature());
    }
    scale(q, -1);
    q = resting(q, x, gradient, low, high);
    if (dot(q, gradient) >= 0) {
      q = resting(gradient.clone(), x, gradient, low, high);
      scale(q, -1);
    }
    return q;
  }

  /** Sets to 0 what would push a parameter out of its bounds. */
  private static double[] resting(
      double[] vector, double[] x, double[] gradient, double[] low, double[] high) {
    for (int p = 0; p < x.length; p++) {
      boolean atLow = x[p] <= low[p] && gradient[p] > 0;
      boolean atHigh = x[p] >= high[p] && gradient[p] < 0;
      vector[p] = atLow || atHigh ? 0 : vector[p];
    }
    return vector;
  }

  private static double[] moved(
      double[] x, double[] direction, double length, double[] low, double[] high) {
    double[] next = x.clone();
    for (int p = 0; p < x.length; p++) {
      next[p] = Math.max(low[p], Math.min(high[p], x[p] + length * direction[p]));
    }
    return next;
  }

  private static void remember(Deque<Pair> pairs, double[] step, double[] change) {
    double curvature = dot(step, change);
    if (curvature > 1e-10) {
      pairs.addFirst(new Pair(step, change, curvature));
      if (pairs.size() > MEMORY) {
        pairs.removeLast();
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    return Cholesky.dot(a, b, 0, a.length);
  }

  private static double[] minus(double[] a, double[] b) {
    double[] result = a.clone();
    add(result, b, -1);
    return result;
  }

  private static void add(double[] to, double[] vector, double factor) {
    for (int p = 0; p < to.length; p++) {
      to[p] += factor * vector[p];
    }
  }

  private static void scale(double[] vector, double factor) {
    for (int p = 0; p < vector.length; p++) {
      vector[p] *= factor;
    }
  }
}
