package io.mimar.cli;

import io.mimar.config.Config;
import io.mimar.data.BundledData;
import io.mimar.folder.RunFolder;
import io.mimar.run.Runs;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code mimar demo}. */
@Command(
    name = "demo",
    description = "The whole job in two minutes, on 5,000 images that come with the program.",
    sortOptions = false)
final class DemoCommand extends StartingCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Config config = Defaults.endedDemo(flags.resolve(Defaults.demo(), System.getenv()));
    RunFolder folder = flags.folder("demo");
    Runs.Start start =
        new Runs.Start(
            config,
            seeds -> BundledData.fashionMnist(config.data(), seeds),
            folder,
            Defaults.demoNotes(flags, config),
            Defaults.commandLine(spec));
    return begin(folder, start);
  }
}
