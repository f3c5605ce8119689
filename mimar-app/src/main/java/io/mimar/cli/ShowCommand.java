package io.mimar.cli;

import io.mimar.MimarException;
import io.mimar.config.CostText;
import io.mimar.config.Quantity;
import io.mimar.report.ArchitectureText;
import io.mimar.run.Runs;
import io.mimar.space.Chosen;
import io.mimar.store.Resource;
import io.mimar.store.StudyStore;
import io.mimar.train.ScoreText;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mimar show RUN [TRIAL]}. */
@Command(name = "show", description = "Lists the trials of a run, or shows one.")
final class ShowCommand extends ReadingCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN", description = "The run's folder.")
  Path run;

  @Parameters(index = "1", arity = "0..1", paramLabel = "TRIAL", description = "A trial's number.")
  Integer number;

  /** A trial as JSON shows it. */
  private record Shown(
      int trial,
      Outcome outcome,
      OptionalDouble score,
      String architecture,
      String hash,
      Map<String, Double> costs,
      String proposer,
      int refused,
      long seed,
      String reason,
      double seconds,
      double cpuSeconds,
      List<Epoch> curve) {
    static Shown of(Trial trial) {
      return new Shown(
          trial.number(),
          trial.outcome(),
          trial.score(),
          trial.architecture().toString(),
          trial.architecture().hash(),
          trial.costs(),
          trial.proposer(),
          trial.refused(),
          trial.seed(),
          trial.result().reason(),
          trial.result().seconds(),
          trial.result().cpuSeconds(),
          trial.result().curve());
    }
  }

  @Override
  public Integer call() {
    Runs.existing(run);
    try (StudyStore store = StudyStore.read(run)) {
      List<Trial> trials = store.trials();
      if (number != null) {
        one(find(trials), store);
      } else if (json) {
        printJson(trials.stream().map(Shown::of).toList());
      } else {
        System.out.printf(
            "trial  outcome     score   %-6s  params      macs        proposer%n",
            Resource.of(store).many());
        trials.forEach(ShowCommand::line);
      }
    }
    return ExitCode.DONE;
  }

  private Trial find(List<Trial> trials) {
    return trials.stream()
        .filter(t -> t.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new MimarException(
                    "trial is " + number + ", but " + run + " has " + numbers(trials),
                    "`mimar show " + run + "` lists them."));
  }

  private static String numbers(List<Trial> trials) {
    return trials.isEmpty()
        ? "no trials yet"
        : trials.size() + " trials up to " + trials.get(trials.size() - 1).number();
  }

  private static String score(Trial trial) {
    return trial.score().isPresent() ? ScoreText.of(trial.score().getAsDouble()) : "-";
  }

  private static void line(Trial trial) {
    System.out.printf(
        "%5d  %-10s  %-6s  %6d  %-10s  %-10s  %s%n",
        trial.number(),
        trial.outcome().toString().toLowerCase(Locale.ROOT),
        score(trial),
        trial.result().epochs(),
        Quantity.text(trial.costs().getOrDefault("params", 0.0)),
        Quantity.text(trial.costs().getOrDefault("macs", 0.0)),
        trial.proposer());
  }

  private void one(Trial trial, StudyStore store) {
    if (json) {
      printJson(Shown.of(trial));
      return;
    }
    System.out.printf(
        "trial        %d: %s %s%n", trial.number(), trial.outcome(), trial.result().reason());
    System.out.println("score        " + score(trial));
    System.out.println("architecture " + ArchitectureText.line(trial.architecture().graph()));
    Runs.space(store)
        .filter(space -> space.contains(trial.architecture()))
        .map(space -> Chosen.of(space, trial.architecture()))
        .ifPresent(chosen -> System.out.println("choices      " + chosen));
    trial
        .costs()
        .forEach((name, cost) -> System.out.printf("%-12s %s%n", name, CostText.of(name, cost)));
    System.out.printf("proposer     %s, seed %d%n", trial.proposer(), trial.seed());
    store
        .provenance(number)
        .ifPresent(
            p ->
                System.out.printf(
                    "trained      %s to %s, %s%n",
                    p.started(), p.finished(), p.session().platform()));
    String resource = Resource.of(store).one();
    for (Epoch epoch : trial.result().curve()) {
      System.out.printf(
          Locale.ROOT,
          "%-5s %3d    train loss %s  train %s  validation %s  %.1f s%n",
          resource,
          epoch.epoch(),
          ScoreText.of(epoch.trainLoss()),
          ScoreText.of(epoch.trainScore()),
          ScoreText.of(epoch.score()),
          epoch.seconds());
    }
  }
}
