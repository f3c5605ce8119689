package io.mimar.space;

import io.mimar.Check;
import io.mimar.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A cell of up to {@code slots} operations wired freely: each slot carries an operation or none and
 * reads any of the cell's input and the earlier slots; the output reads any of them.
 *
 * <p>Values: the operations of all slots, then for each slot and the output one bit for each
 * possible source. Every graph has one normal form: canonical order, empty slots last.
 *
 * @param slots the largest number of operations
 * @param operations what a slot may carry; {@link Operation#NONE} is the empty slot and comes first
 */
public record VertexCell(int slots, List<Operation> operations) implements Cell {

  /** How often a random slot reads a second source. */
  private static final double SECOND_SOURCE = 0.35;

  /** How often a random cell has its input added to its output. */
  private static final double RESIDUAL = 0.5;

  public VertexCell {
    Check.range("cell slots", slots, 1, 12);
    operations = List.copyOf(operations);
    Check.that(
        operations.size() > 1 && operations.get(0) == Operation.NONE,
        "operations of a cell",
        operations,
        "none first, then at least one more");
  }

  @Override
  public List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    List<String> labels = Operation.labels(operations);
    List<String> bit = List.of("no", "yes");
    for (int slot = 1; slot <= slots; slot++) {
      choices.add(Choice.of("operation " + slot, labels));
    }
    for (int slot = 1; slot <= slots + 1; slot++) {
      String reader = slot > slots ? "output" : "operation " + slot;
      for (int source = 0; source < slot; source++) {
        String read = source == 0 ? "input" : "operation " + source;
        choices.add(Choice.of(reader + " reads " + read, bit));
      }
    }
    return choices;
  }

  @Override
  public int maxVertices() {
    return slots + 2;
  }

  /** The place of the bit "{@code slot} reads {@code source}". */
  private int bit(int slot, int source) {
    return slots + slot * (slot - 1) / 2 + source;
  }

  @Override
  public int length() {
    return bit(slots + 2, 0);
  }

  @Override
  public Graph raw(int[] values) {
    List<String> labels = new ArrayList<>(List.of(INPUT));
    boolean[][] adjacency = new boolean[slots + 2][slots + 2];
    for (int slot = 1; slot <= slots + 1; slot++) {
      labels.add(slot > slots ? OUTPUT : operations.get(values[slot - 1]).label());
      for (int source = 0; source < slot; source++) {
        adjacency[source][slot] = values[bit(slot, source)] == 1;
      }
    }
    return Graph.of(labels, adjacency);
  }

  @Override
  public int[] normalise(int[] given, Graph graph) {
    int[] values = new int[length()];
    int last = graph.size() - 1;
    for (int v = 1; v <= last; v++) {
      int slot = v == last ? slots + 1 : v;
      if (v < last) {
        values[slot - 1] = operations.indexOf(Operation.of(graph.label(v)));
      }
      for (int source : graph.inputs(v)) {
        values[bit(slot, source)] = 1;
      }
    }
    return values;
  }

  @Override
  public boolean isValid(int[] values) {
    long size = SIMPLIFY.size(raw(values));
    return size > 0 && size <= maxVertices();
  }

  /**
   * Operations that read nothing get the nearest source before them, and an output that reads
   * nothing gets the last operation. What still does not fit, through parallel identities, loses
   * its second sources.
   */
  @Override
  public int[] repair(int[] values) {
    if (isValid(values)) {
      return values.clone();
    }
    int[] repaired = values.clone();
    connect(repaired);
    for (int slot = slots + 1; slot >= 1 && !isValid(repaired); slot--) {
      boolean kept = false;
      for (int source = slot - 1; source >= 0; source--) {
        boolean keep = repaired[bit(slot, source)] == 1 && !kept && !isEmpty(repaired, source);
        repaired[bit(slot, source)] = keep ? 1 : 0;
        kept |= keep;
      }
    }
    return repaired;
  }

  /** Whether a slot carries nothing; the cell's input, number 0, always does. */
  private boolean isEmpty(int[] values, int slot) {
    return slot > 0 && operations.get(values[slot - 1]) == Operation.NONE;
  }

  private void connect(int[] values) {
    int previous = 0;
    for (int slot = 1; slot <= slots + 1; slot++) {
      if (slot <= slots && isEmpty(values, slot)) {
        continue;
      }
      boolean reads = false;
      for (int source = 0; source < slot; source++) {
        reads |= values[bit(slot, source)] == 1 && !isEmpty(values, source);
      }
      if (!reads) {
        values[bit(slot, previous)] = 1;
      }
      previous = slot;
    }
  }

  /** A random number of operations, each reading one or two before it; loose ends are summed. */
  @Override
  public int[] random(RandomGenerator rng) {
    int[] values = new int[length()];
    int count = 1 + rng.nextInt(slots);
    BitSet loose = new BitSet();
    for (int slot = 1; slot <= count; slot++) {
      values[slot - 1] = 1 + rng.nextInt(operations.size() - 1);
      int sources = rng.nextDouble() < SECOND_SOURCE ? 2 : 1;
      for (int i = 0; i < sources; i++) {
        int source = rng.nextInt(slot);
        values[bit(slot, source)] = 1;
        loose.clear(source);
      }
      loose.set(slot);
    }
    loose.stream().forEach(source -> values[bit(slots + 1, source)] = 1);
    if (rng.nextDouble() < RESIDUAL) {
      values[bit(slots + 1, 0)] = 1;
    }
    return repair(values);
  }

  @Override
  public Optional<int[]> residual() {
    int convolution = operations.indexOf(Operation.CONV3X3);
    if (slots < 2 || convolution < 0) {
      return Optional.empty();
    }
    int[] values = new int[length()];
    values[0] = convolution;
    values[1] = convolution;
    values[bit(1, 0)] = 1;
    values[bit(2, 1)] = 1;
    values[bit(slots + 1, 2)] = 1;
    values[bit(slots + 1, 0)] = 1;
    return Optional.of(values);
  }

  @Override
  public String toString() {
    return "VertexCell" + Arrays.toString(new int[] {slots, operations.size()});
  }
}
