package io.mimar.cli;

import io.mimar.folder.RunFolder;
import io.mimar.run.Runs;
import java.time.Clock;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What search and demo have in common: a run in a folder that was made for it. */
abstract class StartingCommand extends RunningCommand {
  @Spec CommandSpec spec;

  @Mixin SearchFlags flags;

  /** Runs what {@code start} says, and leaves no folder where it did not begin. */
  int begin(RunFolder folder, Runs.Start start) {
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
