package io.mimar.explain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.mimar.Check;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A sample, what a model told of it, and which parts of the sample that hangs on.
 *
 * @param row its place in its part of the data
 * @param truth its class or amount
 * @param told what the model tells of it
 * @param probability that the model gives its answer; empty of an amount
 * @param right whether it stands for answers that are right, or amounts that are as far off as
 *     most; else for the worst errors
 * @param sample what it looks like
 * @param importance one number for each part of the sample: by how much the probability of the
 *     answer (or the amount) falls on average where that part is blotted out
 */
public record Case(
    int row,
    String truth,
    String told,
    OptionalDouble probability,
    boolean right,
    Sample sample,
    List<Double> importance) {
  public Case {
    Check.present("case", truth, told, probability, sample, importance);
    importance = List.copyOf(importance);
    Check.that(
        importance.size() == sample.parts(), "importances", importance.size(), "one for each part");
  }

  /** What a sample looks like. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Image.class, name = "image"),
    @JsonSubTypes.Type(value = Words.class, name = "words"),
    @JsonSubTypes.Type(value = Steps.class, name = "series"),
    @JsonSubTypes.Type(value = Cells.class, name = "row")
  })
  public sealed interface Sample {
    /** How many parts it has. */
    int parts();
  }

  /**
   * An image; its parts are its pixels, row by row.
   *
   * @param pixels {@code [C,H,W]}, unsigned bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // written once
  public record Image(int channels, int height, int width, byte[] pixels) implements Sample {
    public Image {
      Check.present("image", pixels);
      Check.range("channels", channels, 1, pixels.length);
      Check.range("height", height, 1, pixels.length);
      Check.range("width", width, 1, pixels.length / height);
      long size = (long) channels * height * width;
      Check.that(size == pixels.length, "pixels", pixels.length, size + " of them");
    }

    @Override
    public int parts() {
      return height * width;
    }
  }

  /** A text as far as its words are known; they are its parts. */
  public record Words(List<String> words) implements Sample {
    public Words {
      Check.present("text", words);
      words = List.copyOf(words);
    }

    @Override
    public int parts() {
      return words.size();
    }
  }

  /**
   * A time series; its parts are its time steps.
   *
   * @param values of each channel at each step
   */
  public record Steps(Map<String, List<Double>> values) implements Sample {
    public Steps {
      Check.present("series", values);
      Check.that(
          values.values().stream().map(List::size).distinct().count() == 1,
          "series",
          values,
          "one channel or more, all of one length");
    }

    @Override
    public int parts() {
      return values.values().iterator().next().size();
    }
  }

  /**
   * A row of a table; its parts are its columns.
   *
   * @param values of each column, as text
   */
  public record Cells(Map<String, String> values) implements Sample {
    public Cells {
      Check.present("row", values);
    }

    @Override
    public int parts() {
      return values.size();
    }
  }
}
