package io.mimar.search;

import io.mimar.MimarException;
import io.mimar.objective.Limit;
import io.mimar.space.Architecture;
import io.mimar.space.Chosen;
import io.mimar.trial.History;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks for known architectures first, each once and in their order, then as another searcher does.
 *
 * @param queue the architectures
 * @param proposer who is said to have proposed them
 * @param next who asks after them
 */
public record Enqueued(List<Architecture> queue, String proposer, Searcher next)
    implements Searcher {
  /** Who proposes what a user has enqueued. */
  public static final String BY_USER = "enqueued";

  /** Who proposes what is known to be good on other data. */
  public static final String BY_PORTFOLIO = "portfolio";

  public Enqueued {
    queue = List.copyOf(queue);
  }

  /**
   * The architectures that {@code chosen} write.
   *
   * @throws MimarException when one is none of the space, or breaks a limit
   */
  public static List<Architecture> architectures(Problem problem, List<Chosen> chosen) {
    return chosen.stream().map(c -> architecture(problem, c)).toList();
  }

  private static Architecture architecture(Problem problem, Chosen chosen) {
    Architecture architecture = chosen.architecture(problem.space());
    double[] costs = problem.costs().of(architecture);
    for (Limit limit : problem.limits()) {
      double cost = costs[problem.costs().names().indexOf(limit.cost())];
      if (cost > limit.most()) {
        throw new MimarException(
            String.format(
                "%s of the enqueued architecture \"%s\" is %.0f, but must be at most %.0f",
                limit.cost(), chosen, cost, limit.most()),
            "Enqueue a smaller one, or raise the limit.");
      }
    }
    return architecture;
  }

  @Override
  public String name() {
    return next.name();
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    return queue.stream()
        .filter(architecture -> !history.contains(architecture))
        .findFirst()
        .map(architecture -> new Proposal(architecture, proposer, 0))
        .or(() -> next.ask(history, rng));
  }

  @Override
  public List<Proposal> candidates(History history, int count, RandomGenerator rng) {
    return next.candidates(history, count, rng);
  }
}
