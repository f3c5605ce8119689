package io.mimar.cli;

import io.mimar.Check;
import io.mimar.explain.Explanation;
import io.mimar.folder.RunFolder;
import io.mimar.report.ExplanationWords;
import io.mimar.run.Explaining;
import io.mimar.run.Mapping;
import io.mimar.run.Runs;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimar explain RUN}. */
@Command(
    name = "explain",
    description = "Says what made networks of a run good, and what would make them better.")
final class ExplainCommand extends ReadingCommand implements Callable<Integer> {
  private static final String MORE =
      "(From more draws than the report's, so that numbers may differ a little.)";

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path run;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description = "A trial, however it ended; default: the winner.")
  Integer trial;

  @Option(
      names = "--verify",
      paramLabel = "N",
      description = "Train the N most promising single changes, to see what they really bring.")
  int verify;

  /**
   * A change that was trained.
   *
   * @param change what was foretold
   * @param measured what it brought, more being better; missing where training failed
   */
  private record Verified(Explanation.Change change, Optional<Explanation.Gain> measured) {}

  /** What is printed as JSON. */
  private record Told(
      String metric,
      boolean believed,
      Explanation explanation,
      List<Mapping.Neighbour> near,
      List<Verified> verified) {}

  @Override
  public Integer call() {
    Check.range("--verify", verify, 0, 1_000);
    RunFolder folder = Runs.existing(run);
    try (StudyStore store = StudyStore.read(run)) {
      String metric = StudyDescription.of(store).metric();
      Explaining explaining = Explaining.of(folder, store);
      if (verify > 0 && trial != null) {
        explaining.comparable(trial); // before a long explanation; the winner always is
      }
      Explanation explanation =
          explaining.explain(trial == null ? OptionalInt.empty() : OptionalInt.of(trial));
      List<Mapping.Neighbour> near = near(explaining, explanation);
      if (!json) {
        print(ExplanationWords.of(explanation, metric));
        System.out.println(MORE);
        explanation.trial().ifPresent(single -> print(single.number(), near));
      }
      List<Verified> verified = verify(explaining, explanation, metric);
      if (json) {
        printJson(
            new Told(
                metric, ExplanationWords.isBelieved(explanation), explanation, near, verified));
      }
    }
    return ExitCode.DONE;
  }

  /** The trials most like the one that is explained. */
  private static List<Mapping.Neighbour> near(Explaining explaining, Explanation explanation) {
    return explanation
        .trial()
        .map(single -> explaining.neighbours(single.number(), MapCommand.NEAREST))
        .orElse(List.of());
  }

  private List<Verified> verify(Explaining explaining, Explanation explanation, String metric) {
    List<Verified> all = new ArrayList<>();
    if (explanation.trial().isEmpty() || verify == 0) {
      return all;
    }
    Explanation.Single single = explanation.trial().get();
    List<Explanation.Change> promising =
        ExplanationWords.promising(single, metric).limit(verify).toList();
    if (!json && !promising.isEmpty()) {
      System.out.println(
          "\nTrained anew, from the same seed, one training each (intervals: of the rows that judged)");
    }
    for (Explanation.Change change : promising) {
      Verified one = new Verified(change, explaining.verify(single.number(), change));
      all.add(one);
      if (!json) {
        System.out.println("  " + ExplanationWords.sentence(change, metric));
        System.out.println("    really " + ExplanationWords.measured(one.measured(), metric));
      }
    }
    return all;
  }

  private static void print(ExplanationWords words) {
    System.out.println(words.trust());
    if (words.believed()) {
      printLearned(words);
    }
  }

  private static void print(int number, List<Mapping.Neighbour> near) {
    System.out.println("\nThe trials most like trial " + number + "\n  " + MapCommand.NEIGHBOURS);
    near.forEach(one -> System.out.println("  " + MapCommand.line(one)));
  }

  /** What the surrogate has learned. */
  private static void printLearned(ExplanationWords words) {
    section("What components are worth against a random choice there", words.components());
    if (!words.unclear().isEmpty()) {
      System.out.println(
          "  (for " + words.unclear() + " it cannot be said whether they help or harm)");
    }
    section("How architectures differ that have a pattern", words.motifs());
    section("What is worth more, or less, together", words.pairs());
    words.parts().forEach(ExplainCommand::print);
    if (!words.parts().isEmpty()) {
      System.out.println("\nThe most promising single changes");
      words.changes().forEach(change -> System.out.println("  " + change));
      System.out.print(words.changes().isEmpty() ? "  none within the limits promises more\n" : "");
    }
  }

  private static void print(ExplanationWords.Part part) {
    if (part.effects().isEmpty()) {
      System.out.println("\n" + part.sentence());
      System.out.println("  for none of them can be said whether it helps or harms");
    }
    section(part.sentence(), part.effects());
  }

  private static void section(String title, List<ExplanationWords.Effect> effects) {
    if (effects.isEmpty()) {
      return;
    }
    System.out.println("\n" + title);
    for (ExplanationWords.Effect effect : effects) {
      System.out.printf(
          Locale.ROOT, "  %-52s %14s  (%s)%n", effect.what(), effect.gain(), effect.interval());
    }
  }
}
