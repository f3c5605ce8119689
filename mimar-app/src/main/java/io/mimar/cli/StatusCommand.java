package io.mimar.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.mimar.folder.RunFolder;
import io.mimar.run.RunState;
import io.mimar.run.RunSummary;
import io.mimar.run.Runs;
import io.mimar.store.StudyStore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mimar status RUN}. */
@Command(name = "status", description = "Says how far a run is, also while it goes on.")
final class StatusCommand extends ReadingCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path run;

  @Override
  public Integer call() {
    RunFolder folder = Runs.existing(run);
    try (StudyStore store = StudyStore.read(run)) {
      RunSummary summary = RunSummary.of(folder, store, RunState.of(store));
      if (json) {
        printJson(new Status(summary.state(), summary));
      } else {
        System.out.println("state        " + summary.state());
        SummaryText.print(folder, summary, System.out);
      }
    }
    return ExitCode.DONE;
  }

  /** The summary with the state beside it. */
  private record Status(RunState state, @JsonUnwrapped RunSummary summary) {}
}
