package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.TinyData;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.data.DataOptions;
import io.mimar.data.Datasets;
import io.mimar.folder.RunFolder;
import io.mimar.random.Seeds;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.study.Control;
import io.mimar.study.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A final training whose process is killed, as for its memory, is tried again, then with less. */
final class FinalRetryTest {
  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();
  private int killed;

  /** Kills what trains the winner in its first epoch, so often. */
  private final class Killer implements RunListener {
    private final int times;

    Killer(int times) {
      this.times = times;
    }

    @Override
    public void on(Event event) {}

    @Override
    public void note(String sentence) {
      notes.add(sentence);
    }

    @Override
    public void finalEpoch(int epoch, int epochs) {
      if (killed < times && epoch == 1) {
        killed++;
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  private RunFolder search(String name, int networks, String mostParams, int kills)
      throws Exception {
    Path images = folder.resolve("data");
    if (!Files.exists(images)) {
      TinyData.write(images, 20);
    }
    RunFolder run = new RunFolder(folder.resolve(name));
    Config config =
        ConfigLoader.from(Config.DEFAULT)
            .set("budget.trials=2")
            .set("schedule.epochs=1")
            .set("final.epochs=20")
            .set("limits.params=" + mostParams)
            .set("ensemble=" + networks)
            .set("seed=3")
            .build();
    Runs.Start start =
        new Runs.Start(
            config,
            seeds -> Datasets.open(images, DataOptions.DEFAULT, Seeds.root(1).at("data")),
            run,
            List.of(),
            "a test");
    killed = 0;
    new Runs(Clock.systemUTC(), System::nanoTime).start(start, new Killer(kills), new Control());
    assertEquals(kills, killed);
    return run;
  }

  private static FinalResult result(RunFolder run) {
    try (StudyStore store = StudyStore.read(run.path())) {
      return store.meta(StudyKeys.RESULT, FinalResult.class).orElseThrow();
    }
  }

  @Test
  void theThirdTimeOneNetworkIsTrained() throws Exception {
    RunFolder run = search("run", 2, "2M", 2);
    said("The final training failed and is tried once more: ");
    said("The final training of 2 networks failed twice, so the model is to be one of them: ");
    assertTrue(Files.exists(run.model()));
    try (StudyStore store = StudyStore.read(run.path())) {
      assertEquals(1, store.meta(StudyKeys.MEMBERS, int[].class).orElseThrow().length);
    }
  }

  @Test
  void aWinnerThatLostItsWorkerIsTheSameInTheEnd() throws Exception {
    FinalResult alone = result(search("alone", 1, "20k", 0));
    FinalResult struck = result(search("struck", 1, "20k", 1));
    said("The final training failed and is tried once more: ");
    assertEquals(alone.trial(), struck.trial());
    assertEquals(alone.test(), struck.test());
    assertEquals(alone.metrics(), struck.metrics());
  }

  private void said(String beginning) {
    assertTrue(notes.stream().anyMatch(note -> note.startsWith(beginning)), notes::toString);
  }
}
