package io.mimar.bench.speed;

import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.stop.EarlyStopping;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Early stopping of trials whose whole curves are known, in many random orders of them. */
final class Replay {
  /** A trial sees those before the last so many. */
  static final int LAG = 4;

  private static final int ORDERS = 400;
  private static final Objective OBJECTIVE = Objective.ACCURACY;

  private final List<List<Trial>> orders = new ArrayList<>();
  private final double cpu;

  /** A replay of trials that were trained to the end. */
  Replay(List<Trial> all) {
    this.cpu = all.stream().mapToDouble(t -> t.result().cpuSeconds()).sum();
    RandomGenerator rng = Seeds.root(0).rng();
    for (int i = 0; i < ORDERS; i++) {
      List<Trial> order = new ArrayList<>(all);
      for (int at = order.size() - 1; at > 0; at--) {
        Collections.swap(order, at, rng.nextInt(at + 1));
      }
      orders.add(order);
    }
  }

  /**
   * What a rule does, means over the orders.
   *
   * @param rule its name
   * @param cpuShare of the CPU seconds of training all to the end
   * @param loss by how much the best score at the end is below that of training all to the end
   * @param faster how many times less CPU it needs for what training to the end has reached after
   *     half of all
   */
  record Rule(String rule, double cpuShare, double loss, double faster) {}

  /** Replays {@code rule}. */
  Rule rule(String name, EarlyStopping rule) {
    Steps full = mean(EarlyStopping.never());
    Steps stopped = mean(rule);
    double level = full.best(cpu / 2);
    return new Rule(
        name,
        stopped.cpu / cpu,
        full.best(cpu) - stopped.best(cpu),
        cpu / 2 / stopped.reached(level));
  }

  private Steps mean(EarlyStopping rule) {
    return new Steps(orders.stream().map(order -> replayed(order, rule)).toList(), cpu);
  }

  private static List<Trial> replayed(List<Trial> order, EarlyStopping rule) {
    List<Trial> ended = new ArrayList<>();
    for (Trial trial : order) {
      List<Trial> seen = ended.subList(0, Math.max(0, ended.size() - LAG + 1));
      List<EarlyStopping.Bar> bars = rule.bars(seen, OBJECTIVE);
      List<Epoch> curve = trial.result().curve();
      int end = 1;
      while (end < curve.size()
          && EarlyStopping.missed(bars, curve.subList(0, end), OBJECTIVE).isEmpty()) {
        end++;
      }
      ended.add(cut(trial, end));
    }
    return ended;
  }

  private static Trial cut(Trial trial, int points) {
    Result whole = trial.result();
    List<Epoch> curve = whole.curve().subList(0, points);
    boolean complete = points == whole.curve().size();
    double share = (double) curve.get(points - 1).epoch() / whole.epochs();
    Result part =
        new Result(
            complete ? Outcome.COMPLETE : Outcome.STOPPED,
            curve,
            "",
            whole.seconds() * share,
            whole.cpuSeconds() * share);
    return trial.with(part);
  }

  /** The best score of completed trials over CPU seconds, the mean of many orders. */
  private static final class Steps {
    private static final int GRID = 2_000;

    private final double[] best = new double[GRID + 1];
    private final double all;
    private final double cpu;

    /**
     * @param orders of trials as they ended
     * @param all CPU seconds up to which it goes
     */
    Steps(List<List<Trial>> orders, double all) {
      this.all = all;
      double sum = 0;
      for (List<Trial> order : orders) {
        double spent = 0;
        double reached = 0;
        int at = 0;
        for (Trial trial : order) {
          spent += trial.result().cpuSeconds();
          int end = (int) Math.min(GRID + 1, Math.ceil(GRID * spent / all - 1e-9));
          for (; at < end; at++) {
            best[at] += reached / orders.size();
          }
          if (trial.outcome() == Outcome.COMPLETE) {
            reached = Math.max(reached, trial.score().orElseThrow());
          }
        }
        for (; at <= GRID; at++) {
          best[at] += reached / orders.size();
        }
        sum += spent;
      }
      cpu = sum / orders.size();
    }

    double best(double seconds) {
      return best[(int) Math.min(GRID, Math.ceil(GRID * seconds / all))];
    }

    /** CPU seconds until the mean is {@code level}; infinite where it never is. */
    double reached(double level) {
      return IntStream.rangeClosed(1, GRID)
          .filter(i -> best[i] >= level)
          .mapToDouble(i -> all * i / GRID)
          .findFirst()
          .orElse(Double.POSITIVE_INFINITY);
    }
  }
}
