package io.mimar.report;

import io.mimar.graph.Graph;
import io.mimar.report.Diagram.Box;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws the steps of a network as a graph. A long one is cut into columns where all that flows on
 * passes one step, with which the next column begins; what is read from far before is told in
 * words.
 */
final class NetworkDrawing {
  private static final Diagram DIAGRAM = new Diagram(212, 58, 24);
  private static final int MOST = 11; // steps of a column, where it can be cut

  private final List<Step> steps;

  private NetworkDrawing(List<Step> steps) {
    this.steps = steps;
  }

  /** The columns of a network's steps, which are in topological order. */
  static List<Figure> of(List<Step> steps) {
    NetworkDrawing drawing = new NetworkDrawing(steps);
    List<Integer> ends = drawing.ends();
    List<Figure> columns = new ArrayList<>();
    int first = 0;
    for (int last : ends) {
      columns.add(drawing.column(columns.size() + 1, ends.size(), first, last));
      first = last;
    }
    return columns;
  }

  /** The last step of each column. */
  private List<Integer> ends() {
    int last = steps.size() - 1;
    List<Integer> ends = new ArrayList<>();
    int first = 0;
    int cut = 0;
    for (int step = 1; step < last; step++) {
      cut = isPassedByAll(step) ? step : cut;
      if (step - first >= MOST && cut > first) {
        ends.add(cut);
        first = cut;
      }
    }
    ends.add(last);
    return ends;
  }

  /** Whether nothing behind {@code step} reads what is before it. */
  private boolean isPassedByAll(int step) {
    return steps.subList(step + 1, steps.size()).stream()
        .flatMap(later -> near(later).stream())
        .allMatch(read -> read >= step);
  }

  private static boolean isFar(Step step, int read) {
    return step.number() - read > MOST;
  }

  private static List<Integer> near(Step step) {
    return step.reads().stream().filter(read -> !isFar(step, read)).toList();
  }

  private Figure column(int number, int columns, int first, int last) {
    List<String> names = new ArrayList<>();
    List<BitSet> sources = new ArrayList<>();
    for (Step step : steps.subList(first, last + 1)) {
      names.add(step.name());
      BitSet reads = new BitSet();
      if (step.number() > first) {
        near(step).forEach(read -> reads.set(read - first));
      }
      sources.add(reads);
    }
    String part = columns == 1 ? "" : ", part " + number + " of " + columns;
    return DIAGRAM.draw(
        columns == 1 ? "network" : "network-" + number,
        "The network, layer by layer" + part,
        new Graph(names, sources),
        vertex -> box(steps.get(first + vertex), first > 0 && vertex == 0));
  }

  private static Box box(Step step, boolean again) {
    String params = step.params().isEmpty() ? "" : step.params() + " params";
    String title = String.join(", ", texts(step.name(), step.told(), step.shape(), params));
    if (again) {
      return new Box("ends", "from " + step.name(), List.of(step.shape()), title);
    }
    String size = String.join(", ", texts(step.shape(), params));
    String far =
        step.reads().stream()
            .filter(read -> isFar(step, read))
            .map(String::valueOf)
            .collect(Collectors.joining(" and "));
    String also = far.isEmpty() ? "" : "also of " + far;
    String detail = String.join(", ", texts(also, step.detail()));
    return new Box(kind(step.name()), step.name(), texts(detail, size), title);
  }

  private static List<String> texts(String... texts) {
    return Stream.of(texts).filter(text -> !text.isEmpty()).toList();
  }

  /** A step's colour by what it is called, which begins with its number. */
  private static String kind(String name) {
    String word = name.replaceFirst("^\\d+ +", "");
    if (word.startsWith("convolution")) {
      return word.contains("dilation") ? "dil" : "conv";
    } else if (word.startsWith("depthwise")) {
      return "sep";
    } else if (word.matches("(max|mean|average|maximum) .*")) {
      return "pool";
    }
    return word.equals("input") ? "ends" : "other";
  }
}
