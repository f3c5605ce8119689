package io.mimar.cli;

import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.network.Task;
import io.mimar.report.Explanations;
import io.mimar.report.Report;
import io.mimar.run.Runs;
import io.mimar.store.StudyStore;
import io.mimar.store.StudySummary;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimar report RUN}. */
@Command(name = "report", description = "Writes the report of a run, also while it goes on.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path run;

  @Option(names = "--out", paramLabel = "FILE", description = "Default: RUN/report.html.")
  Path out;

  @Mixin HelpFlag help;

  @Override
  public Integer call() {
    RunFolder folder = Runs.existing(run);
    try (StudyStore store = StudyStore.read(run)) {
      Path file = out != null ? out : folder.report();
      Optional<Task> task = PreparedData.task(folder.data());
      Report.write(file, StudySummary.of(store), task, Explanations.of(store), Clock.systemUTC());
      System.out.println(file);
    }
    return ExitCode.DONE;
  }
}
