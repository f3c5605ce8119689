package io.mimar.explain;

import static io.mimar.explain.Backgrounds.NONE;

import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * What two components are worth together beyond what each is worth by itself: the mean Shapley
 * interaction of their places, that is, the term of two places in the analysis of variance (see
 * {@link Interventions}).
 *
 * <p>Paper: Grabisch, Roubens, An axiomatic approach to the concept of interaction among players in
 * cooperative games, International Journal of Game Theory 1999.
 */
public final class Interactions {
  private final Backgrounds backgrounds;
  private final List<Grid> grids = new ArrayList<>();

  /**
   * Two components of different places.
   *
   * @param worth beyond their own, in the unit of the gains
   */
  public record Pair(Component first, Component second, double worth) {}

  /** Two choices with both decided in all ways on all backgrounds: {@code [V,W,B]}. */
  @SuppressWarnings("ArrayRecordComponent") // private, not written to
  private record Grid(int first, int second, int[][][] places) {}

  /**
   * The interactions between some places.
   *
   * @param places numbers of choices, each pair of which is looked at
   * @param most architectures to look at, about
   */
  public Interactions(SearchSpace space, List<Integer> places, int most, Seeds seeds) {
    int cells = 0;
    for (int i = 0; i < places.size(); i++) {
      for (int j = 0; j < i; j++) {
        cells += size(space, places.get(i)) * size(space, places.get(j));
      }
    }
    this.backgrounds =
        Backgrounds.allOrRandom(space, most, Math.max(1, most / Math.max(1, cells)), seeds);
    for (int i = 0; i < places.size(); i++) {
      for (int j = 0; j < i; j++) {
        grids.add(grid(places.get(j), places.get(i)));
      }
    }
  }

  private static int size(SearchSpace space, int choice) {
    return space.choices().get(choice).size();
  }

  private Grid grid(int first, int second) {
    int count = backgrounds.count();
    int[][][] places = new int[backgrounds.options(first)][backgrounds.options(second)][count];
    for (int v = 0; v < places.length; v++) {
      for (int w = 0; w < places[v].length; w++) {
        for (int b = 0; b < count; b++) {
          int[] values = backgrounds.values(b);
          values[first] = v;
          values[second] = w;
          places[v][w][b] = backgrounds.place(values, first, second);
        }
      }
    }
    return new Grid(first, second, places);
  }

  /** All architectures that are compared, each once. */
  public List<Architecture> architectures() {
    return backgrounds.architectures();
  }

  /**
   * All pairs of components of these places, by place and value.
   *
   * @param gains {@code [N]} of {@link #architectures}
   */
  public List<Pair> pairs(double[] gains) {
    List<Pair> pairs = new ArrayList<>();
    for (Grid grid : grids) {
      double[][] worth = worth(grid, gains);
      for (int v = 0; v < worth.length; v++) {
        for (int w = 0; w < worth[v].length; w++) {
          Component first = new Component(grid.first(), v);
          Component second = new Component(grid.second(), w);
          pairs.add(new Pair(first, second, worth[v][w]));
        }
      }
    }
    return pairs;
  }

  /** The table of means over the backgrounds that can hold all of it, centred both ways. */
  private double[][] worth(Grid grid, double[] gains) {
    int rows = grid.places().length;
    int columns = grid.places()[0].length;
    double[][] sum = new double[rows][columns];
    int used = 0;
    for (int b = 0; b < backgrounds.count(); b++) {
      if (isWhole(grid, b)) {
        used++;
        for (int v = 0; v < rows; v++) {
          for (int w = 0; w < columns; w++) {
            sum[v][w] += gains[grid.places()[v][w][b]];
          }
        }
      }
    }
    return used == 0 ? sum : centred(sum, used);
  }

  private static boolean isWhole(Grid grid, int background) {
    for (int[][] row : grid.places()) {
      for (int[] cell : row) {
        if (cell[background] == NONE) {
          return false;
        }
      }
    }
    return true;
  }

  private static double[][] centred(double[][] sum, int count) {
    int rows = sum.length;
    int columns = sum[0].length;
    double[] byRow = new double[rows];
    double[] byColumn = new double[columns];
    double all = 0;
    for (int v = 0; v < rows; v++) {
      for (int w = 0; w < columns; w++) {
        byRow[v] += sum[v][w] / columns;
        byColumn[w] += sum[v][w] / rows;
        all += sum[v][w] / rows / columns;
      }
    }
    double[][] centred = new double[rows][columns];
    for (int v = 0; v < rows; v++) {
      for (int w = 0; w < columns; w++) {
        centred[v][w] = (sum[v][w] - byRow[v] - byColumn[w] + all) / count;
      }
    }
    return centred;
  }
}
