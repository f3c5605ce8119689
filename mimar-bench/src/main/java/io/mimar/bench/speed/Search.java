package io.mimar.bench.speed;

import io.mimar.bench.Folders;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.data.BundledData;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.folder.RunFolder;
import io.mimar.random.Seeds;
import io.mimar.run.Runs;
import io.mimar.study.Control;
import io.mimar.study.Event;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A search as the product makes it, without what follows it.
 *
 * @param data what is searched for
 * @param settings of the configuration, as in {@code mimar search --set}
 * @param trials after so many it is stopped
 */
record Search(Function<Seeds, Dataset> data, List<String> settings, int trials) {

  /** A search on the demo's data. */
  Search(List<String> settings, int trials) {
    this(seeds -> BundledData.fashionMnist(DataOptions.DEFAULT, seeds), settings, trials);
  }

  /** Runs it in a folder that is deleted; {@code ended} hears of each trial, on this thread. */
  void run(Consumer<Trial> ended) throws IOException {
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT).set("budget.trials=" + trials);
    settings.forEach(loader::set);
    Path place = Files.createTempDirectory("mimar-bench");
    try {
      Control control = new Control();
      AtomicInteger count = new AtomicInteger();
      Runs.Start start =
          new Runs.Start(
              loader.build(), data, new RunFolder(place.resolve("run")), List.of(), "a benchmark");
      new Runs(Clock.systemUTC(), System::nanoTime)
          .start(
              start,
              event -> {
                if (event instanceof Event.Finished finished) {
                  ended.accept(finished.trial());
                  if (count.incrementAndGet() == trials) {
                    control.interrupt();
                    control.interrupt(); // no final training
                  }
                }
              },
              control);
    } finally {
      Folders.delete(place);
    }
  }
}
