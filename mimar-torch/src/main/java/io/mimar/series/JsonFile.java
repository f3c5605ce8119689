package io.mimar.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mimar.MimarException;
import io.mimar.data.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads lines of JSON, an object each: its target, and {@code "series"} as values or as channels of
 * values; or a key for each channel.
 */
final class JsonFile {
  private static final String SERIES = "series";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final SeriesFile series;
  private final Wanted wanted;
  private final Set<String> ignored = new TreeSet<>();
  private List<String> channels = List.of();
  private Optional<String> target = Optional.empty();

  private JsonFile(Path file, Wanted wanted) {
    wanted.held().start(file);
    series = new SeriesFile(file, wanted.held());
    this.wanted = wanted;
  }

  static SeriesFile read(Path file, Wanted wanted) {
    var notes = new LinkedHashSet<String>();
    SeriesFile read =
        TextFile.read(file, notes::add, text -> new JsonFile(file, wanted).read(text));
    notes.forEach(read::note);
    return read;
  }

  private SeriesFile read(BufferedReader text) throws IOException {
    long number = 0;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      if (!line.isBlank()) {
        add(parse(line, series.place(number)), series.place(number));
      }
    }
    if (!ignored.isEmpty()) {
      series.note("Ignored keys: " + String.join(", ", ignored) + ".");
    }
    return series.finish();
  }

  private static JsonNode parse(String line, String place) {
    try {
      JsonNode row = MAPPER.readTree(line);
      if (row.isObject()) {
        return row;
      }
      throw new MimarException(
          place + " is JSON, but no object",
          "Write one object a line: {\"label\": \"a\", \"series\": [1, 2, 3]}.");
    } catch (JsonProcessingException e) {
      throw new MimarException(
          place + " is no JSON: " + e.getOriginalMessage(),
          "Write one object a line: {\"label\": \"a\", \"series\": [1, 2, 3]}.",
          e);
    }
  }

  private void add(JsonNode row, String place) {
    if (channels.isEmpty()) {
      begin(row, place);
    }
    row.fieldNames()
        .forEachRemaining(
            key -> {
              if (!channels.contains(key) && !target.equals(Optional.of(key))) {
                ignored.add(key);
              }
            });
    String told = target.map(row::get).map(node -> target(node, place)).orElse("");
    if (channels.equals(List.of(SERIES))) {
      addSeries(field(row, SERIES, place), told, place);
      return;
    }
    float[][] values = new float[channels.size()][];
    for (int c = 0; c < values.length; c++) {
      values[c] = values(field(row, channels.get(c), place), place);
    }
    series.add(place, channels, values, told);
  }

  /** Tells by the first row which keys are channels, and which is the target. */
  private void begin(JsonNode row, String place) {
    List<String> arrays = new ArrayList<>();
    List<String> scalars = new ArrayList<>();
    List<String> words = new ArrayList<>();
    row.properties()
        .forEach(
            field -> {
              (field.getValue().isArray() ? arrays : scalars).add(field.getKey());
              if (field.getValue().isTextual()) {
                words.add(field.getKey());
              }
            });
    if (arrays.isEmpty()) {
      throw new MimarException(
          place + " has no key with an array of numbers",
          "Write {\"label\": \"a\", \"series\": [1, 2, 3]}.");
    }
    channels = arrays.contains(SERIES) ? List.of(SERIES) : List.copyOf(arrays);
    target = wanted.named(place, scalars);
    if (target.isEmpty() && wanted.targetIsOpen()) {
      target =
          words.size() == 1
              ? Optional.of(words.get(0))
              : scalars.stream().reduce((before, last) -> last);
    }
    target.ifPresent(
        key -> {
          series.target(key);
          series.note("The target is the key \"" + key + "\".");
        });
  }

  private static String target(JsonNode node, String place) {
    if (node.isContainerNode()) {
      throw new MimarException(
          place + " has an array or object as its target", "Write a word or a number.");
    }
    return node.isNull() ? "" : node.asText();
  }

  private static JsonNode field(JsonNode row, String key, String place) {
    JsonNode field = row.get(key);
    if (field == null || !field.isArray()) {
      throw new MimarException(
          place + (field == null ? " has no key \"" : " has no array at \"") + key + "\"",
          "Give each line the same keys, with an array of numbers for each channel.");
    }
    return field;
  }

  private void addSeries(JsonNode array, String told, String place) {
    boolean nested = array.size() > 0 && array.get(0).isArray();
    float[][] values = new float[nested ? array.size() : 1][];
    for (int c = 0; c < values.length; c++) {
      JsonNode channel = nested ? array.get(c) : array;
      if (!channel.isArray()) {
        throw new MimarException(
            place + " has both numbers and arrays in \"" + SERIES + "\"",
            "Write an array of numbers, or an array of channels that are arrays of numbers.");
      }
      values[c] = values(channel, place);
    }
    series.add(place, SeriesFile.numbered(values.length), values, told);
  }

  private float[] values(JsonNode array, String place) {
    float[] values = new float[array.size()];
    for (int t = 0; t < values.length; t++) {
      JsonNode value = array.get(t);
      values[t] =
          value.isNumber() ? (float) value.asDouble() : series.number(written(value), () -> place);
    }
    return values;
  }

  private static String written(JsonNode value) {
    return value.isNull() ? "" : value.isTextual() ? value.asText() : value.toString();
  }
}
