package io.mimar.cli;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.config.Quantity;
import io.mimar.process.Interrupts;
import io.mimar.study.Control;
import io.mimar.tabulate.BuildSummary;
import io.mimar.tabulate.TableBuilder;
import io.mimar.tabulate.TableSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mimar table build --data PATH --out DIR}. */
@Command(
    name = "build",
    description = {
      "Trains all architectures of a small space on your images and writes a benchmark table.",
      "The same command goes on with a build that was ended."
    },
    sortOptions = false)
final class TableBuildCommand implements Callable<Integer> {
  private static final int MOST_WORKERS = 1024;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "A folder of images, one folder for each class, or of IDX files.")
  Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The table's folder; its name is the table's.")
  Path out;

  @Mixin TableFlags flags;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Worker processes; default one for each processor.")
  String workers;

  @Option(names = "--json", description = "Print the outcome as one JSON object.")
  boolean json;

  @Mixin HelpFlag help;

  @Override
  public Integer call() {
    Path folder = out.toAbsolutePath().normalize();
    Check.that(
        !folder.startsWith(data.toAbsolutePath().normalize()),
        "--out",
        out + ", within the data",
        "a folder elsewhere");
    TableSettings settings = flags.settings(data, System.getenv());
    TableBuilder builder = new TableBuilder(settings, out, workers(), System::nanoTime);
    Control control = new Control();
    AtomicBoolean interrupted = new AtomicBoolean();
    Interrupts.onInterrupt(
        () -> {
          interrupted.set(true);
          control.interrupt();
        });
    BuildSummary summary = outcome(builder, control);
    print(summary, System.out);
    return exitCode(summary, interrupted.get());
  }

  private int workers() {
    return workers == null
        ? Runtime.getRuntime().availableProcessors()
        : (int) Check.range("--workers", Quantity.count("--workers", workers), 1, MOST_WORKERS);
  }

  private static BuildSummary outcome(TableBuilder builder, Control control) {
    try (TableView view = TableView.standard()) {
      return outcome(builder, view, control);
    }
  }

  /** Before training began it was the input that failed; after, it was the build. */
  private static BuildSummary outcome(TableBuilder builder, TableView view, Control control) {
    try {
      return builder.build(view, control);
    } catch (MimarException e) {
      throw new RunFailure(e, view.hasBegun() ? ExitCode.FAILED : ExitCode.USAGE);
    }
  }

  private static int exitCode(BuildSummary summary, boolean interrupted) {
    if (!summary.whole() && interrupted) {
      return ExitCode.INTERRUPTED;
    }
    return summary.trained() > 0 ? ExitCode.DONE : ExitCode.NO_TRIAL;
  }

  // ---- the outcome

  private void print(BuildSummary summary, PrintStream out) {
    if (json) {
      out.println(Json.json().valueToTree(summary).toString());
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s: %d rows, %d trainings each, %d epochs on %d images, judged on %d%n",
        summary.name(),
        summary.rows(),
        summary.repeats(),
        summary.epochs(),
        summary.trainRows(),
        summary.validationRows());
    out.printf(
        "%d trained, %d failed (empty fields), %d to be done; this session took %s%n",
        summary.trained(),
        summary.failed(),
        summary.missing(),
        Quantity.text(Duration.ofMillis((long) (1e3 * summary.seconds()))));
    summary.accuracy().ifPresent(a -> print(a, out));
    out.println(
        summary.whole() ? "Written to " + summary.folder() + "." : "The same command goes on.");
    if (summary.failed() > 0) {
      out.println("The same command tries again those that failed.");
    }
  }

  private static void print(BuildSummary.Accuracy accuracy, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "accuracy %.2f to %.2f %%, median %.2f; standard deviation %.2f between rows%s%n",
        accuracy.lowest(),
        accuracy.highest(),
        accuracy.median(),
        accuracy.betweenRows(),
        accuracy.betweenRepeats().stream()
            .mapToObj(s -> String.format(Locale.ROOT, ", %.2f between trainings of a row", s))
            .findFirst()
            .orElse(""));
  }
}
