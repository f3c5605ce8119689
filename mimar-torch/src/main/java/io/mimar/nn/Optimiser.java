package io.mimar.nn;

/** A rule by which the gradients of a model's arrays change them. Its owner closes it. */
public interface Optimiser extends AutoCloseable {

  /** Changes the weights by the gradients that have gathered, and forgets these. */
  void step(double learningRate);

  @Override
  void close();
}
