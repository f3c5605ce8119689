package io.mimar.table;

import io.mimar.Check;
import io.mimar.Recent;
import io.mimar.graph.Graph;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.SearchSpace;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The rows of a table as a search space. An edit changes one choice of a row and must give another
 * row; a row without such a neighbour, and values that are no row's, take the nearest ones.
 */
public final class TableSpace implements SearchSpace {
  /** How many nearest rows stand for the neighbours of a row that has none. */
  private static final int NEAREST = 8;

  private static final int REMEMBERED = 4_096;

  private final Table table;
  private final List<Choice> choices;
  private final List<String> vocabulary;
  private final List<String> operations;
  private final Map<Object, List<Integer>> byKey = new HashMap<>(); // looked up only
  private final NearestRows nearest;
  private final Recent<Integer, int[]> neighbours = new Recent<>(REMEMBERED);
  private final Recent<IntBuffer, Integer> snapped = new Recent<>(REMEMBERED);

  /**
   * The space of all rows of {@code table}, of which there are two or more.
   *
   * @throws io.mimar.MimarException when there is one only
   */
  public TableSpace(Table table) {
    Check.that(table.rows().size() > 1, "rows of table " + table.name(), 1, "at least 2");
    this.table = table;
    Layout layout = table.layout();
    this.choices = layout.choices();
    this.vocabulary = layout.vocabulary();
    this.operations = layout.operations();
    List<List<String>> items = new ArrayList<>();
    for (Architecture row : table.rows()) {
      int[] values = row.valueArray();
      byKey
          .computeIfAbsent(layout.key(values, row.graph()), key -> new ArrayList<>(1))
          .add(row.row());
      items.add(layout.items(values, row.graph()));
    }
    this.nearest = new NearestRows(items);
  }

  /** The table whose rows these are. */
  public Table table() {
    return table;
  }

  @Override
  public String name() {
    return table.name();
  }

  @Override
  public String members() {
    Fingerprint fingerprint = new Fingerprint();
    table.rows().forEach(fingerprint::add);
    return fingerprint.hex();
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  @Override
  public List<String> vocabulary() {
    return vocabulary;
  }

  @Override
  public List<String> operations() {
    return operations;
  }

  @Override
  public int maxVertices() {
    return table.layout().maxVertices();
  }

  @Override
  public boolean isStructured() {
    return table.layout().isStructured();
  }

  @Override
  public boolean isValid(int[] values) {
    checkRange(values);
    return byKey.containsKey(key(values));
  }

  private Object key(int[] values) {
    return table.layout().key(values, table.layout().graph(values));
  }

  @Override
  public int[] repair(int[] values) {
    return snap(values).valueArray();
  }

  @Override
  public Architecture architecture(int[] values) {
    return snap(values);
  }

  /** The row that {@code values} write, the first where several do; else the nearest. */
  private Architecture snap(int[] values) {
    checkRange(values);
    IntBuffer key = IntBuffer.wrap(values.clone()); // equal where the values are
    return table.rows().get(snapped.get(key, () -> row(values)));
  }

  private int row(int[] values) {
    Graph graph = table.layout().graph(values);
    List<Integer> rows = byKey.get(table.layout().key(values, graph));
    return rows != null ? rows.get(0) : nearest.of(table.layout().items(values, graph), 1)[0];
  }

  @Override
  public Graph written(Architecture row) {
    return table.layout().written(row.valueArray());
  }

  @Override
  public Optional<String> absent() {
    return table.layout().absent();
  }

  @Override
  public Optional<List<Architecture>> listed() {
    return Optional.of(table.rows());
  }

  @Override
  public Architecture random(RandomGenerator rng) {
    return table.rows().get(rng.nextInt(table.rows().size()));
  }

  @Override
  public Architecture mutate(Architecture parent, RandomGenerator rng) {
    List<Architecture> around = neighbours(parent);
    return around.get(rng.nextInt(around.size()));
  }

  /**
   * The rows at one edit from {@code row}, each once; where there is none, the nearest rows.
   *
   * @return ascending by number unless they are the nearest
   */
  public List<Architecture> neighbours(Architecture row) {
    int[] numbers = neighbours.get(row.row(), () -> around(row));
    return Arrays.stream(numbers).mapToObj(table.rows()::get).toList();
  }

  private int[] around(Architecture row) {
    int[] edited = atOneEdit(row);
    return edited.length > 0 ? edited : nearest(row);
  }

  private int[] atOneEdit(Architecture row) {
    List<Integer> found = new ArrayList<>();
    int[] values = row.valueArray();
    for (int c = 0; c < values.length; c++) {
      int own = values[c];
      for (int v = 0; v < choices.get(c).size(); v++) {
        values[c] = v;
        if (v != own) {
          found.addAll(byKey.getOrDefault(key(values), List.of()));
        }
      }
      values[c] = own;
    }
    return found.stream()
        .filter(r -> r != row.row())
        .mapToInt(Integer::intValue)
        .distinct()
        .sorted()
        .toArray();
  }

  private int[] nearest(Architecture row) {
    List<String> items = table.layout().items(row.valueArray(), row.graph());
    int[] rows = nearest.of(items, NEAREST + 1);
    return Arrays.stream(rows).filter(r -> r != row.row()).limit(NEAREST).toArray();
  }
}
