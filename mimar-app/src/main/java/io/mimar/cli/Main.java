package io.mimar.cli;

import io.mimar.MimarException;
import io.mimar.Names;
import io.mimar.Printable;
import io.mimar.Version;
import io.mimar.data.HeapBudget;
import io.mimar.store.StoreUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: {@code mimar VERB …}. */
@Command(
    name = "mimar",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    description = "Designs neural networks: searches, trains, explains and exports them.",
    footer = {
      "%nEnvironment:",
      "  MIMAR_HEAP  the most memory that Java's heap may take, as in 8g; by default",
      "              a quarter of the machine's. Tensors lie outside."
    },
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      DemoCommand.class,
      SearchCommand.class,
      ResumeCommand.class,
      StatusCommand.class,
      ShowCommand.class,
      ExplainCommand.class,
      MapCommand.class,
      ReportCommand.class,
      DashboardCommand.class,
      ExportCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      EmbedCommand.class,
      BenchCommand.class,
      SpacesCommand.class,
      TableCommand.class,
      SparkCommand.class,
      DoctorCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:usage or input is wrong; nothing was trained",
      "3:no trial succeeded",
      "4:the exported model does not agree with the trained one",
      "130:interrupted; `mimar resume`, or the same `mimar bench`, goes on"
    })
public final class Main {
  /** How Java tells of a full heap. */
  private static final List<String> FULL_HEAP =
      List.of("Java heap space", "GC overhead limit", "Requested array size");

  static { // before anything logs: programs that embed Mimar keep settings of their own
    System.getProperties().putIfAbsent("logback.configurationFile", "mimar-logback.xml");
  }

  /** Runs the program and exits with its code. */
  public static void main(String[] arguments) {
    int code = run(arguments);
    if (System.out.checkError() && code == ExitCode.DONE && !isPipe()) {
      System.err.println("mimar: standard output could not be written");
      System.err.println("Make room where it goes, and run the command again.");
      code = ExitCode.FAILED;
    }
    System.exit(code);
  }

  /** Whether standard output goes to another program, which may have read enough. */
  private static boolean isPipe() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
    } catch (IOException e) {
      return false; // not Linux
    }
  }

  /** Runs the program. */
  static int run(String... arguments) {
    CommandLine program = new CommandLine(new Main());
    program.registerConverter(Path.class, Main::path);
    program.setParameterExceptionHandler(Main::wrongUsage);
    program.setExecutionExceptionHandler(Main::failed);
    program.setExecutionStrategy(Main::execute);
    return guarded(program, () -> program.execute(arguments));
  }

  /** What {@code work} returns; a lack of memory is told in two lines. */
  static int guarded(CommandLine program, IntSupplier work) {
    try {
      return work.getAsInt();
    } catch (OutOfMemoryError e) {
      return outOfMemory(program, String.valueOf(e.getMessage()));
    }
  }

  /** Java has one error for all that it has too little of. */
  private static int outOfMemory(CommandLine program, String message) {
    if (FULL_HEAP.stream().noneMatch(message::startsWith)) {
      String hint = "Close other programs, or raise what the system allows this one.";
      return say(program, "Java is out of memory: " + message, hint, ExitCode.FAILED);
    }
    long heap = Runtime.getRuntime().maxMemory();
    String what = String.format(Locale.ROOT, "the heap of %,d MB is full", heap >> 20);
    String hint = "Give fewer data, or " + HeapBudget.remedy(2 * heap) + ".";
    return say(program, what, hint, ExitCode.FAILED);
  }

  /** A path that a user wrote; an empty one is a variable that was not set. */
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("it is empty, but must be a path");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("\"" + text + "\" is no path here: " + e.getReason());
    }
  }

  private static int execute(ParseResult parsed) {
    if (!parsed.hasSubcommand()
        && !parsed.isUsageHelpRequested()
        && !parsed.isVersionHelpRequested()) {
      parsed.commandSpec().commandLine().usage(System.err);
      return ExitCode.USAGE;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int wrongUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String hint = "See `" + command.getCommandSpec().qualifiedName() + " --help`.";
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      hint = nearest(command, unmatched.getUnmatched().get(0)).orElse("") + hint;
    }
    return say(command, e.getMessage(), hint, ExitCode.USAGE);
  }

  private static Optional<String> nearest(CommandLine command, String word) {
    List<String> known =
        word.startsWith("-")
            ? List.copyOf(command.getCommandSpec().optionsMap().keySet())
            : List.copyOf(command.getSubcommands().keySet());
    return Names.nearest(word, known).map(n -> "Did you mean " + n + "? ");
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof RunFailure failure) {
      return say(command, failure.getMessage(), failure.hint(), failure.exitCode());
    }
    if (e instanceof MimarException wrong) {
      return say(command, wrong.getMessage(), wrong.hint(), ExitCode.USAGE);
    }
    e.printStackTrace(command.getErr());
    return say(
        command,
        "this is a bug: " + e,
        "Please report it with the lines above and what `mimar doctor` prints.",
        ExitCode.FAILED);
  }

  private static int say(CommandLine command, String what, String hint, int exitCode) {
    command.getErr().println("mimar: " + printable(what));
    command.getErr().println(printable(hint));
    return exitCode;
  }

  /** Values in errors may come from files of others. */
  private static String printable(String text) {
    return Printable.text(StoreUrl.withoutSecrets(text));
  }

  /** What {@code --version} prints. */
  static final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"mimar " + Version.STRING};
    }
  }
}
