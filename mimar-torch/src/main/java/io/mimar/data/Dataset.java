package io.mimar.data;

import io.mimar.network.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A user's labelled data, split. The test part is touched once, at the end.
 *
 * @param name a short name for people
 * @param format how samples became numbers
 * @param target what is to be told of a sample
 * @param train what networks learn from
 * @param validation what candidates are compared on
 * @param test what the winner is measured on, where there is one
 * @param divisible whether train and validation rows are alike, so that they may be divided anew
 * @param assumptions every decision that was taken for the user, one sentence each
 */
public record Dataset(
    String name,
    Format format,
    Target target,
    LabelledSamples train,
    LabelledSamples validation,
    Optional<LabelledSamples> test,
    boolean divisible,
    List<String> assumptions) {

  public Dataset {
    assumptions = List.copyOf(assumptions);
  }

  /** The same with other {@code assumptions}. */
  public Dataset withAssumptions(List<String> other) {
    return new Dataset(name, format, target, train, validation, test, divisible, other);
  }

  /** The names of the classes in the order of their labels; none of an amount. */
  public List<String> classes() {
    return target.classes();
  }

  /** Samples to train and to validate on, of each class; of amounts none. */
  public int[] classCounts() {
    int[] counts = new int[classes().size()];
    if (counts.length > 0) {
      Stream.of(train, validation)
          .flatMapToInt(part -> Arrays.stream(part.labels()))
          .forEach(label -> counts[label]++);
    }
    return counts;
  }

  /**
   * A sample of {@code rows} of these data: classes in the shares they have.
   *
   * @param count how many, at most all
   * @return the places of the sample, ascending
   */
  public int[] sample(LabelledSamples rows, int count, RandomGenerator rng) {
    return target instanceof Target.Classes classes
        ? StratifiedSplit.sample(rows.labels(), classes.classes().size(), count, rng)
        : StratifiedSplit.sample(new int[rows.size()], 1, count, rng);
  }

  /** The bytes that the numbers of all samples take. */
  public long bytes() {
    return train.numbers().bytes()
        + validation.numbers().bytes()
        + test.map(samples -> samples.numbers().bytes()).orElse(0L);
  }

  /** What a network for these data is given and tells. */
  public Task task() {
    return new Task(format.input(), target.output());
  }
}
