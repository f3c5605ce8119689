package io.mimar.store;

import io.mimar.Check;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The data a study was run on.
 *
 * <p>Studies of old releases say neither kind nor target: those are images of classes.
 *
 * @param source where it came from, as the user named it
 * @param kind what a sample is
 * @param channels channels of one image, or of one series; else 1
 * @param height rows of one image; else 1
 * @param width columns of one image, or of a table; words of the longest text, time steps of the
 *     longest series
 * @param target the name of the amount that is told; empty text for classes
 * @param classes the classes' names, in the order of the logits; none of amounts
 * @param train training samples
 * @param validation validation samples
 * @param test test samples; 0 when there is no test set
 * @param notes sentences on how it was read: splits made, files skipped
 * @param evenness how alike in number the classes are, from 0 to 1; empty where that is not known
 */
public record DataSummary(
    String source,
    Kind kind,
    int channels,
    int height,
    int width,
    String target,
    List<String> classes,
    int train,
    int validation,
    int test,
    List<String> notes,
    OptionalDouble evenness) {
  /** What a sample is. */
  public enum Kind {
    IMAGE,
    TABLE,
    TEXT,
    SERIES
  }

  public DataSummary {
    Check.present("data", source, classes, notes);
    kind = kind == null ? Kind.IMAGE : kind; // null in old JSON
    target = target == null ? "" : target;
    classes = List.copyOf(classes);
    notes = List.copyOf(notes);
    evenness = evenness == null ? OptionalDouble.empty() : evenness;
  }
}
