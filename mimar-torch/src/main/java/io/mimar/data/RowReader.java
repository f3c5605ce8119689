package io.mimar.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads one kind of data, and turns its raw samples into numbers.
 *
 * @param <R> a raw sample: a row of cells, a text, a series
 * @param <F> the format of its numbers
 */
public interface RowReader<R, F extends Format> {

  /**
   * Reads labelled data: a file, or a folder that may have parts ({@code train.csv}, {@code
   * test/...}).
   *
   * @throws io.mimar.MimarException when they cannot be used: it names file, line, what is wrong
   *     and the remedy
   */
  RawParts<R> read(Path data, DataOptions options);

  /**
   * Reads samples for a trained model: of the last part that is there, as a test part.
   *
   * @param path a file or folder of the same form; the target may be missing
   * @param format what the model was trained on: columns and channels are matched with it
   * @param options may name the column of the target where it is called otherwise here
   * @throws io.mimar.MimarException when they cannot be used, or lack what the model needs
   */
  RawParts<R> read(Path path, F format, DataOptions options);

  /**
   * Chooses how rows become numbers, from training rows alone.
   *
   * @param notes hears each decision as a sentence
   */
  F fit(List<R> train, DataOptions options, Consumer<String> notes);

  /**
   * Writes a sample as numbers.
   *
   * @param into room for {@code format.input().shape().size()} numbers, holding zeros
   */
  void encode(R row, F format, float[] into);

  /**
   * Whether a whole number that is to be told may be an amount, such as an age or a count, though
   * each occurs often: in tables. Texts, series and images with so many numbers have classes.
   */
  default boolean countsMayBeTargets() {
    return false;
  }

  /**
   * What the format does not hold of samples, one sentence each: what is cut off, cannot be read,
   * or was never seen.
   *
   * @param samples what the sentences call them: "test rows"
   */
  default List<String> losses(String samples, List<R> rows, F format) {
    return List.of();
  }
}
