package io.mimar.report;

import io.mimar.graph.Graph;
import io.mimar.report.Decisions.Decision;
import io.mimar.space.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small drawing of an architecture for a terminal, from its graph alone: one line for each vertex
 * of the cell with what it reads, then the skeleton in one line; of a plain list of decisions,
 * these in columns.
 *
 * <pre>
 *   a  conv3x3      &lt;- input
 *   b  sep3x3       &lt;- a
 *   =  sum of input, b
 *   stem 3x3/1 -&gt; 16 x2 -&gt; 32 x1 -&gt; 64 x1 -&gt; mean -&gt; linear 10
 * </pre>
 */
public final class ArchitectureText {
  /** The most lines a drawing has; longer cells are cut in the middle. */
  public static final int MAX_LINES = 12;

  private static final String FIRST_NAMES = "abcdefghijklmnopqrstuvwxyz";

  private ArchitectureText() {}

  /** Draws {@code graph} with the class count left out. */
  public static String draw(Graph graph) {
    return draw(graph, OptionalInt.empty());
  }

  /** Draws {@code graph} for {@code classes} classes. */
  public static String draw(Graph graph, int classes) {
    return draw(graph, OptionalInt.of(classes));
  }

  /**
   * One short line: which operations the cell has, then the stages, as in {@code 2 conv3x3, skip |
   * /1 16x2 32x1 64x1}, or all decisions. Not all of the graph: the wiring is left out.
   */
  public static String brief(Graph graph) {
    return Decisions.of(graph)
        .map(
            decisions ->
                decisions.all().stream()
                    .map(d -> d.name() + "=" + d.value())
                    .collect(Collectors.joining(", ")))
        .orElseGet(() -> briefCell(graph));
  }

  /** How to read {@link #brief} of cells with stages, where there are any among {@code all}. */
  static Optional<String> key(Stream<Architecture> all) {
    return all.map(Architecture::graph)
        .filter(graph -> Decisions.of(graph).isEmpty())
        .filter(graph -> Blueprint.of(graph).skeleton().isPresent())
        .findFirst()
        .map(
            graph ->
                "`2 conv3x3, skip | /2 8x1 16x2` has a cell of two 3x3 convolutions and a skip, halves"
                    + " the image first, and repeats the cell once with 8 channels, then twice with 16.");
  }

  /** All of {@code graph} in one line; of a plain list of decisions {@link #brief} says all. */
  public static String line(Graph graph) {
    return Decisions.of(graph).isPresent() ? brief(graph) : graph.toString();
  }

  private static String briefCell(Graph graph) {
    Blueprint blueprint = Blueprint.of(graph);
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<String> labels = blueprint.cell().labels();
    labels.subList(1, labels.size() - 1).forEach(label -> counts.merge(label, 1, Integer::sum));
    String operations =
        counts.entrySet().stream()
            .map(e -> (e.getValue() > 1 ? e.getValue() + " " : "") + e.getKey())
            .collect(Collectors.joining(", "));
    String stages =
        blueprint
            .skeleton()
            .map(
                s ->
                    s.stages().stream()
                        .map(t -> " " + t.width() + "x" + t.depth())
                        .collect(Collectors.joining("", " | /" + s.stride(), "")))
            .orElse("");
    return (operations.isEmpty() ? "identity" : operations) + stages;
  }

  private static String draw(Graph graph, OptionalInt classes) {
    return Decisions.of(graph)
        .map(decisions -> indented(columns(decisions)))
        .orElseGet(() -> drawCell(graph, classes));
  }

  /** The decisions, going on in a next column where there is no line left. */
  private static List<String> columns(Decisions decisions) {
    int count = decisions.all().size();
    int columns = (count - 1) / MAX_LINES + 1;
    int lines = (count - 1) / columns + 1;
    List<StringBuilder> text = new ArrayList<>();
    for (int from = 0; from < count; from += lines) {
      List<Decision> own = decisions.all().subList(from, Math.min(count, from + lines));
      int names = own.stream().mapToInt(d -> d.name().length()).max().orElse(0);
      int before = text.stream().mapToInt(StringBuilder::length).max().orElse(0);
      for (int i = 0; i < own.size(); i++) {
        if (from == 0) {
          text.add(new StringBuilder());
        }
        StringBuilder line = text.get(i);
        line.append(" ".repeat(from == 0 ? 0 : before + 4 - line.length()));
        line.append(own.get(i).name()).append(" ".repeat(names - own.get(i).name().length()));
        line.append(" = ").append(own.get(i).value());
      }
    }
    return text.stream().map(StringBuilder::toString).toList();
  }

  private static String drawCell(Graph graph, OptionalInt classes) {
    Blueprint blueprint = Blueprint.of(graph);
    List<String> tail = new ArrayList<>(List.of(ending(blueprint.cell())));
    blueprint.skeleton().ifPresent(s -> tail.add(skeleton(s, classes)));
    List<String> lines = new ArrayList<>(cut(operations(blueprint.cell()), tail.size()));
    lines.addAll(tail);
    return indented(lines);
  }

  private static String indented(List<String> lines) {
    return lines.stream().map(l -> "  " + l).collect(Collectors.joining("\n"));
  }

  private static List<String> operations(Graph cell) {
    int width = cell.labels().stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int v = 1; v < cell.size() - 1; v++) {
      String label = cell.label(v) + " ".repeat(width - cell.label(v).length());
      lines.add(name(v) + "  " + label + "  <- " + sources(cell, v));
    }
    return lines;
  }

  private static List<String> cut(List<String> lines, int others) {
    int room = MAX_LINES - others;
    if (lines.size() <= room) {
      return lines;
    }
    int first = (room - 1) / 2;
    int last = room - 1 - first;
    List<String> kept = new ArrayList<>(lines.subList(0, first));
    kept.add("... " + (lines.size() - first - last) + " more");
    kept.addAll(lines.subList(lines.size() - last, lines.size()));
    return kept;
  }

  private static String ending(Graph cell) {
    int last = cell.size() - 1;
    return "=  " + (cell.inputs(last).length > 1 ? "sum of " : "") + sources(cell, last);
  }

  private static String sources(Graph cell, int v) {
    String names =
        Arrays.stream(cell.inputs(v))
            .mapToObj(ArchitectureText::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "nothing" : names;
  }

  private static String name(int v) {
    if (v == 0) {
      return "input";
    }
    return v <= FIRST_NAMES.length() ? FIRST_NAMES.substring(v - 1, v) : "v" + v;
  }

  private static String skeleton(Blueprint.Skeleton skeleton, OptionalInt classes) {
    String stages =
        skeleton.stages().stream()
            .map(s -> " -> " + s.width() + " x" + s.depth())
            .collect(Collectors.joining());
    String units = classes.isPresent() ? " " + classes.getAsInt() : "";
    return "stem 3x3/" + skeleton.stride() + stages + " -> mean -> linear" + units;
  }
}
