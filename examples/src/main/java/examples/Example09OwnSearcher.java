package examples;

import io.mimar.api.Mimar;
import io.mimar.api.StudyResult;
import io.mimar.api.StudySetup;
import io.mimar.search.Feasible;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.RandomSearch;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.ChoiceSpace;
import io.mimar.trial.History;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An own searcher: a function of the history and the random stream, nothing else, so that a study
 * can go on at any time. {@code Mimar.search} takes one as well.
 */
public final class Example09OwnSearcher {
  private Example09OwnSearcher() {}

  /**
   * Neighbours of one of the three best, now and then anything.
   *
   * @param problem what is searched
   */
  private record Elite(Problem problem) implements Searcher {
    @Override
    public String name() {
      return "elite";
    }

    @Override
    public Optional<Proposal> ask(History history, RandomGenerator rng) {
      Feasible feasible = new Feasible(problem); // draws until limits hold and nothing comes twice
      List<Architecture> best = history.best(3, problem.objective());
      Optional<Architecture> found =
          best.isEmpty() || rng.nextInt(5) == 0
              ? feasible.random(history, rng)
              : feasible
                  .draw(
                      history,
                      () -> problem.space().mutate(best.get(rng.nextInt(best.size())), rng))
                  .or(() -> feasible.random(history, rng));
      return found.map(a -> new Proposal(a, name(), feasible.refused()));
    }
  }

  /** Compares it with random search on a function of six choices. */
  public static void main(String[] arguments) {
    Choice[] choices = new Choice[6];
    for (int c = 0; c < choices.length; c++) {
      choices[c] = Choice.ordered("x" + c, 0, 1, 2, 3, 4, 5, 6, 7);
    }
    StudySetup setup =
        Mimar.study(ChoiceSpace.of("cube", choices)).minimize("distance").trials(80).lag(1);
    for (Searcher.Factory searcher : List.<Searcher.Factory>of(Elite::new, RandomSearch::new)) {
      StudyResult result =
          setup
              .searcher(searcher)
              .run(
                  candidate ->
                      candidate.chosen().values().values().stream()
                          .mapToDouble(x -> Math.abs(Integer.parseInt(x) - 5))
                          .sum());
      System.out.println(result.best().orElseThrow().score().getAsDouble());
    }
  }
}
