package io.mimar.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

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

  private final Map<String, Integer> numbers = new HashMap<>(); // looked up only
  private final int[][] bags;
  private final Node root;

  /** A node: one row, and the rows nearer to it than {@code radius} apart from the others. */
  @SuppressWarnings("ArrayRecordComponent") // private, not written to
  private record Node(int row, int radius, Node near, Node far, int[] leaf) {}

  private record Open(Node node, int bound) {}

  private record Found(int row, int distance) {}

  /** An index of rows with these items. */
  NearestRows(List<List<String>> items) {
    this.bags = items.stream().map(bag -> numbers(bag, true)).toArray(int[][]::new);
    int[] rows = new int[bags.length];
    Arrays.setAll(rows, i -> i);
    this.root = build(rows);
  }

  /** Sorted numbers of items; an item that no row has counts as a stranger. */
  private int[] numbers(List<String> bag, boolean learn) {
    int[] sorted = new int[bag.size()];
    for (int i = 0; i < sorted.length; i++) {
      Integer known = numbers.get(bag.get(i));
      if (known == null && learn) {
        known = numbers.size();
        numbers.put(bag.get(i), known);
      }
      sorted[i] = known == null ? -1 : known;
    }
    Arrays.sort(sorted);
    return sorted;
  }

  private Node build(int[] rows) {
    if (rows.length <= LEAF) {
      return new Node(-1, 0, null, null, rows);
    }
    int vantage = rows[0];
    int[] rest = Arrays.copyOfRange(rows, 1, rows.length);
    int[] distances = new int[rest.length];
    Arrays.setAll(distances, i -> distance(bags[vantage], bags[rest[i]]));
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

  /** Items that only one of two sorted bags has. */
  private static int distance(int[] a, int[] b) {
    int shared = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] == b[j]) {
        shared += a[i] < 0 ? 0 : 1;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return a.length + b.length - 2 * shared;
  }

  /** At most {@code count} rows, the nearest first; equally near ones in the table's order. */
  int[] of(List<String> items, int count) {
    int[] bag = numbers(items, false);
    PriorityQueue<Open> open = new PriorityQueue<>((a, b) -> Integer.compare(a.bound(), b.bound()));
    PriorityQueue<Found> found =
        new PriorityQueue<>(
            (a, b) ->
                a.distance() != b.distance()
                    ? Integer.compare(b.distance(), a.distance())
                    : Integer.compare(b.row(), a.row()));
    open.add(new Open(root, 0));
    int visits = 0;
    while (!open.isEmpty() && visits < VISITS) {
      Open next = open.poll();
      if (found.size() == count && next.bound() > found.peek().distance()) {
        break;
      }
      visits += visit(next, bag, count, open, found);
    }
    List<Found> nearest = new ArrayList<>(found);
    nearest.sort(
        (a, b) ->
            a.distance() != b.distance()
                ? Integer.compare(a.distance(), b.distance())
                : Integer.compare(a.row(), b.row()));
    return nearest.stream().mapToInt(Found::row).toArray();
  }

  private int visit(
      Open next, int[] bag, int count, PriorityQueue<Open> open, PriorityQueue<Found> found) {
    Node node = next.node();
    if (node.leaf() != null) {
      for (int row : node.leaf()) {
        offer(row, distance(bag, bags[row]), count, found);
      }
      return node.leaf().length;
    }
    int distance = distance(bag, bags[node.row()]);
    offer(node.row(), distance, count, found);
    int toNear = Math.max(next.bound(), distance - node.radius() + 1);
    int toFar = Math.max(next.bound(), node.radius() - distance);
    open.add(new Open(node.near(), toNear));
    open.add(new Open(node.far(), toFar));
    return 1;
  }

  private static void offer(int row, int distance, int count, PriorityQueue<Found> found) {
    found.add(new Found(row, distance));
    if (found.size() > count) {
      found.poll();
    }
  }
}
