package io.mimar.run;

import io.mimar.data.Dataset;
import io.mimar.data.LabelledImages;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a study holds of its data.
 *
 * @param name the data's name
 * @param classes the class names
 * @param shape channels, height, width of a sample
 * @param train rows of the training split
 * @param validation rows of the validation split
 * @param test rows of the test split, where there is one
 * @param assumptions what was decided for the user
 */
public record DataRecord(
    String name,
    List<String> classes,
    List<Integer> shape,
    int train,
    int validation,
    OptionalInt test,
    List<String> assumptions) {
  public DataRecord {
    classes = List.copyOf(classes);
    shape = List.copyOf(shape);
    assumptions = List.copyOf(assumptions);
  }

  static DataRecord of(Dataset data) {
    LabelledImages train = data.train();
    return new DataRecord(
        data.name(),
        data.classes(),
        List.of(train.shape().channels(), train.shape().height(), train.shape().width()),
        train.size(),
        data.validation().size(),
        data.test().map(t -> OptionalInt.of(t.size())).orElse(OptionalInt.empty()),
        data.assumptions());
  }
}
