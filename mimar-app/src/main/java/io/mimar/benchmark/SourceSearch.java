package io.mimar.benchmark;

import io.mimar.gne.WarmStart;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.Searcher;
import io.mimar.table.TableProblem;
import io.mimar.table.TableSearch;
import io.mimar.table.TableSpace;
import io.mimar.table.Told;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The search of the same table for another column that an entrant starts from. It knows no limits.
 *
 * @param text what it is
 * @param space the rows
 * @param measured columns that the entrant learns of by asking, or not at all; neither does this
 */
record SourceSearch(SourceText text, TableSpace space, Set<String> measured) {

  /** What is searched. */
  Problem problem() {
    Set<String> hidden = new TreeSet<>(measured);
    hidden.add(text.column());
    return TableProblem.hiding(hidden, space, List.of(), objective());
  }

  private Objective objective() {
    return space.table().metric(text.column()).objective();
  }

  /**
   * Runs it.
   *
   * @param searcher one of {@link #problem}
   */
  WarmStart run(Searcher searcher, Seeds seeds) {
    double[] values = space.table().column(text.column());
    Told told =
        text.transform()
            .map(t -> t.apply(values, seeds.at("transform")))
            .orElseGet(() -> Told.of(values));
    TableSearch search = new TableSearch(problem(), told, text.queries(), 1);
    return new WarmStart(search.run(searcher, seeds), objective());
  }
}
