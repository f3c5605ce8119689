package io.mimar.nn;

import org.bytedeco.pytorch.Tensor;

/** Sees a forward pass go by: what each node gave, and what was let go. */
interface ForwardListener {
  /** Hears nothing. */
  ForwardListener NONE =
      new ForwardListener() {
        @Override
        public void made(int node, Tensor result) {}

        @Override
        public void freed(int node) {}
      };

  /**
   * Node {@code node} gave {@code result}; 0 is the input. What is not copied may be written over
   * by a later node, and a batch normalisation that a rectifier follows is rectified already.
   */
  void made(int node, Tensor result);

  /** The last reader of {@code node} has run. */
  void freed(int node);
}
