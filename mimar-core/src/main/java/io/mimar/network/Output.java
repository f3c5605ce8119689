package io.mimar.network;

import io.mimar.Check;

/** What a network tells of a sample. */
public sealed interface Output {

  /** How many numbers leave the last layer. */
  int size();

  /**
   * Which of some classes it is: the last layer's numbers are logits.
   *
   * @param size how many classes there are
   */
  record Classes(int size) implements Output {
    public Classes {
      Check.range("classes", size, 2, 1 << 20);
    }
  }

  /**
   * A number: the last layer's number times the deviation of the target, plus its mean, in the
   * training rows.
   */
  record Amount() implements Output {
    @Override
    public int size() {
      return 1;
    }
  }
}
