package io.mimar.cli;

import io.mimar.folder.RunFolder;
import io.mimar.run.Exporter;
import io.mimar.run.Runs;
import io.mimar.store.StudyStore;
import io.mimar.train.ScoreText;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimar export RUN [--trial N]}. */
@Command(
    name = "export",
    description = "Writes the ONNX file of the winner, or of any completed trial.")
final class ExportCommand extends ReadingCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path run;

  @Option(names = "--trial", paramLabel = "N", description = "A trial; default: the winner.")
  Integer trial;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the file goes. Default: RUN.onnx or RUN-trial-N.onnx here.")
  Path out;

  @Override
  public Integer call() {
    RunFolder folder = Runs.existing(run);
    try (StudyStore store = StudyStore.read(run)) {
      OptionalInt number = trial == null ? OptionalInt.empty() : OptionalInt.of(trial);
      String own = folder.name() + (trial == null ? "" : "-trial-" + trial) + ".onnx";
      Path target = out != null ? out : Path.of(own);
      Exporter.Exported exported =
          new Exporter(folder, store, note -> System.err.println("- " + note))
              .export(number, target);
      if (json) {
        printJson(exported);
      } else {
        System.out.printf(
            Locale.ROOT,
            "%s: trial %d, %s %s; ONNX Runtime differs by %.1e at most on %d samples%n",
            exported.file(),
            exported.trial(),
            exported.metric(),
            ScoreText.of(exported.recorded()),
            exported.parity(),
            exported.rows());
      }
      return exported.agrees() ? ExitCode.DONE : ExitCode.PARITY;
    }
  }
}
