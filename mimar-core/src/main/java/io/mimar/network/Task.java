package io.mimar.network;

/**
 * What a network is for: what is put in for a sample and what is told of it.
 *
 * @param input what one sample is
 * @param output what is told of it
 */
public record Task(Input input, Output output) {

  /** To tell to which of {@code classes} an image of {@code shape} belongs. */
  public static Task images(Shape shape, int classes) {
    return new Task(new Input.Pixels(shape), new Output.Classes(classes));
  }
}
