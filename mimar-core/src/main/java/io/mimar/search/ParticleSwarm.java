package io.mimar.search;

import io.mimar.Check;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A swarm on the choices themselves. The place of a particle is one distribution over the values of
 * each choice, from which its architecture is drawn; it flies towards the best distribution it has
 * had and the best of all, each leaning to the architecture that was drawn from it then.
 *
 * <p>Paper: Strasser, Goodman, Sheppard, Butcher, A New Discrete Particle Swarm Optimization
 * Algorithm, GECCO 2016, doi 10.1145/2908812.2908935, after Kennedy, Eberhart, Particle Swarm
 * Optimization, 1995, with inertia (Shi, Eberhart, 1998). Differs: particles move one at a time as
 * their outcomes come in; they start leaning to a random feasible architecture. The flight is
 * replayed from the history at each ask; its coefficients are seeded by the first architecture.
 * Cost of an ask: {@code O(trials · values)}.
 *
 * @param problem what is searched
 * @param config swarm and pulls
 */
public record ParticleSwarm(Problem problem, Config config) implements Searcher {

  /**
   * Swarm and pulls.
   *
   * @param particles how many
   * @param inertia the share of its velocity that a particle keeps; paper: ω
   * @param pull the largest pull of a particle's own best and of the swarm's; paper: φ1, φ2
   * @param remembered the share of its probability that a value which was not drawn keeps in a best
   *     place; paper: ε
   */
  public record Config(int particles, double inertia, double pull, double remembered) {
    /** The paper's. */
    public static final Config DEFAULT = new Config(10, 0.729, 1.49618, 0.75);

    public Config {
      Check.range("swarm.particles", particles, 1, 1_000_000);
      Check.range("swarm.inertia", inertia, 0, 1);
      Check.range("swarm.pull", pull, 0, 10);
      Check.range("swarm.remembered", remembered, 0, 1);
    }
  }

  @Override
  public String name() {
    return "swarm";
  }

  @Override
  public Optional<Proposal> ask(History history, RandomGenerator rng) {
    Feasible feasible = new Feasible(problem, history);
    List<Trial> scored = history.scored();
    if (scored.isEmpty() || history.asked() < config.particles()) {
      return feasible.random(history, rng).map(a -> proposal(a, feasible));
    }
    double[][] place = new Flight(scored).placeOf(history.asked());
    return feasible
        .draw(history, () -> drawn(place, rng))
        .or(() -> feasible.random(history, rng))
        .map(a -> proposal(a, feasible));
  }

  private Architecture drawn(double[][] place, RandomGenerator rng) {
    int[] values = new int[place.length];
    for (int c = 0; c < values.length; c++) {
      double at = rng.nextDouble();
      while (values[c] < place[c].length - 1 && at >= place[c][values[c]]) {
        at -= place[c][values[c]++];
      }
    }
    return problem.space().architecture(problem.space().repair(values));
  }

  private Proposal proposal(Architecture architecture, Feasible feasible) {
    return new Proposal(architecture, name(), feasible.refused());
  }

  /** One particle. */
  private static final class Particle {
    double[][] place;
    double[][] velocity;
    double[][] best;
    Trial bestTrial;
  }

  /** The flight of the swarm, replayed. */
  private final class Flight {
    private final List<Trial> trials;
    private final Seeds seeds;
    private final Particle[] particles = new Particle[config.particles()];
    private Particle leader;

    Flight(List<Trial> trials) {
      this.trials = trials;
      this.seeds = Seeds.root(trials.get(0).architecture().values().hashCode());
    }

    /** Where the particle is from which trial {@code number} is drawn. */
    double[][] placeOf(int number) {
      for (Trial trial : trials) {
        int own = trial.number() % particles.length;
        if (particles[own] == null) {
          particles[own] = started(trial);
        } else {
          move(particles[own], trial.number());
        }
        remember(particles[own], trial);
      }
      int own = number % particles.length;
      if (particles[own] == null) { // its first trial has no score yet
        return leader.best;
      }
      move(particles[own], number);
      return particles[own].place;
    }

    private Particle started(Trial trial) {
      List<Choice> choices = problem.space().choices();
      Particle particle = new Particle();
      particle.place = new double[choices.size()][];
      particle.velocity = new double[choices.size()][];
      for (int c = 0; c < choices.size(); c++) {
        int size = choices.get(c).size();
        particle.place[c] = new double[size];
        particle.velocity[c] = new double[size];
        Arrays.fill(particle.place[c], 1.0 / size);
      }
      particle.place = leaning(particle.place, trial.architecture());
      return particle;
    }

    /** The velocity's update, and the place after it, which stays a distribution. */
    private void move(Particle particle, int number) {
      RandomGenerator rng = seeds.at("move", number).rng();
      for (int c = 0; c < particle.place.length; c++) {
        double[] place = particle.place[c];
        double[] velocity = particle.velocity[c];
        double sum = 0;
        for (int v = 0; v < place.length; v++) {
          velocity[v] =
              config.inertia() * velocity[v]
                  + config.pull() * rng.nextDouble() * (particle.best[c][v] - place[v])
                  + config.pull() * rng.nextDouble() * (leader.best[c][v] - place[v]);
          place[v] = Math.max(0, Math.min(1, place[v] + velocity[v]));
          sum += place[v];
        }
        for (int v = 0; v < place.length; v++) {
          place[v] = sum > 0 ? place[v] / sum : 1.0 / place.length;
        }
      }
    }

    private void remember(Particle particle, Trial trial) {
      if (particle.bestTrial == null || isBetter(trial, particle.bestTrial)) {
        particle.best = leaning(particle.place, trial.architecture());
        particle.bestTrial = trial;
      }
      if (leader == null || isBetter(trial, leader.bestTrial)) {
        leader = particle;
      }
    }

    private boolean isBetter(Trial a, Trial b) {
      return History.order(problem.objective()).compare(a, b) > 0;
    }

    /** A part of the probability of all other values goes to those that were drawn. */
    private double[][] leaning(double[][] place, Architecture drawn) {
      double[][] leaning = new double[place.length][];
      for (int c = 0; c < place.length; c++) {
        leaning[c] = place[c].clone();
        int chosen = drawn.values().get(c);
        for (int v = 0; v < leaning[c].length; v++) {
          if (v != chosen) {
            double taken = (1 - config.remembered()) * leaning[c][v];
            leaning[c][v] -= taken;
            leaning[c][chosen] += taken;
          }
        }
      }
      return leaning;
    }
  }
}
