package io.mimar.table;

import io.mimar.Check;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.trial.Epoch;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One search on a table: asks, looks the answer up, tells, until all queries are spent. In batches,
 * all of a batch are asked before any of its answers is told.
 *
 * @param problem what is searched
 * @param told what the searcher is told
 * @param queries rows to ask for, each at most once
 * @param batch rows asked for at a time
 */
public record TableSearch(Problem problem, Told told, int queries, int batch) {

  public TableSearch {
    Check.range("--queries", queries, 1, 1_000_000);
    Check.range("--batch", batch, 1, 10_000);
  }

  /** A search that is told {@code values}, one for each row. */
  public TableSearch(Problem problem, double[] values, int queries, int batch) {
    this(problem, Told.of(values), queries, batch);
  }

  /** The trials in the order of asking; fewer than {@code queries} where the rows run out. */
  public List<Trial> run(Searcher searcher, Seeds seeds) {
    List<Trial> trials = new ArrayList<>();
    boolean more = true;
    while (trials.size() < queries && more) {
      int wanted = Math.min(batch, queries - trials.size());
      List<Proposal> asked = new ArrayList<>();
      while (asked.size() < wanted && more) {
        int number = trials.size() + asked.size();
        History history = new History(trials, asked.stream().map(Proposal::architecture).toList());
        Optional<Proposal> proposal =
            searcher.ask(history, seeds.at("trial", number).at("ask").rng());
        more = proposal.isPresent();
        proposal.ifPresent(
            p -> {
              requireNew(searcher, history, p.architecture());
              asked.add(p);
            });
      }
      asked.forEach(p -> trials.add(trial(trials.size(), p)));
    }
    return trials;
  }

  private void requireNew(Searcher searcher, History history, Architecture asked) {
    if (history.contains(asked) || !problem.isFeasible(asked)) {
      throw new IllegalStateException(
          "searcher " + searcher.name() + " asked for row " + asked.row() + ", known or forbidden");
    }
  }

  private Trial trial(int number, Proposal proposal) {
    Architecture row = proposal.architecture();
    Epoch epoch = new Epoch(1, Double.NaN, Double.NaN, told.of(row.row(), number), 0);
    return new Trial(
        number,
        row,
        Map.of(),
        proposal.proposer(),
        proposal.refused(),
        0,
        new Result(Outcome.COMPLETE, List.of(epoch), "", 0, 0));
  }
}
