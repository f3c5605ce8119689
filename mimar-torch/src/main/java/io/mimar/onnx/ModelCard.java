package io.mimar.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.network.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model file says about itself, in its metadata.
 *
 * @param classes the class names in the order of the probabilities
 * @param shape the shape of an image
 * @param study the study it comes from
 * @param trial the number of the trial
 * @param score what the trial scored
 * @param architecture the architecture as text
 * @param params trainable numbers
 * @param macs multiply-adds for one image
 * @param createdBy the program and its version
 */
public record ModelCard(
    List<String> classes,
    Shape shape,
    String study,
    long trial,
    double score,
    String architecture,
    long params,
    long macs,
    String createdBy) {

  private static final String PREPROCESSING =
      "inside the graph: give raw pixels 0..255 as float32 [batch, channels, height, width]";

  /** All in ASCII: ONNX Runtime's Java binding garbles characters of four bytes in metadata. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  public ModelCard {
    classes = List.copyOf(classes);
    Check.that(!classes.isEmpty(), "classes", classes, "at least one");
  }

  /** The card as the metadata of a file. */
  Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("classes", json(classes));
    all.put("shape", shape.toString());
    all.put("study", study);
    all.put("trial", Long.toString(trial));
    all.put("score", Double.toString(score));
    all.put("architecture", architecture);
    all.put("params", Long.toString(params));
    all.put("macs", Long.toString(macs));
    all.put("created_by", createdBy);
    all.put("preprocessing", PREPROCESSING);
    return all;
  }

  /**
   * Reads a card from metadata.
   *
   * @throws MimarException when the classes or the shape are missing or no such thing
   */
  static ModelCard of(Map<String, String> properties) {
    return new ModelCard(
        classes(required(properties, "classes")),
        shape(required(properties, "shape")),
        properties.getOrDefault("study", ""),
        (long) number(properties, "trial"),
        number(properties, "score"),
        properties.getOrDefault("architecture", ""),
        (long) number(properties, "params"),
        (long) number(properties, "macs"),
        properties.getOrDefault("created_by", ""));
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

  private static String json(List<String> names) {
    try {
      return JSON.writeValueAsString(names);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("names can be written as JSON", e);
    }
  }

  static MimarException foreign(String what) {
    return new MimarException(
        "the model file " + what, "Give a file that `mimar export` or a search wrote.");
  }
}
