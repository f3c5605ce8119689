package io.mimar.cli;

import io.mimar.config.Config;
import io.mimar.folder.RunFolder;
import io.mimar.run.Runs;
import io.mimar.task.Tasks;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mimar search --data PATH}. */
@Command(
    name = "search",
    description = "Designs a network for your labelled data and trains it.",
    sortOptions = false)
final class SearchCommand extends StartingCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "Labelled data: images in a folder for each class, beside a CSV of their classes, or IDX"
              + " files; a CSV, TSV or ARFF file;"
              + " texts as CSV, JSON lines or .txt in a folder for each class; time series as"
              + " .ts, .tsv, JSON lines or wide CSV. A folder may have train, validation and test"
              + " parts.")
  Path data;

  @Override
  public Integer call() {
    Config config = Defaults.ended(flags.resolve(Config.DEFAULT, System.getenv()));
    Path whole = data.toAbsolutePath().normalize(); // the last name of "." or ".." is none
    String name = Optional.ofNullable(whole.getFileName()).map(Path::toString).orElse("run");
    RunFolder folder = flags.folder(name);
    Runs.Start start =
        new Runs.Start(
            config,
            seeds -> config.open(options -> Tasks.open(data, options, seeds)),
            folder,
            Defaults.notes(flags, config),
            Defaults.commandLine(spec));
    return begin(folder, start);
  }
}
