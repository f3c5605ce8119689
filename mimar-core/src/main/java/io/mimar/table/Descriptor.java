package io.mimar.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mimar.MimarException;
import io.mimar.graph.EdgeGraph;
import io.mimar.objective.Objective.Direction;
import io.mimar.space.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The file {@code table.json} of a table, checked.
 *
 * @param file where it was read
 * @param name of the table
 * @param data the CSV file beside it
 * @param architecture its part on architectures
 * @param metrics the columns of measurements
 */
record Descriptor(
    Path file, String name, String data, JsonNode architecture, List<Metric> metrics) {
  private static final long MOST_BYTES = 1 << 24;
  private static final Comparator<EdgeGraph.Edge> IN_ORDER =
      Comparator.comparingInt(EdgeGraph.Edge::to).thenComparingInt(EdgeGraph.Edge::from);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads and checks a descriptor. */
  static Descriptor read(Path file) {
    JsonNode root = json(file);
    String data = text(file, root, "data");
    if (!isFileName(data)) {
      throw wrong(file, "/data", root.get("data"), "the name of a file beside it");
    }
    List<Metric> metrics = new ArrayList<>();
    Set<String> columns = new HashSet<>();
    JsonNode list = array(file, root, "metrics", "");
    for (int m = 0; m < list.size(); m++) {
      Metric metric = metric(file, list.get(m), "/metrics/" + m);
      if (!columns.add(metric.column())) {
        throw wrong(file, "/metrics/" + m + "/column", list.get(m).get("column"), "named once");
      }
      metrics.add(metric);
    }
    Descriptor descriptor =
        new Descriptor(
            file, text(file, root, "name"), data, member(file, root, "architecture", ""), metrics);
    descriptor.requireApart();
    return descriptor;
  }

  /** What an architecture is made of is no measurement of it. */
  private void requireApart() {
    List<String> columns = layout().map(Layout::columns).orElseGet(this::graphColumns);
    for (int m = 0; m < metrics.size(); m++) {
      if (columns.contains(metrics.get(m).column())) {
        throw wrong(
            file,
            "/metrics/" + m + "/column",
            new TextNode(metrics.get(m).column()),
            "another column than those of the architecture");
      }
    }
  }

  private static boolean isFileName(String text) {
    try {
      Path name = Path.of(text).getFileName();
      return Path.of(text).equals(name) && !Set.of(".", "..").contains(text);
    } catch (InvalidPathException e) { // a character that no name has
      return false;
    }
  }

  private static JsonNode json(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new MimarException(
            file + " has " + Files.size(file) + " bytes, but must have at most " + MOST_BYTES,
            "A descriptor names columns; the rows belong into the CSV file.");
      }
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (root == null || !root.isObject()) {
        throw new MimarException(
            file + " holds no JSON object", "Write {\"name\": …, \"data\": …, …}.");
      }
      return root;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new MimarException(
          file + ", line " + line + ": " + e.getOriginalMessage(), "Mend the JSON there.", e);
    } catch (IOException e) {
      throw new MimarException(
          file + " cannot be read: " + e.getClass().getSimpleName(),
          "A table is a folder with table.json and the CSV file that it names.",
          e);
    }
  }

  private static Metric metric(Path file, JsonNode node, String at) {
    return new Metric(
        text(file, node, "column", at),
        oneOf(file, node, "direction", at, Direction.values()),
        node.has("unit") ? text(file, node, "unit", at) : "",
        oneOf(file, node, "role", at, Metric.Role.values()));
  }

  private static <E extends Enum<E>> E oneOf(
      Path file, JsonNode node, String key, String at, E[] values) {
    String text = text(file, node, key, at).toUpperCase(Locale.ROOT);
    return Stream.of(values)
        .filter(v -> v.name().equals(text))
        .findFirst()
        .orElseThrow(() -> wrong(file, at + "/" + key, node.get(key), "one of " + List.of(values)));
  }

  // ---- the layout

  /** The layout of rows; that of graphs depends on the rows and is empty here. */
  Optional<Layout> layout() {
    String kind = text(file, architecture, "kind", "/architecture");
    return switch (kind) {
      case "edges" -> Optional.of(edges());
      case "choices" -> Optional.of(choices());
      case "graph" -> {
        known(file, architecture, "/architecture", Set.of("kind", "adjacency", "operations"));
        yield Optional.empty();
      }
      default ->
          throw wrong(
              file,
              "/architecture/kind",
              architecture.get("kind"),
              "one of [edges, graph, choices]");
    };
  }

  /** The columns of a graph's bits and labels. */
  List<String> graphColumns() {
    return List.of(
        text(file, architecture, "adjacency", "/architecture"),
        text(file, architecture, "operations", "/architecture"));
  }

  private Layout edges() {
    String at = "/architecture";
    known(
        file,
        architecture,
        at,
        Set.of("kind", "vertices", "edges", "operations", "absent", "identity"));
    int vertices = number(architecture, "vertices", at, 2, 64);
    List<String> labels = texts(architecture, "operations", at);
    JsonNode list = array(file, architecture, "edges", at);
    Map<EdgeGraph.Edge, String> edges = new TreeMap<>(IN_ORDER);
    for (int e = 0; e < list.size(); e++) {
      String own = at + "/edges/" + e;
      known(file, list.get(e), own, Set.of("from", "to", "column"));
      int from = number(list.get(e), "from", own, 0, vertices - 2);
      int to = number(list.get(e), "to", own, from + 1, vertices - 1);
      String column = text(file, list.get(e), "column", own);
      if (edges.containsValue(column) || edges.put(new EdgeGraph.Edge(from, to), column) != null) {
        throw wrong(file, own, list.get(e), "another edge in another column than those before");
      }
    }
    Optional<String> absent = label("absent", labels);
    Optional<String> identity = label("identity", labels);
    if (absent.isPresent() && absent.equals(identity)) {
      throw wrong(
          file, at + "/identity", architecture.get("identity"), "another operation than absent");
    }
    return new EdgesLayout(
        new EdgeGraph(vertices, List.copyOf(edges.keySet())),
        List.copyOf(edges.values()),
        labels,
        absent,
        identity);
  }

  private Optional<String> label(String key, List<String> labels) {
    if (!architecture.has(key) || architecture.get(key).isNull()) {
      return Optional.empty();
    }
    String label = text(file, architecture, key, "/architecture");
    if (!labels.contains(label)) {
      throw wrong(file, "/architecture/" + key, architecture.get(key), "one of " + labels);
    }
    return Optional.of(label);
  }

  private Layout choices() {
    String at = "/architecture";
    known(file, architecture, at, Set.of("kind", "choices"));
    JsonNode list = array(file, architecture, "choices", at);
    List<String> columns = new ArrayList<>();
    List<Choice> choices = new ArrayList<>();
    for (int c = 0; c < list.size(); c++) {
      String own = at + "/choices/" + c;
      known(file, list.get(c), own, Set.of("column", "values", "ordered"));
      String column = text(file, list.get(c), "column", own);
      if (columns.contains(column)) {
        throw wrong(file, own + "/column", list.get(c).get("column"), "named once");
      }
      columns.add(column);
      choices.add(new Choice(column, texts(list.get(c), "values", own), ordered(list.get(c), own)));
    }
    return new ChoicesLayout(columns, choices);
  }

  private boolean ordered(JsonNode node, String at) {
    if (node.has("ordered") && !node.get("ordered").isBoolean()) {
      throw wrong(file, at + "/ordered", node.get("ordered"), "true or false");
    }
    return node.path("ordered").asBoolean(false);
  }

  // ---- members

  private int number(JsonNode node, String key, String at, int low, int high) {
    JsonNode value = member(file, node, key, at);
    if (!value.isInt() || value.intValue() < low || value.intValue() > high) {
      throw wrong(file, at + "/" + key, value, "a whole number in [" + low + ", " + high + "]");
    }
    return value.intValue();
  }

  private List<String> texts(JsonNode node, String key, String at) {
    JsonNode list = array(file, node, key, at);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode value = list.get(i);
      if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
        throw wrong(file, at + "/" + key + "/" + i, value, "text");
      }
      if (texts.contains(value.asText())) {
        throw wrong(file, at + "/" + key + "/" + i, value, "named once");
      }
      texts.add(value.asText());
    }
    return texts;
  }

  private static JsonNode array(Path file, JsonNode node, String key, String at) {
    JsonNode value = member(file, node, key, at);
    if (!value.isArray() || value.isEmpty()) {
      throw wrong(file, at + "/" + key, value, "a list with at least one entry");
    }
    return value;
  }

  private static String text(Path file, JsonNode node, String key) {
    return text(file, node, key, "");
  }

  private static String text(Path file, JsonNode node, String key, String at) {
    JsonNode value = member(file, node, key, at);
    if (!value.isTextual() || (value.asText().isBlank() && !key.equals("unit"))) {
      throw wrong(file, at + "/" + key, value, "text");
    }
    return value.asText();
  }

  private static JsonNode member(Path file, JsonNode node, String key, String at) {
    if (!node.isObject()) {
      throw wrong(file, at, node, "an object with the key " + key);
    }
    if (!node.has(key)) {
      throw new MimarException(
          place(file, at) + ": " + (at.isEmpty() ? "the top" : at) + " has no key " + key,
          "Add it; docs/tables.md has the format.");
    }
    return node.get(key);
  }

  private static void known(Path file, JsonNode node, String at, Set<String> keys) {
    if (!node.isObject()) {
      throw wrong(file, at, node, "an object");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!keys.contains(name)) {
                throw new MimarException(
                    place(file, at + "/" + name) + ": key " + at + "/" + name + " does not exist",
                    "The keys here are " + keys.stream().sorted().toList() + ".");
              }
            });
  }

  private static MimarException wrong(Path file, String at, JsonNode value, String rule) {
    String shown = String.valueOf(value);
    return new MimarException(
        place(file, at)
            + ": "
            + at
            + " is "
            + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown)
            + ", but must be "
            + rule,
        "Mend it there; docs/tables.md has the format.");
  }

  /** The file and the line where the value at {@code at}, a JSON pointer, begins. */
  private static String place(Path file, String at) {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      while (parser.nextToken() != null) {
        if (parser.getParsingContext().pathAsPointer().toString().equals(at)) {
          return file + ", line " + parser.currentTokenLocation().getLineNr();
        }
      }
    } catch (IOException e) { // it was read a moment ago; without a line the error is still right
      return file.toString();
    }
    return file.toString();
  }
}
