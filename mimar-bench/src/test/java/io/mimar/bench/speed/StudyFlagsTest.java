package io.mimar.bench.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Wrong flags of the studies are named before anything is measured. */
final class StudyFlagsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          step     | --rounds    | 0      | --rounds is 0
          workers  | --rounds    | 0      | --rounds is 0
          workers  | --workers   | 0      | --workers is 0
          workers  | --trials    | 4      | --trials is 4
          rungs    | --eta       | .5     | eta is 0.5
          rungs    | --rungs     | x      | --rungs is x
          rungs    | --rungs     | 2,99   | --rungs 2,99 is 99
          rungs    | --patience  | 0      | patience is 0
          rungs    | --trials    | 0      | --trials is 0
          soak     | --steps     | 3      | --steps is 3
          soak     | --trials    | 3      | --trials is 3
          growth   | --most      | 5      | --most with --parts asks is 5
          zerocost | --seeds     | 1      | --seeds is 1
          zerocost | --queries   | 0      | --queries is 0
          zerocost | --draws     | 0      | --draws is 0
          zerocost | --objective | beauty | no metric beauty
          """)
  void aWrongValueIsNamed(String study, String flag, String value, String told) {
    String message = refusal(study, flag, value);
    assertTrue(message.contains(told), message);
  }

  private static String refusal(String study, String... arguments) {
    CommandLine line = new CommandLine(command(study)).setCaseInsensitiveEnumValuesAllowed(true);
    line.setErr(new PrintWriter(new StringWriter()));
    line.setOut(new PrintWriter(new StringWriter()));
    Exception[] thrown = new Exception[1];
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          thrown[0] = e;
          return CommandLine.ExitCode.USAGE;
        });
    assertEquals(CommandLine.ExitCode.USAGE, line.execute(arguments));
    return assertThrows(
            MimarException.class,
            () -> {
              throw thrown[0];
            })
        .getMessage();
  }

  private static Object command(String study) {
    return switch (study) {
      case "step" -> new StepStudy();
      case "workers" -> new WorkersStudy();
      case "rungs" -> new RungsStudy();
      case "soak" -> new SoakStudy();
      case "growth" -> new GrowthStudy();
      case "zerocost" -> new ZeroCostStudy();
      default -> throw new AssertionError(study);
    };
  }
}
