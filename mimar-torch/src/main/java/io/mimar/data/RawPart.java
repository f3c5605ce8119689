package io.mimar.data;

import io.mimar.Check;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Samples as they were read, before they become numbers.
 *
 * @param <R> a raw sample: a row of cells, a text, a series
 * @param names what each is called in messages and predictions: its file, or file and line
 * @param rows the samples
 * @param targets what is to be told of each, as written; empty where it is missing
 */
public record RawPart<R>(List<String> names, List<R> rows, List<String> targets) {
  public RawPart {
    Check.that(rows.size() == targets.size(), "targets", targets.size(), "" + rows.size());
    Check.that(rows.size() == names.size(), "names", names.size(), "" + rows.size());
  }

  /** The same samples, their targets without outer space. */
  RawPart<R> stripped() {
    return new RawPart<>(names, rows, targets.stream().map(String::strip).toList());
  }

  /** The samples at {@code chosen}, in that order. */
  RawPart<R> select(int[] chosen) {
    return new RawPart<>(
        IntStream.of(chosen).mapToObj(names::get).toList(),
        IntStream.of(chosen).mapToObj(rows::get).toList(),
        IntStream.of(chosen).mapToObj(targets::get).toList());
  }
}
