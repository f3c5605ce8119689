package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.TinyData;
import io.mimar.store.StudyStore;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain list of decisions from search to report. */
final class MobileSearchTest {
  @TempDir Path folder;

  @Test
  void searchesTrainsExportsAndReports() throws IOException {
    Path data = TinyData.write(folder.resolve("data"), 40);
    Path run = folder.resolve("run");
    String out =
        Program.run(
                "search",
                "--data",
                data.toString(),
                "--out",
                run.toString(),
                "--trials",
                "7",
                "--seed",
                "5",
                "--max-params",
                "10k",
                "--executor",
                "in-process",
                "--workers",
                "1",
                "--set",
                "space=mobile",
                "--set",
                "schedule.epochs=2",
                "--set",
                "final.epochs=1")
            .done()
            .out();
    assertTrue(out.contains("stem stride = "), out);
    try (StudyStore store = StudyStore.read(run)) {
      List<Trial> trials = store.trials();
      assertEquals(7, trials.size());
      trials.forEach(t -> assertTrue(t.costs().get("params") <= 10_000, "" + t.costs()));
    }
    Path report = run.resolve("report.html");
    String written = Files.readString(report);
    Files.writeString(Path.of("target", "mobile-report.html"), written); // to be looked at
    assertTrue(written.contains("decided this:"));
    assertTrue(written.contains("1  convolution 3×3"));
    assertTrue(written.contains("linear layer"));
    assertFalse(written.contains("its cell"));
    Files.delete(report);
    Program.run("report", run.toString()).done();
    assertTrue(Files.readString(report).contains("1  convolution 3×3"));
  }

  @Test
  void theSpaceIsListed() {
    String all = Program.run("spaces").done().out();
    assertTrue(
        all.contains("decides stem stride, stem width, depth, width, kernel, expansion"), all);
    assertTrue(Program.run("spaces", "mobile").done().out().contains("kernel 4"));
  }
}
