package io.mimar.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the rows most like a given one: a vantage-point tree over bags of items, the distance being
 * how many items two bags do not share. A search looks at no more than {@link #VISITS} rows, the
 * most promising first, so that its cost does not grow with the table; beyond some thousand rows
 * the nearest may be missed for one almost as near. Only rows that are all as far from a row as
 * each other, which nothing tells apart, are read together however many they are.
 *
 * <p>Paper: Yianilos, Data Structures and Algorithms for Nearest Neighbor Search in General Metric
 * Spaces, SODA 1993. Differs: best first, bounded.
 */
final class NearestRows {
  private static final int VISITS = 400;
  private static final int LEAF = 8;

  private final Map<Item, Integer> numbers = new HashMap<>(); // looked up only
  private final int[] rows; // in the order of the tree, so that what is read together lies together
  private final int[] starts; // where the bag of each of these begins
  private final int[] bags;
  private final Node root;
  private int placed;

  /** The {@code nth} time that a bag holds {@code word}. */
  private record Item(String word, int nth) {}

  /**
   * A node: one row, and the rows nearer to it than {@code radius} apart from the others; or a leaf
   * of some rows.
   *
   * @param from the place of the row, or of the first
   * @param to the place after the last
   */
  private record Node(int from, int to, int radius, Node near, Node far) {
    boolean isLeaf() {
      return near == null;
    }
  }

  private record Open(Node node, int bound) {}

  private record Found(int row, int distance) implements Comparable<Found> {
    @Override
    public int compareTo(Found other) {
      return distance != other.distance
          ? Integer.compare(distance, other.distance)
          : Integer.compare(row, other.row);
    }
  }

  /**
   * A bag that others are compared with.
   *
   * @param holds a bit for each known item
   * @param size how many items it has, those that no row has among them
   */
  @SuppressWarnings("ArrayRecordComponent") // private, not written to
  private record Pattern(long[] holds, int size) {

    /** Items that only one of the two bags has; the other is a part of {@code bags}. */
    int distance(int[] bags, int from, int to) {
      long shared = 0;
      for (int i = from; i < to; i++) {
        shared += holds[bags[i] >> 6] >>> bags[i] & 1;
      }
      return size + to - from - 2 * (int) shared;
    }
  }

  /** An index of rows with these items. */
  NearestRows(List<List<String>> rows) {
    int[][] all =
        rows.stream()
            .map(words -> items(words).map(this::learn).mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    this.rows = new int[all.length];
    this.starts = new int[all.length + 1];
    this.bags = new int[Arrays.stream(all).mapToInt(bag -> bag.length).sum()];
    int[] order = new int[all.length];
    Arrays.setAll(order, i -> i);
    this.root = build(order, all);
  }

  private int learn(Item item) {
    Integer known = numbers.putIfAbsent(item, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private static Stream<Item> items(List<String> words) {
    Map<String, Integer> seen = new HashMap<>(); // looked up only
    return words.stream().map(word -> new Item(word, seen.merge(word, 1, Integer::sum)));
  }

  private Pattern pattern(List<String> words) {
    IntStream known = items(words).map(numbers::get).filter(Objects::nonNull).mapToInt(i -> i);
    return pattern(known, words.size());
  }

  private Pattern pattern(IntStream items, int size) {
    long[] holds = new long[numbers.size() / Long.SIZE + 1];
    items.forEach(i -> holds[i >> 6] |= 1L << i);
    return new Pattern(holds, size);
  }

  private Node build(int[] some, int[][] all) {
    if (some.length <= LEAF) {
      return leaf(some, all);
    }
    int vantage = some[0];
    int[] rest = Arrays.copyOfRange(some, 1, some.length);
    Pattern pattern = pattern(Arrays.stream(all[vantage]), all[vantage].length);
    int[] distances = new int[rest.length];
    Arrays.setAll(distances, i -> pattern.distance(all[rest[i]], 0, all[rest[i]].length));
    int[] sorted = distances.clone();
    Arrays.sort(sorted);
    int radius = sorted[sorted.length / 2];
    if (radius == sorted[0]) {
      radius++; // ties would leave the near side empty
    }
    int[] near = pick(rest, distances, radius, true);
    int[] far = pick(rest, distances, radius, false);
    int place = place(vantage, all);
    boolean alike = far.length == 0;
    return new Node(
        place,
        place + 1,
        radius,
        alike ? leaf(near, all) : build(near, all),
        alike ? leaf(far, all) : build(far, all));
  }

  private Node leaf(int[] some, int[][] all) {
    int from = placed;
    Arrays.stream(some).forEach(row -> place(row, all));
    return new Node(from, placed, 0, null, null);
  }

  private int place(int row, int[][] all) {
    System.arraycopy(all[row], 0, bags, starts[placed], all[row].length);
    starts[placed + 1] = starts[placed] + all[row].length;
    rows[placed] = row;
    return placed++;
  }

  private static int[] pick(int[] rows, int[] distances, int radius, boolean near) {
    int[] picked = new int[rows.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (distances[i] < radius == near) {
        picked[count++] = rows[i];
      }
    }
    return Arrays.copyOf(picked, count);
  }

  /** At most {@code count} rows, the nearest first; equally near ones in the table's order. */
  int[] of(List<String> words, int count) {
    Pattern pattern = pattern(words);
    PriorityQueue<Open> open = new PriorityQueue<>((a, b) -> Integer.compare(a.bound(), b.bound()));
    PriorityQueue<Found> found = new PriorityQueue<>(Comparator.reverseOrder());
    open.add(new Open(root, 0));
    int visits = 0;
    while (!open.isEmpty() && visits < VISITS) {
      Open next = open.poll();
      if (found.size() == count && next.bound() > found.peek().distance()) {
        break;
      }
      visits += visit(next, pattern, count, open, found);
    }
    return found.stream().sorted().mapToInt(Found::row).toArray();
  }

  private int visit(
      Open next, Pattern pattern, int count, PriorityQueue<Open> open, PriorityQueue<Found> found) {
    Node node = next.node();
    int distance = 0;
    for (int place = node.from(); place < node.to(); place++) {
      distance = pattern.distance(bags, starts[place], starts[place + 1]);
      offer(rows[place], distance, count, found);
    }
    if (!node.isLeaf()) {
      int toNear = Math.max(next.bound(), distance - node.radius() + 1);
      int toFar = Math.max(next.bound(), node.radius() - distance);
      open.add(new Open(node.near(), toNear));
      open.add(new Open(node.far(), toFar));
    }
    return node.to() - node.from();
  }

  private static void offer(int row, int distance, int count, PriorityQueue<Found> found) {
    if (found.size() == count) {
      if (distance > found.peek().distance()) {
        return; // most do
      }
      found.add(new Found(row, distance));
      found.poll();
    } else {
      found.add(new Found(row, distance));
    }
  }
}
