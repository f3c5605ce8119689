package io.mimar.embed;

import io.mimar.graph.Graph;
import io.mimar.graph.PathStatistics;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.SearchSpace;
import io.mimar.stats.SignedLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** How the graphs and choices of one search space are written as numbers. */
final class SpaceCode {
  private final SearchSpace space;
  private final List<Choice> choices;
  private final List<String> operations;
  private final Map<String, Integer> labels = new HashMap<>(); // looked up, never iterated
  private final int[] offsets;

  SpaceCode(SearchSpace space) {
    this.space = space;
    this.choices = space.choices();
    this.operations = space.operations();
    space.vocabulary().forEach(label -> labels.putIfAbsent(label, labels.size()));
    this.offsets = new int[choices.size() + 1];
    for (int c = 0; c < choices.size(); c++) {
      offsets[c + 1] = offsets[c] + choices.get(c).size();
    }
  }

  SearchSpace space() {
    return space;
  }

  int labels() {
    return labels.size();
  }

  int places() {
    return space.maxVertices();
  }

  int choices() {
    return choices.size();
  }

  int values(int choice) {
    return choices.get(choice).size();
  }

  /** Where the values of each choice start when all are laid end to end; the last is the length. */
  int offset(int choice) {
    return offsets[choice];
  }

  int valuesInAll() {
    return offsets[choices.size()];
  }

  /** The number of the label of vertex {@code v}. */
  int label(Graph graph, int v) {
    Integer number = labels.get(graph.label(v));
    if (number == null) {
      throw new IllegalArgumentException(
          "label " + graph.label(v) + " is not in the vocabulary of space " + space.name());
    }
    return number;
  }

  /** The place of vertex {@code v} counted from the input; the canonical order makes it unique. */
  int fromFront(int v) {
    return Math.min(v, places() - 1);
  }

  /** The place of vertex {@code v} counted from the output. */
  int fromBack(Graph graph, int v) {
    return Math.min(graph.size() - 1 - v, places() - 1);
  }

  /** How many numbers {@link #statistics} gives. */
  int statistics() {
    return PathStatistics.size(operations.size())
        + (int) choices.stream().filter(Choice::ordered).count();
  }

  /** Signed logarithms of the path statistics, then the ordered choices in [0, 1]. */
  double[] statistics(Architecture architecture) {
    double[] paths = SignedLog.of(PathStatistics.of(architecture.graph(), operations).all());
    double[] all = Arrays.copyOf(paths, statistics());
    int at = paths.length;
    for (int c = 0; c < choices.size(); c++) {
      if (choices.get(c).ordered()) {
        int last = Math.max(1, choices.get(c).size() - 1);
        all[at++] = architecture.values().get(c) / (double) last;
      }
    }
    return all;
  }

  /** 16 hexadecimal digits of the space's choices, vocabulary, operations and members. */
  String hash() {
    StringBuilder text = new StringBuilder();
    choices.forEach(c -> text.append(c).append('\n'));
    text.append(space.vocabulary()).append('\n').append(operations).append('\n').append(places());
    text.append(space.members());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
