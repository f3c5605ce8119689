package io.mimar.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Proposal;
import io.mimar.search.RandomSearch;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a searcher of one number is told of two objectives. */
final class ScalarisedTest {
  @TempDir Path folder;

  @Test
  void chebyshevIsTheWorseAndALittleOfBoth() {
    assertEquals(0.6 + 0.05 * 0.8, Scalarised.chebyshev(0.6, 0.2), 1e-12);
  }

  /** The scores that the searcher was told at each ask. */
  private List<List<Double>> heard(long seed) throws IOException {
    Table table = TableReader.read(Contests.twelve(folder.resolve("t")));
    Objective first = table.metric("acc").objective();
    var problem = TableProblem.of(new TableSpace(table), List.of(), first);
    RandomSearch random = new RandomSearch(problem);
    List<List<Double>> heard = new ArrayList<>();
    Searcher listening =
        new Searcher() {
          @Override
          public String name() {
            return "listening";
          }

          @Override
          public Optional<Proposal> ask(History history, RandomGenerator rng) {
            heard.add(history.scored().stream().map(t -> t.score().orElseThrow()).toList());
            return random.ask(history, rng);
          }
        };
    Searcher scalarised =
        new Scalarised(listening, first, table.column("ms"), Seeds.root(seed).at("weights"));
    List<Trial> trials =
        new TableSearch(problem, table.column("acc"), 12, 1).run(scalarised, Seeds.root(seed));
    assertEquals(12, trials.size());
    return heard;
  }

  @Test
  void scoresAreSharesThatStayWithinABlockAndChangeAfterIt() throws IOException {
    List<List<Double>> heard = heard(1);
    int block = Scalarised.BLOCK;
    for (List<Double> scores : heard.subList(2, block)) {
      assertTrue(scores.stream().allMatch(s -> s >= 0 && s <= 1.05), "as shares: " + scores);
    }
    assertNotEquals(heard.get(block - 1), heard.get(block).subList(0, block - 1));
    assertEquals(heard.get(block), heard.get(block + 1).subList(0, block));
    assertEquals(heard, heard(1), "the same seed, the same weights");
    assertNotEquals(heard, heard(2));
  }
}
