package io.mimar.cli;

import io.mimar.config.Config;
import io.mimar.data.BundledData;
import io.mimar.folder.RunFolder;
import io.mimar.run.Runs;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mimar demo}. */
@Command(
    name = "demo",
    description = "The whole job in two minutes, on 5,000 images that come with the program.",
    sortOptions = false)
final class DemoCommand extends RunningCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin SearchFlags flags;

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
    try {
      return watch(
          folder,
          (view, control) ->
              new Runs(Clock.systemUTC(), System::nanoTime).start(start, view, control));
    } finally {
      flags.giveBack(folder);
    }
  }
}
