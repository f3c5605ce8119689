package io.mimar.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.LocalSearch;
import io.mimar.search.Problem;
import io.mimar.search.RandomSearch;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Laws of the rows of a table as a space. */
class TableSpaceTest {
  private static final List<String> VALUES = List.of("a", "b", "c");
  private static final int PLACES = 5;
  private static final Layout LAYOUT =
      new ChoicesLayout(
          List.of("k0", "k1", "k2", "k3", "k4"),
          IntStream.range(0, PLACES).mapToObj(i -> Choice.of("k" + i, VALUES)).toList());

  /** Each of the 243 rows with probability {@code share}; the score is the number of c's. */
  private static Table table(double share, long seed) {
    RandomGenerator rng = Seeds.root(seed).rng();
    List<Architecture> rows = new ArrayList<>();
    for (int code = 0; code < Math.pow(3, PLACES); code++) {
      if (rng.nextDouble() < share || code < 2) {
        int[] values = new int[PLACES];
        for (int i = 0, rest = code; i < PLACES; i++, rest /= 3) {
          values[i] = rest % 3;
        }
        List<Integer> list = IntStream.of(values).boxed().toList();
        rows.add(new Architecture(list, LAYOUT.graph(values), rows.size()));
      }
    }
    double[] score = rows.stream().mapToDouble(TableSpaceTest::score).toArray();
    double[] holes = score.clone();
    holes[0] = Double.NaN;
    return new Table(
        "t",
        LAYOUT,
        List.of(
            new Metric("score", Objective.Direction.MAXIMIZE, "", Metric.Role.OBJECTIVE),
            new Metric("cost", Objective.Direction.MINIMIZE, "", Metric.Role.COST),
            new Metric("holes", Objective.Direction.MINIMIZE, "", Metric.Role.COST)),
        rows,
        new double[][] {score, score, holes});
  }

  private static int score(Architecture row) {
    return (int) row.values().stream().filter(v -> v == 2).count();
  }

  private static long differing(Architecture a, Architecture b) {
    return IntStream.range(0, PLACES)
        .filter(i -> !a.values().get(i).equals(b.values().get(i)))
        .count();
  }

  @Property(tries = 40, seed = "1")
  void neighboursAreAllRowsAtOneEditElseTheNearest(@ForAll long seed) {
    TableSpace space = new TableSpace(table(0.15, seed));
    for (Architecture row : space.table().rows()) {
      List<Architecture> near =
          space.table().rows().stream().filter(o -> differing(row, o) == 1).toList();
      List<Architecture> around = space.neighbours(row);
      if (near.isEmpty()) {
        long least =
            space.table().rows().stream()
                .filter(o -> !o.equals(row))
                .mapToLong(o -> differing(row, o))
                .min()
                .orElseThrow();
        assertEquals(least, differing(row, around.get(0)));
      } else {
        assertEquals(near, around);
      }
      assertNotEquals(row, space.mutate(row, Seeds.root(seed).rng()));
      assertEquals(row, space.architecture(row.valueArray()));
    }
  }

  @Property(tries = 40, seed = "1")
  void whatIsNoRowSnapsToANearest(@ForAll long seed) {
    TableSpace space = new TableSpace(table(0.1, seed));
    RandomGenerator rng = Seeds.root(seed).at("values").rng();
    int[] values = rng.ints(PLACES, 0, 3).toArray();
    Architecture asked =
        new Architecture(IntStream.of(values).boxed().toList(), LAYOUT.graph(values));
    Architecture snapped = space.architecture(values);
    long least =
        space.table().rows().stream().mapToLong(o -> differing(asked, o)).min().orElseThrow();
    assertEquals(least, differing(asked, snapped));
    assertArrayEquals(snapped.valueArray(), space.repair(values));
    assertEquals(least == 0, space.isValid(values));
  }

  /** No draw is likely to meet it, and from no row beside it does an edit lead nearer. */
  @Test
  void theOnlyRowWithinALimitIsFound() {
    int count = 20_000;
    Layout layout =
        new ChoicesLayout(
            List.of("k"),
            List.of(Choice.of("k", IntStream.range(0, count).mapToObj(i -> "v" + i).toList())));
    List<Architecture> rows =
        IntStream.range(0, count)
            .mapToObj(i -> new Architecture(List.of(i), layout.graph(new int[] {i}), i))
            .toList();
    double[] cost = new double[count];
    Arrays.fill(cost, 1);
    cost[12_345] = 0;
    List<Metric> metrics =
        List.of(
            new Metric("score", Objective.Direction.MAXIMIZE, "", Metric.Role.OBJECTIVE),
            new Metric("cost", Objective.Direction.MINIMIZE, "", Metric.Role.COST));
    Table table = new Table("t", layout, metrics, rows, new double[][] {new double[count], cost});
    Problem problem =
        TableProblem.of(
            new TableSpace(table), List.of(new Limit("cost", 0)), metrics.get(0).objective());
    List<Trial> trials =
        new TableSearch(problem, table.column("score"), 5, 1)
            .run(new LocalSearch(problem, LocalSearch.Config.DEFAULT), Seeds.root(1));
    assertEquals(List.of(rows.get(12_345)), trials.stream().map(Trial::architecture).toList());
  }

  @Test
  void aSingleRowIsNoSpace() {
    Table table = table(0.5, 1);
    Table one =
        new Table(
            "t",
            LAYOUT,
            table.metrics(),
            table.rows().subList(0, 1),
            new double[][] {{1}, {1}, {1}});
    assertThrows(MimarException.class, () -> new TableSpace(one));
  }

  @Test
  void aSearchAsksEachFeasibleRowOnceAndNoOther() {
    TableSpace space = new TableSpace(table(1, 1));
    Problem problem =
        TableProblem.of(
            space, List.of(new Limit("cost", 0)), space.table().metric("score").objective());
    assertEquals(List.of("cost"), problem.costs().names(), "what some rows lack is no cost");
    for (int batch : new int[] {1, 5}) {
      List<Trial> trials =
          new TableSearch(problem, space.table().column("score"), 200, batch)
              .run(new RandomSearch(problem), Seeds.root(3));
      assertEquals(32, trials.size());
      assertEquals(32, new HashSet<>(trials.stream().map(Trial::architecture).toList()).size());
      trials.forEach(t -> assertEquals(0, score(t.architecture())));
    }
    List<Limit> unknown = List.of(new Limit("holes", 1));
    assertThrows(MimarException.class, () -> TableProblem.of(space, unknown, problem.objective()));
  }

  @Test
  void localSearchStartsAnewWhereAllNeighboursAreKnown() {
    TableSpace space = new TableSpace(table(1, 1));
    Problem problem = TableProblem.of(space, List.of(), space.table().metric("score").objective());
    LocalSearch local = new LocalSearch(problem, new LocalSearch.Config(3, 1_000));
    double[] flat = new double[space.table().rows().size()]; // no neighbour is better
    List<String> proposers =
        new TableSearch(problem, flat, 40, 1)
            .run(local, Seeds.root(1)).stream().map(Trial::proposer).toList();
    int neighbours = 2 * PLACES;
    assertEquals(List.of("start", "start", "start", "local"), proposers.subList(0, 4));
    int again = 3 + proposers.subList(3, 40).indexOf("start");
    assertTrue(again <= 3 + neighbours, "after all neighbours of one row: " + proposers);
    assertEquals(List.of("start", "start", "start"), proposers.subList(again, again + 3));
    assertEquals("local", proposers.get(again + 3));
  }

  @Property(tries = 50, seed = "1")
  void transformsKeepWhatTheySay(@ForAll long seed) {
    double[] values =
        Seeds.root(seed).rng().doubles(60).map(v -> 1e3 * Math.pow(v - 0.4, 7)).toArray();
    Seeds seeds = Seeds.root(seed).at("transform");
    double[] warped = told(Transform.WARP, values, seeds);
    double[] shuffled = told(Transform.SHUFFLE, values, seeds);
    for (int i = 1; i < values.length; i++) {
      assertEquals(
          Double.compare(values[i - 1], values[i]), Double.compare(warped[i - 1], warped[i]));
    }
    assertArrayEquals(
        Arrays.stream(values).sorted().toArray(), Arrays.stream(shuffled).sorted().toArray());
    double[] noisy = told(Transform.NOISE, values, seeds);
    assertArrayEquals(noisy, told(Transform.NOISE, values, seeds));
    assertTrue(
        IntStream.range(0, values.length).allMatch(i -> noisy[i] != values[i]), "noise everywhere");
    Told again = Transform.NOISE.apply(values, seeds);
    assertNotEquals(again.of(7, 0), again.of(7, 1), "repeated queries differ");
    assertEquals(again.of(7, 3) - values[7], again.of(8, 3) - values[8], 1e-9);
  }

  private static double[] told(Transform transform, double[] values, Seeds seeds) {
    Told told = transform.apply(values, seeds);
    return IntStream.range(0, values.length).mapToDouble(i -> told.of(i, i)).toArray();
  }

  @Test
  void whatIsMeasuredIsNoCostAndASecondObjectiveIsOneToLose() {
    TableSpace space = new TableSpace(table(1, 1));
    Objective cost = space.table().metric("cost").objective();
    assertEquals(List.of(), TableProblem.of(space, List.of(), cost).costs().names());
    Objective score = space.table().metric("score").objective();
    Problem problem = TableProblem.of(space, List.of(), score);
    Problem two = TableProblem.withSecond(problem, space.table(), score);
    assertEquals(List.of("cost", TableProblem.SECOND), two.costs().names());
    for (Architecture row : space.table().rows()) {
      assertArrayEquals(new double[] {score(row), -score(row)}, two.costs().of(row), 1e-9);
    }
  }

  @Test
  void tablesOfOtherRowsHaveOtherHashesAndMembers() {
    Table table = table(0.5, 1);
    assertEquals(table.hash(), table(0.5, 1).hash());
    assertNotEquals(table.hash(), table(0.5, 2).hash());
    assertNotEquals(table.hash(), table.complete(List.of("holes")).hash());
    assertEquals(new TableSpace(table).members(), new TableSpace(table(0.5, 1)).members());
    assertNotEquals(new TableSpace(table).members(), new TableSpace(table(0.5, 2)).members());
  }

  @Test
  void aQuantileIsTheValueNearestInRank() {
    double[] values = {50, 10, 40, 20, 30};
    assertEquals(10, Transform.quantile(values, 0));
    assertEquals(20, Transform.quantile(values, 0.3));
    assertEquals(50, Transform.quantile(values, 1));
  }

  @Test
  void aWarpWithoutSpreadKeepsTheOrderToo() {
    double[] warped = told(Transform.WARP, new double[] {1, 1, 1, 1, 2, 3}, Seeds.root(0));
    assertTrue(warped[0] < warped[4] && warped[4] < warped[5]);
  }
}
