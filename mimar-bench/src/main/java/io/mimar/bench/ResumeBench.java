package io.mimar.bench;

import io.mimar.gne.Gne;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.nn.Engine;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.run.Searchers;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.ImageSpace;
import io.mimar.store.StudyStore;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Times what resuming a large study takes before its next trial is asked: opening the store,
 * loading the trials, the searcher's first question on them.
 */
@Command(name = "resume-bench", mixinStandardHelpOptions = true)
public final class ResumeBench implements Runnable {
  @Spec CommandSpec spec;

  @Option(names = "--trials", description = "Default 10000.")
  int trials = 10_000;

  @Option(names = "--folder", required = true, description = "Where the study is made.")
  Path folder;

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ResumeBench()).execute(arguments));
  }

  @Override
  public void run() {
    ImageSpace space = ImageSpace.standard();
    if (!StudyStore.exists(folder)) {
      make(space);
    }
    Problem problem =
        new Problem(
            space,
            CostModel.ofNetworks(space, Task.images(new Shape(1, 28, 28), 10)),
            List.of(new Limit("params", 1e6)),
            Objective.ACCURACY);
    long start = System.nanoTime();
    try (StudyStore store = StudyStore.open(folder, Clock.systemUTC(), Map.of())) {
      List<Trial> loaded = store.trials();
      report("open and load " + loaded.size() + " trials", start);
      long encoder = System.nanoTime();
      Engine.start(1);
      Gne gne = new Gne(problem, Searchers.embedding(space), Gne.Config.DEFAULT);
      report("load engine and embedding", encoder);
      for (int i = 0; i < 3; i++) {
        long ask = System.nanoTime();
        Optional<Proposal> next = gne.ask(new History(loaded, List.of()), Seeds.root(i).rng());
        report("ask " + (i + 1) + " (" + next.orElseThrow().proposer() + ")", ask);
      }
    }
    report("all", start);
  }

  private void make(ImageSpace space) {
    RandomGenerator rng = Seeds.root(1).rng();
    try (StudyStore store = StudyStore.create(folder, Clock.systemUTC(), Map.of(), Map.of())) {
      for (int n = 0; n < trials; n++) {
        Architecture architecture = space.random(rng);
        store.record(SyntheticTrials.of(n, architecture, Map.of("params", 1.0), rng));
      }
    }
  }

  private void report(String what, long since) {
    spec.commandLine()
        .getOut()
        .printf(Locale.ROOT, "%-36s %.2f s%n", what, (System.nanoTime() - since) / 1e9);
  }
}
