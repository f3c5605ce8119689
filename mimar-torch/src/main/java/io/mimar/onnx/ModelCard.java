package io.mimar.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mimar.MimarException;
import io.mimar.data.Format;
import io.mimar.data.Target;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.objective.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model file says about itself, in its metadata.
 *
 * @param format how raw samples become the numbers that are put in
 * @param target what is told of them
 * @param study the study it comes from
 * @param trial the number of the trial
 * @param metric what trials were judged by
 * @param score what the trial scored
 * @param architecture the architecture as text
 * @param params trainable numbers
 * @param macs multiply-adds for one sample
 * @param createdBy the program and its version
 */
public record ModelCard(
    Format format,
    Target target,
    String study,
    long trial,
    String metric,
    double score,
    String architecture,
    long params,
    long macs,
    String createdBy) {

  private static final String PREPROCESSING =
      "normalisation is inside the graph: give float32 [batch, channels, height, width], of images"
          + " raw pixels 0..255, of other data what the metadata's format says";

  /** All in ASCII: ONNX Runtime's Java binding garbles characters of four bytes in metadata. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** The names of the classes in the order of the probabilities; none of an amount. */
  public List<String> classes() {
    return target.classes();
  }

  /** What the network is for. */
  public Task task() {
    return new Task(format.input(), target.output());
  }

  /** The shape of a sample as it is put in. */
  public Shape shape() {
    return format.input().shape();
  }

  /** The card as the metadata of a file. */
  Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("classes", json(classes()));
    all.put("shape", shape().toString());
    all.put("format", json(format));
    all.put("target", json(target));
    all.put("study", study);
    all.put("trial", Long.toString(trial));
    all.put("metric", metric);
    all.put("score", Double.toString(score));
    all.put("architecture", architecture);
    all.put("params", Long.toString(params));
    all.put("macs", Long.toString(macs));
    all.put("created_by", createdBy);
    all.put("preprocessing", PREPROCESSING);
    if (target instanceof Target.Amount amount && amount.offset() != 0) {
      all.put("postprocessing", "add " + amount.offset() + " to the amount, as doubles");
    }
    return all;
  }

  /**
   * Reads a card from metadata.
   *
   * @throws MimarException when what was put in and told is missing or no such thing
   */
  static ModelCard of(Map<String, String> properties) {
    return new ModelCard(
        format(properties),
        target(properties),
        properties.getOrDefault("study", ""),
        (long) number(properties, "trial"),
        properties.getOrDefault("metric", Objective.ACCURACY.metric()),
        number(properties, "score"),
        properties.getOrDefault("architecture", ""),
        (long) number(properties, "params"),
        (long) number(properties, "macs"),
        properties.getOrDefault("created_by", ""));
  }

  /** Files of before there were formats are of images. */
  private static Format format(Map<String, String> properties) {
    String text = properties.get("format");
    return text == null
        ? new Format.Image(shape(required(properties, "shape")))
        : read("format", text, Format.class);
  }

  private static Target target(Map<String, String> properties) {
    String text = properties.get("target");
    return text == null
        ? new Target.Classes(classes(required(properties, "classes")))
        : read("target", text, Target.class);
  }

  private static <T> T read(String key, String text, Class<T> type) {
    try {
      T value = JSON.readValue(text, type);
      if (value != null) {
        return value;
      }
    } catch (JsonProcessingException e) {
      throw foreign("has metadata " + key + " that cannot be read: " + e.getOriginalMessage());
    }
    throw foreign("has metadata " + key + " that is empty");
  }

  private static String required(Map<String, String> properties, String key) {
    String value = properties.get(key);
    if (value == null) {
      throw foreign("has no metadata " + key);
    }
    return value;
  }

  private static double number(Map<String, String> properties, String key) {
    String value = properties.getOrDefault(key, "0");
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw foreign("has metadata " + key + " = " + value + ", which is no number");
    }
  }

  private static List<String> classes(String text) {
    try {
      List<String> names = JSON.readValue(text, new TypeReference<List<String>>() {});
      if (names == null || names.isEmpty() || names.contains(null)) {
        throw foreign("has metadata classes without names");
      }
      return names;
    } catch (JsonProcessingException e) {
      throw foreign("has metadata classes that are no JSON array of names");
    }
  }

  private static Shape shape(String text) {
    String[] parts = text.split("x", -1);
    try {
      if (parts.length == 3) {
        return new Shape(
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      }
    } catch (NumberFormatException e) {
      throw foreign("has metadata shape = " + text + ", which is not channels x height x width");
    }
    throw foreign("has metadata shape = " + text + ", which is not channels x height x width");
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value + " can be written as JSON", e);
    }
  }

  static MimarException foreign(String what) {
    return new MimarException(
        "the model file " + what, "Give a file that `mimar export` or a search wrote.");
  }
}
