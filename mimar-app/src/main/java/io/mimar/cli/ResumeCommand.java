package io.mimar.cli;

import io.mimar.config.ConfigLoader;
import io.mimar.folder.RunFolder;
import io.mimar.run.Runs;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimar resume RUN}. */
@Command(
    name = "resume",
    description = "Goes on with a run that was interrupted, killed or is to be extended.")
final class ResumeCommand extends RunningCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path run;

  @Option(names = "--trials", paramLabel = "N", description = "Train so many candidates in all.")
  String trials;

  @Option(names = "--budget", paramLabel = "TIME", description = "Wall time in all sessions.")
  String budget;

  @Option(names = "--workers", paramLabel = "N", description = "Worker processes.")
  String workers;

  @Mixin ExecutorFlags executor;

  @Option(names = "--pick", paramLabel = "NAME", description = SearchFlags.PICK)
  String pick;

  @Override
  public Integer call() {
    RunFolder folder = Runs.existing(run);
    return watch(
        folder,
        (view, control) ->
            new Runs(Clock.systemUTC(), System::nanoTime)
                .resume(folder, this::change, view, control));
  }

  /** A new end takes the place of the old one, whichever kind that was. */
  private ConfigLoader change(ConfigLoader loader) {
    if (trials != null || budget != null) {
      loader.set("budget.trials=null").set("budget.time=null");
    }
    SearchFlags.count(loader, "budget.trials", trials, "--trials");
    SearchFlags.duration(loader, "budget.time", budget, "--budget");
    SearchFlags.number(loader, "workers", workers, "--workers");
    executor.lay(loader);
    SearchFlags.text(loader, "front.pick", pick, "--pick");
    return loader;
  }
}
