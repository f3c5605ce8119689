package io.mimar.space;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.graph.Graph;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Layer.Convolution;
import io.mimar.network.Network;
import io.mimar.network.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Networks for images: one cell repeated in a skeleton of stages, all of it searched.
 *
 * <p>The graph of an architecture is the simplified cell followed by the skeleton as a chain, so
 * that one graph covers all choices: {@code input, cell operations, cell, stem/2, stage 16x1, stage
 * 32x2, stage 64x1, output}; a stage's label says width x depth.
 */
public final class ImageSpace implements NetworkSpace {

  private static final String OUTPUT = "output";
  private static final String STEM = "stem/";
  private static final String STAGE = "stage ";

  private final String name;
  private final Cell cell;
  private final Skeleton skeleton;
  private final List<Choice> choices; // asked for with every architecture

  /**
   * A space.
   *
   * @param name its name
   * @param cell the cell
   * @param skeleton what surrounds it
   */
  public ImageSpace(String name, Cell cell, Skeleton skeleton) {
    this.name = name;
    this.cell = cell;
    this.skeleton = skeleton;
    this.choices = choices(cell, skeleton);
  }

  /** The built-in space: free cells of up to 7 operations in a searched skeleton. */
  public static ImageSpace standard() {
    List<Operation> operations =
        List.of(
            Operation.NONE,
            Operation.CONV3X3,
            Operation.CONV5X5,
            Operation.SEPARABLE3X3,
            Operation.CONV1X1,
            Operation.DILATED3X3,
            Operation.MAX_POOL,
            Operation.AVERAGE_POOL,
            Operation.SKIP);
    return new ImageSpace("image", new VertexCell(7, operations), Skeleton.searched());
  }

  /**
   * NAS-Bench-201's cell, five to a stage, in its skeleton; the benchmark itself has the widths 16,
   * 32, 64, here each stage chooses among them.
   */
  public static ImageSpace nasBench201() {
    Skeleton skeleton =
        new Skeleton(
            List.of(1), List.of(16, 32, 64), List.of(5), 3, Skeleton.Reduction.RESIDUAL, 0);
    return new ImageSpace("nas-bench-201", EdgeCell.nasBench201(), skeleton);
  }

  @Override
  public String name() {
    return name;
  }

  /** The cell that is searched. */
  public Cell cell() {
    return cell;
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  private static List<Choice> choices(Cell cell, Skeleton skeleton) {
    List<Choice> choices = new ArrayList<>(cell.choices());
    choices.add(Choice.ordered("stem stride", words(skeleton.stemStrides())));
    for (int stage = 1; stage <= skeleton.stages(); stage++) {
      choices.add(Choice.ordered("width " + stage, words(skeleton.widths())));
    }
    for (int stage = 1; stage <= skeleton.stages(); stage++) {
      choices.add(Choice.ordered("depth " + stage, words(skeleton.depths())));
    }
    return List.copyOf(choices);
  }

  @Override
  public List<String> vocabulary() {
    List<String> labels = new ArrayList<>(List.of(Cell.INPUT, Cell.OUTPUT, OUTPUT));
    labels.addAll(Operation.labels(cell.operations()));
    skeleton.stemStrides().forEach(s -> labels.add(STEM + s));
    skeleton
        .widths()
        .forEach(w -> skeleton.depths().forEach(d -> labels.add(new Stage(w, d).label())));
    return labels;
  }

  @Override
  public List<String> operations() {
    return Operation.labels(
        cell.operations().stream()
            .filter(o -> o != Operation.NONE && o != Operation.SKIP)
            .toList());
  }

  @Override
  public int maxVertices() {
    return cell.maxVertices() + 1 + skeleton.stages() + 1;
  }

  @Override
  public boolean isValid(int[] values) {
    checkRange(values);
    return cell.isValid(cellPart(values));
  }

  @Override
  public int[] repair(int[] values) {
    checkRange(values);
    return join(cell.repair(cellPart(values)), skeletonPart(values));
  }

  @Override
  public Architecture architecture(int[] values) {
    if (!isValid(values)) {
      throw new MimarException(
          "the cell " + cell.raw(cellPart(values)) + " has no path from input to output",
          "Connect it, or let SearchSpace.repair do so.");
    }
    Graph cellGraph = cell.graph(cellPart(values));
    int[] normal = cell.normalise(cellPart(values), cellGraph);
    return Architecture.of(
        join(normal, skeletonPart(values)), describe(cellGraph, skeletonPart(values)));
  }

  @Override
  public Architecture random(RandomGenerator rng) {
    int[] rest =
        choices().stream().skip(cell.length()).mapToInt(c -> rng.nextInt(c.size())).toArray();
    return architecture(join(cell.random(rng), rest));
  }

  /** Residual networks, one cell in each stage. */
  @Override
  public List<List<Architecture>> portfolio() {
    return cell.residual().stream()
        .map(
            c ->
                Size.ladder(skeleton.stemStrides(), skeleton.widths()).stream()
                    .map(s -> architecture(join(c, sized(s))))
                    .distinct()
                    .toList())
        .toList();
  }

  private int[] sized(Size size) {
    int stages = skeleton.stages();
    int[] rest = new int[1 + 2 * stages];
    rest[0] = skeleton.stemStrides().indexOf(size.stride());
    for (int stage = 0; stage < stages; stage++) {
      rest[1 + stage] = Size.nearest(skeleton.widths(), size.width(stage, stages));
    }
    return rest;
  }

  // ---- the graph that describes an architecture

  private record Stage(int width, int depth) {
    String label() {
      return STAGE + width + "x" + depth;
    }

    static Stage parse(String label) {
      int cross = label.indexOf('x');
      return new Stage(
          Integer.parseInt(label.substring(STAGE.length(), cross)),
          Integer.parseInt(label.substring(cross + 1)));
    }
  }

  private Graph describe(Graph cellGraph, int[] rest) {
    List<String> labels = new ArrayList<>(cellGraph.labels());
    List<BitSet> sources = new ArrayList<>(cellGraph.sources());
    int stages = skeleton.stages();
    chain(labels, sources, STEM + skeleton.stemStrides().get(rest[0]));
    for (int stage = 0; stage < stages; stage++) {
      int width = skeleton.widths().get(rest[1 + stage]);
      int depth = skeleton.depths().get(rest[1 + stages + stage]);
      chain(labels, sources, new Stage(width, depth).label());
    }
    chain(labels, sources, OUTPUT);
    return new Graph(labels, sources);
  }

  private static void chain(List<String> labels, List<BitSet> sources, String label) {
    BitSet previous = new BitSet();
    previous.set(labels.size() - 1);
    labels.add(label);
    sources.add(previous);
  }

  // ---- the network

  @Override
  public Network network(Architecture architecture, Task task) {
    Check.that(
        task.input() instanceof Input.Pixels, "input of space " + name, task.input(), "images");
    Graph graph = architecture.graph();
    int cellEnd = graph.labels().indexOf(Cell.OUTPUT);
    int stride = Integer.parseInt(graph.label(cellEnd + 1).substring(STEM.length()));
    List<Stage> stages =
        graph.labels().subList(cellEnd + 2, graph.size() - 1).stream().map(Stage::parse).toList();
    Network.Builder builder = Network.builder(task);
    int node = builder.add(Convolution.dense(stages.get(0).width(), 3, stride), 0);
    node = builder.add(new Layer.BatchNorm(), node);
    for (int s = 0; s < stages.size(); s++) {
      if (s > 0) {
        node = reduce(builder, node, stages.get(s).width());
      }
      for (int depth = 0; depth < stages.get(s).depth(); depth++) {
        node = buildCell(builder, node, graph, cellEnd);
      }
    }
    node = builder.add(new Layer.Relu(), builder.add(new Layer.BatchNorm(), node));
    node = builder.add(new Layer.GlobalAverage(), node);
    if (skeleton.dropout() > 0) {
      node = builder.add(new Layer.Dropout(skeleton.dropout()), node);
    }
    builder.add(new Layer.Linear(task.output().size()), node);
    return builder.build();
  }

  private int reduce(Network.Builder builder, int node, int width) {
    int main = normalised(builder, Convolution.dense(width, 3, 2), relu(builder, node));
    if (skeleton.reduction() == Skeleton.Reduction.CONVOLUTION) {
      return main;
    }
    int second = normalised(builder, Convolution.dense(width, 3, 1), relu(builder, main));
    int pooled = builder.add(new Layer.Pool(Layer.Pool.Kind.AVERAGE, 3, 2), node);
    int side = builder.add(Convolution.dense(width, 1, 1), pooled);
    return builder.add(new Layer.Sum(), List.of(second, side));
  }

  private static int relu(Network.Builder builder, int node) {
    return builder.add(new Layer.Relu(), node);
  }

  private static int normalised(Network.Builder builder, Convolution convolution, int node) {
    return builder.add(new Layer.BatchNorm(), builder.add(convolution, node));
  }

  /** Adds one cell: a vertex is its operation on the sum of its sources; equal sums are shared. */
  private static int buildCell(Network.Builder builder, int input, Graph graph, int cellEnd) {
    int[] node = new int[cellEnd + 1];
    node[0] = input;
    Map<List<Integer>, Integer> sums = new HashMap<>();
    Map<Integer, Integer> activations = new HashMap<>();
    for (int v = 1; v <= cellEnd; v++) {
      List<Integer> sources = Arrays.stream(graph.inputs(v)).mapToObj(u -> node[u]).toList();
      int sum =
          sources.size() == 1
              ? sources.get(0)
              : sums.computeIfAbsent(sources, s -> builder.add(new Layer.Sum(), s));
      if (v == cellEnd) {
        return sum;
      }
      Operation operation = Operation.of(graph.label(v));
      int read =
          operation.activates() ? activations.computeIfAbsent(sum, s -> relu(builder, s)) : sum;
      node[v] = operation.build(builder, read);
    }
    throw new IllegalStateException("a cell ends in " + Cell.OUTPUT);
  }

  // ---- the two parts of the values

  private int[] cellPart(int[] values) {
    return Arrays.copyOf(values, cell.length());
  }

  private int[] skeletonPart(int[] values) {
    return Arrays.copyOfRange(values, cell.length(), values.length);
  }

  private static int[] join(int[] first, int[] second) {
    return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  private static List<String> words(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).toList();
  }

  /** Spaces are equal where all that they are made of is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ImageSpace space
        && name.equals(space.name)
        && cell.equals(space.cell)
        && skeleton.equals(space.skeleton);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, cell, skeleton);
  }

  @Override
  public String toString() {
    return "ImageSpace[" + name + ", " + cell + ", " + skeleton + "]";
  }
}
