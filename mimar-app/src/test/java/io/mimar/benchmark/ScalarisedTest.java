package io.mimar.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Proposal;
import io.mimar.search.RandomSearch;
import io.mimar.search.Scalarised;
import io.mimar.search.Searcher;
import io.mimar.table.Table;
import io.mimar.table.TableProblem;
import io.mimar.table.TableReader;
import io.mimar.table.TableSearch;
import io.mimar.table.TableSpace;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Benchmarks of two objectives tell searchers, bit for bit, what they told them when results were
 * published first: w a + (1 - w) b, w the first uniform number of the block.
 */
final class ScalarisedTest {
  private static final Seeds SEEDS = Seeds.root(1).at("weights");

  @TempDir Path folder;

  private static double share(ToDoubleFunction<Trial> loss, Trial trial, List<Trial> before) {
    double least = before.stream().mapToDouble(loss).min().orElse(0);
    double most = before.stream().mapToDouble(loss).max().orElse(0);
    double own = loss.applyAsDouble(trial);
    return most > least ? (own - least) / (most - least) : own;
  }

  private static double expected(
      History history, Trial trial, ToDoubleFunction<Trial> first, ToDoubleFunction<Trial> second) {
    int block = history.asked() / Scalarised.BLOCK;
    List<Trial> before =
        history.trials().stream()
            .filter(t -> block == 0 || t.number() < block * Scalarised.BLOCK)
            .toList();
    double weight = SEEDS.at("weight", block).rng().nextDouble();
    double a = weight * share(first, trial, before);
    double b = (1 - weight) * share(second, trial, before);
    return Math.max(a, b) + 0.05 * (a + b);
  }

  @Test
  void twoObjectivesAreToldAsTheyAlwaysWere() throws IOException {
    Table table = TableReader.read(Contests.twelve(folder.resolve("t")));
    Objective objective = table.metric("acc").objective();
    double[] times = table.column("ms");
    ToDoubleFunction<Trial> first = t -> -objective.gain(t.score().orElseThrow());
    ToDoubleFunction<Trial> second = t -> times[t.architecture().row()];
    var problem = TableProblem.of(new TableSpace(table), List.of(), objective);
    RandomSearch random = new RandomSearch(problem);
    History[] truth = {History.empty()};
    Searcher checking =
        new Searcher() {
          @Override
          public String name() {
            return "checking";
          }

          @Override
          public Optional<Proposal> ask(History history, RandomGenerator rng) {
            for (int i = 0; i < history.trials().size(); i++) {
              double said = history.trials().get(i).score().orElseThrow();
              double should = expected(truth[0], truth[0].trials().get(i), first, second);
              assertEquals(should, said, 0.0, "trial " + i + " of " + history.asked());
            }
            return random.ask(history, rng);
          }
        };
    Searcher scalarised = new Scalarised(checking, List.of(first, second), SEEDS);
    Searcher remembering =
        new Searcher() {
          @Override
          public String name() {
            return "remembering";
          }

          @Override
          public Optional<Proposal> ask(History history, RandomGenerator rng) {
            truth[0] = history;
            return scalarised.ask(history, rng);
          }
        };
    List<Trial> trials =
        new TableSearch(problem, table.column("acc"), 12, 1).run(remembering, Seeds.root(1));
    assertEquals(12, trials.size());
  }
}
