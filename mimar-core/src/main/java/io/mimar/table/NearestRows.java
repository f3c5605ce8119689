package io.mimar.table;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Finds the rows most like a given one: a vantage-point tree over bags of items, the distance being
 * how many items two bags do not share. A search looks at no more than {@link #VISITS} rows, the
 * most promising first, so that its cost does not grow with the table; beyond some thousand rows
 * the nearest may be missed for one almost as near.
 *
 * <p>Paper: Yianilos, Data Structures and Algorithms for Nearest Neighbor Search in General Metric
 * Spaces, SODA 1993. Differs: best first, bounded.
 */
final class NearestRows {
  private static final int VISITS = 400;
  private static final int LEAF = 8;

  private final Map<Item, Integer> numbers = new HashMap<>(); // looked up only
  private final int[][] bags;
  private final Node root;

  /** The {@code nth} time that a bag holds {@code word}. */
  private record Item(String word, int nth) {}

  /** A node: one row, and the rows nearer to it than {@code radius} apart from the others. */
  @SuppressWarnings("ArrayRecordComponent") // private, not written to
  private record Node(int row, int radius, Node near, Node far, int[] leaf) {}

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
   * @param holds the numbers of its items
   * @param size how many items it has, those that no row has among them
   */
  private record Pattern(BitSet holds, int size) {

    /** Items that only one of the two bags has. */
    int distance(int[] bag) {
      int shared = 0;
      for (int item : bag) {
        shared += holds.get(item) ? 1 : 0;
      }
      return size + bag.length - 2 * shared;
    }
  }

  /** An index of rows with these items. */
  NearestRows(List<List<String>> rows) {
    this.bags =
        rows.stream()
            .map(words -> items(words).map(this::learn).mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    int[] all = new int[bags.length];
    Arrays.setAll(all, i -> i);
    this.root = build(all);
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
    BitSet holds = new BitSet(numbers.size());
    items(words).map(numbers::get).filter(Objects::nonNull).forEach(holds::set);
    return new Pattern(holds, words.size());
  }

  private Pattern pattern(int row) {
    BitSet holds = new BitSet(numbers.size());
    Arrays.stream(bags[row]).forEach(holds::set);
    return new Pattern(holds, bags[row].length);
  }

  private Node build(int[] rows) {
    if (rows.length <= LEAF) {
      return new Node(-1, 0, null, null, rows);
    }
    int vantage = rows[0];
    int[] rest = Arrays.copyOfRange(rows, 1, rows.length);
    Pattern pattern = pattern(vantage);
    int[] distances = new int[rest.length];
    Arrays.setAll(distances, i -> pattern.distance(bags[rest[i]]));
    int[] sorted = distances.clone();
    Arrays.sort(sorted);
    int radius = sorted[sorted.length / 2];
    if (radius == sorted[0]) {
      radius++; // ties would leave the near side empty
    }
    int limit = radius;
    int[] near = pick(rest, distances, limit, true);
    int[] far = pick(rest, distances, limit, false);
    if (far.length == 0) {
      return new Node(vantage, limit, leafOf(near), leafOf(far), null);
    }
    return new Node(vantage, limit, build(near), build(far), null);
  }

  private static Node leafOf(int[] rows) {
    return new Node(-1, 0, null, null, rows);
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
    if (node.leaf() != null) {
      for (int row : node.leaf()) {
        offer(row, pattern.distance(bags[row]), count, found);
      }
      return node.leaf().length;
    }
    int distance = pattern.distance(bags[node.row()]);
    offer(node.row(), distance, count, found);
    int toNear = Math.max(next.bound(), distance - node.radius() + 1);
    int toFar = Math.max(next.bound(), node.radius() - distance);
    open.add(new Open(node.near(), toNear));
    open.add(new Open(node.far(), toFar));
    return 1;
  }

  private static void offer(int row, int distance, int count, PriorityQueue<Found> found) {
    Found offered = new Found(row, distance);
    if (found.size() < count) {
      found.add(offered);
    } else if (offered.compareTo(found.peek()) < 0) {
      found.poll();
      found.add(offered);
    }
  }
}
