package io.mimar.cli;

import io.mimar.Check;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.network.Task;
import io.mimar.report.Explanations;
import io.mimar.report.Report;
import io.mimar.run.Explaining;
import io.mimar.run.Runs;
import io.mimar.store.StudyStore;
import io.mimar.store.StudySummary;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimar report RUN}. */
@Command(name = "report", description = "Writes the report of a run, also while it goes on.")
final class ReportCommand implements Callable<Integer> {
  private static final String HTML = "html";
  private static final String MARKDOWN = "md";

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path run;

  @Option(
      names = "--format",
      paramLabel = "html|md",
      description = "html: one page; md: Markdown, with its figures as SVG and PNG beside it.")
  String format = HTML;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Default: RUN/report.html or RUN/report.md.")
  Path out;

  @Mixin HelpFlag help;

  @Override
  public Integer call() {
    Check.that(List.of(HTML, MARKDOWN).contains(format), "--format", format, "html or md");
    RunFolder folder = Runs.existing(run);
    try (StudyStore store = StudyStore.read(run)) {
      System.out.println(write(folder, report(folder, store)));
    }
    return ExitCode.DONE;
  }

  private static Report report(RunFolder folder, StudyStore store) {
    Optional<Task> task = PreparedData.task(folder.data());
    Explanations explanations = explanations(folder, store);
    return Report.of(StudySummary.of(store), task, explanations, Clock.systemUTC().instant());
  }

  /** What is known of why; what cannot be found out is no reason to have no report. */
  private static Explanations explanations(RunFolder folder, StudyStore store) {
    Explanations kept = Explanations.of(store);
    long scored = store.trials().stream().filter(trial -> trial.score().isPresent()).count();
    if (scored == 0 || kept.search().filter(search -> search.trials() == scored).isPresent()) {
      return kept;
    }
    try {
      return Explaining.of(folder, store).known();
    } catch (RuntimeException e) {
      System.err.println("mimar: the report does not say why: " + e.getMessage());
      return kept;
    }
  }

  private Path write(RunFolder folder, Report report) {
    if (format.equals(MARKDOWN)) {
      Path file = out != null ? out : folder.markdown();
      report.writeMarkdown(file);
      return file;
    }
    Path file = out != null ? out : folder.report();
    report.writeHtml(file);
    return file;
  }
}
