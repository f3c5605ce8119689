package io.mimar.text;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.MimarException;
import io.mimar.data.Held;
import io.mimar.data.TextFile;
import io.mimar.text.TextTable.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads JSON lines: an object a line. Its keys are columns; numbers, true and false become words,
 * null and what is not there become missing. Lists and objects within are passed over.
 */
final class JsonLines {
  private static final int PERCENT_ALLOWED = 5;
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // numbers as written
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readerFor(JsonNode.class);

  private final Path file;
  private final Held held;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final Map<String, Integer> nested = new LinkedHashMap<>();
  private final List<Parsed> rows = new ArrayList<>();
  private int broken;
  private String firstBroken = "";

  private JsonLines(Path file, Held held) {
    this.file = file;
    this.held = held;
    held.start(file);
  }

  private record Parsed(long line, Map<String, String> values) {}

  /**
   * Reads a file, in the encoding that it has. Lines that are no JSON object are skipped and
   * counted.
   *
   * @param held counts its values
   * @throws MimarException when it cannot be read, has no line, or more than 5 % are broken
   */
  static TextTable read(Path file, Held held) {
    List<String> notes = new ArrayList<>();
    TextTable read = TextFile.read(file, notes::add, text -> new JsonLines(file, held).read(text));
    notes.addAll(read.notes());
    return new TextTable(file, "key", read.columns(), true, read.rows(), notes);
  }

  private TextTable read(BufferedReader text) throws IOException {
    List<String> notes = new ArrayList<>();
    long line = 0;
    for (String json = text.readLine(); json != null; json = text.readLine()) {
      line++;
      if (!json.isBlank()) {
        add(line, json);
      }
    }
    tellBroken(notes::add);
    tellNested(notes::add);
    List<String> names = List.copyOf(columns.keySet());
    List<Row> table = rows.stream().map(row -> new Row(row.line, cells(row, names))).toList();
    return new TextTable(file, "key", names, true, table, notes);
  }

  private void add(long line, String json) {
    try {
      JsonNode node = READER.readTree(json);
      if (node instanceof ObjectNode object) {
        Map<String, String> values = values(object);
        long characters = values.values().stream().mapToLong(Held::bytes).sum();
        held.add(2L + 2L * values.size(), characters, () -> file + ":" + line);
        rows.add(new Parsed(line, values));
      } else {
        skip(line, "is no JSON object");
      }
    } catch (JacksonException e) {
      skip(line, e.getOriginalMessage());
    } catch (NumberFormatException e) { // Jackson's own, of an exponent beyond all measure
      skip(line, e.getMessage());
    }
  }

  private Map<String, String> values(ObjectNode object) {
    Map<String, String> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isContainerNode()) {
                nested.merge(field.getKey(), 1, Integer::sum);
                return;
              }
              columns.putIfAbsent(field.getKey(), columns.size());
              if (!field.getValue().isNull()) {
                values.put(field.getKey(), field.getValue().asText().strip());
              }
            });
    return values;
  }

  private static String[] cells(Parsed row, List<String> names) {
    return names.stream().map(name -> row.values.getOrDefault(name, "")).toArray(String[]::new);
  }

  private void skip(long line, String reason) {
    if (broken++ == 0) {
      firstBroken = "line " + line + " (" + reason.lines().findFirst().orElse("") + ")";
    }
  }

  private void tellBroken(Consumer<String> notes) {
    int total = rows.size() + broken;
    if (total == 0) {
      throw new MimarException(file + " is empty", "Give a file with a JSON object in each line.");
    }
    if (100L * broken > (long) PERCENT_ALLOWED * total) {
      throw new MimarException(
          broken
              + " of "
              + total
              + " lines of "
              + file
              + " are no JSON object, but at most "
              + PERCENT_ALLOWED
              + " % may be so: "
              + firstBroken,
          "Write one object a line, as in {\"text\": \"...\", \"label\": \"...\"}.");
    }
    if (broken > 0) {
      notes.accept(
          "Skipped "
              + broken
              + " of "
              + total
              + " lines of "
              + file
              + " that are no JSON object: "
              + firstBroken
              + (broken > 1 ? ", …" : "")
              + ".");
    }
  }

  private void tellNested(Consumer<String> notes) {
    nested.forEach(
        (key, count) ->
            notes.accept(
                "Key \"%s\" of %s has a list or an object in %d lines: passed over."
                    .formatted(key, file, count)));
  }
}
