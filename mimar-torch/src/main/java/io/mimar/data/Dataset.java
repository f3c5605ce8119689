package io.mimar.data;

import java.util.List;
import java.util.Optional;

/**
 * A user's labelled images, split. The test part is touched once, at the end.
 *
 * @param name a short name for people
 * @param classes the class names, in the order of their labels
 * @param train what networks learn from
 * @param validation what candidates are compared on
 * @param test what the winner is measured on, where there is one
 * @param assumptions every decision that was taken for the user, one sentence each
 */
public record Dataset(
    String name,
    List<String> classes,
    LabelledImages train,
    LabelledImages validation,
    Optional<LabelledImages> test,
    List<String> assumptions) {

  public Dataset {
    classes = List.copyOf(classes);
    assumptions = List.copyOf(assumptions);
  }
}
