package io.mimar.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mimar.MimarException;
import io.mimar.data.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What kind of data JSON lines are: objects with lists of numbers are series, but for short lists
 * beside sentences; all others texts, unless they are of numbers and a few words alone.
 */
final class JsonDetection {
  private static final int LOOKED_AT = 20;

  /** Fewer numbers in each list beside sentences are rather labels than time steps or channels. */
  private static final int FEW = 8;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private JsonDetection() {}

  /**
   * Tells what lines are.
   *
   * @param head the first lines of {@code file}
   * @throws MimarException when they are rows of a table
   */
  static Detection of(Path file, List<String> head) {
    String name = String.valueOf(file.getFileName());
    List<JsonNode> objects = new ArrayList<>();
    for (String line : head) {
      if (!line.isBlank() && objects.size() < LOOKED_AT) {
        try {
          objects.add(JSON.readTree(line));
        } catch (JsonProcessingException e) {
          break; // told by who reads them
        }
      }
    }
    if (objects.isEmpty()) {
      return new Detection(Kind.TEXT, name + " is named like JSON lines");
    }
    List<JsonNode> lists =
        objects.stream().flatMap(JsonDetection::values).filter(v -> isSeries(v)).toList();
    boolean labels = lists.stream().allMatch(list -> list.size() < FEW) && hasSentences(objects);
    if (!lists.isEmpty() && !labels) {
      return new Detection(Kind.SERIES, name + " has JSON lines with lists of numbers");
    }
    if (objects.stream().allMatch(object -> numbers(object) > 1) && !hasWords(objects)) {
      throw new MimarException(
          file
              + " has JSON lines of several numbers, and no texts: rows of a table, which are not"
              + " read from JSON",
          "Write them as CSV; or say --task text, where short words are what is to be read.");
    }
    return new Detection(
        Kind.TEXT,
        name
            + " has JSON lines "
            + (lists.isEmpty() ? "without lists of numbers" : "with sentences"));
  }

  private static Stream<JsonNode> values(JsonNode object) {
    return StreamSupport.stream(object.spliterator(), false);
  }

  /** Whether a key has texts, or names that differ, as those of classes do not. */
  private static boolean hasWords(List<JsonNode> objects) {
    return words(objects).stream()
        .anyMatch(texts -> differ(texts, objects) || texts.stream().anyMatch(t -> isSentence(t)));
  }

  /** Whether a key has sentences that differ: not a series' name, nor what its class is called. */
  private static boolean hasSentences(List<JsonNode> objects) {
    return words(objects).stream()
        .anyMatch(
            texts ->
                differ(texts, objects)
                    && 2 * texts.stream().filter(t -> isSentence(t)).count() > texts.size());
  }

  private static boolean differ(Set<String> texts, List<JsonNode> objects) {
    return 2 * texts.size() > objects.size();
  }

  private static boolean isSentence(String text) {
    return Words.roughly(text) >= Words.OF_TEXT;
  }

  /** What differs of each key's words. */
  private static Collection<Set<String>> words(List<JsonNode> objects) {
    Map<String, Set<String>> words = new HashMap<>();
    for (JsonNode object : objects) {
      for (Map.Entry<String, JsonNode> key : object.properties()) {
        JsonNode value = key.getValue();
        if (!value.isNumber() && !isSeries(value)) {
          words
              .computeIfAbsent(key.getKey(), k -> new HashSet<>())
              .add(value.isTextual() ? value.asText() : value.toString());
        }
      }
    }
    return words.values();
  }

  private static long numbers(JsonNode object) {
    return values(object).filter(JsonNode::isNumber).count();
  }

  /** Whether it is a list of numbers, gaps (null), or lists of them; a list of words is none. */
  private static boolean isSeries(JsonNode value) {
    if (!value.isArray() || value.isEmpty()) {
      return false;
    }
    for (JsonNode element : value) {
      if (!element.isNumber() && !element.isNull() && !isSeries(element)) {
        return false;
      }
    }
    return true;
  }
}
