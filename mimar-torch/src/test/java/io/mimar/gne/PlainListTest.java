package io.mimar.gne;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.embed.OneHot;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.ImageSpace;
import io.mimar.table.ChoicesLayout;
import io.mimar.table.Metric;
import io.mimar.table.Table;
import io.mimar.table.TableProblem;
import io.mimar.table.TableSearch;
import io.mimar.table.TableSpace;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where the space is a plain list of choices. */
class PlainListTest {
  private static final int CHOICES = 6;
  private static final int VALUES = 4;

  /** All of 4^6 rows; two choices matter much, one a little, three not at all. */
  private static Table table() {
    List<String> values = IntStream.range(0, VALUES).mapToObj(v -> "v" + v).toList();
    List<Choice> choices =
        IntStream.range(0, CHOICES).mapToObj(c -> new Choice("c" + c, values, c % 2 == 0)).toList();
    ChoicesLayout layout = new ChoicesLayout(choices.stream().map(Choice::name).toList(), choices);
    List<Architecture> rows = new ArrayList<>();
    double[] scores = new double[(int) Math.pow(VALUES, CHOICES)];
    for (int row = 0; row < scores.length; row++) {
      int code = row;
      int[] x = new int[CHOICES];
      for (int c = 0; c < CHOICES; c++, code /= VALUES) {
        x[c] = code % VALUES;
      }
      rows.add(new Architecture(Arrays.stream(x).boxed().toList(), layout.graph(x), row));
      scores[row] = -Math.abs(x[2] - 1) + (x[5] == 2 ? 2 : 0) + 0.1 * x[0] + row * 1e-7;
    }
    return new Table(
        "plain",
        layout,
        List.of(new Metric("m", Objective.Direction.MAXIMIZE, "", Metric.Role.OBJECTIVE)),
        rows,
        new double[][] {scores});
  }

  @Test
  void findsWhatFewOfManyChoicesSay() {
    Table table = table();
    TableSpace space = new TableSpace(table);
    Problem problem =
        TableProblem.of(space, List.of(), new Objective("m", Objective.Direction.MAXIMIZE));
    double[] scores = table.column("m");
    for (long seed = 0; seed < 3; seed++) {
      Gne gne = new Gne(problem, new OneHot(space), Gne.Config.DEFAULT);
      List<Trial> trials = new TableSearch(problem, scores, 30, 1).run(gne, Seeds.root(seed));
      double best =
          trials.stream().mapToDouble(t -> scores[t.architecture().row()]).max().orElseThrow();
      assertEquals(2.3, best, 1e-3, "seed " + seed); // 64 rows of 4,096 are as good
    }
  }

  @Test
  void onlyPlainListsAreSeenChoiceByChoice() {
    assertFalse(new TableSpace(table()).isStructured());
    assertTrue(ImageSpace.standard().isStructured());
  }
}
