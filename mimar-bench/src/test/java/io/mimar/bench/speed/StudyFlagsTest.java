package io.mimar.bench.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.bench.SearchStudy;
import io.mimar.bench.TrainingStudy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
          method   | --rounds    | 0      | --rounds is 0
          method   | --epochs    | 0      | --epochs is 0
          method   | --trials    | 10,0   | --trials is 0
          method   | --space     | sea    | sea
          bf16     | --seeds     | 1      | --seeds is 1
          bf16     | --epochs    | 0      | --epochs is 0
          """)
  void aWrongValueIsNamed(String study, String flag, String value, String told) {
    String message = refusal(study, flag, value);
    assertTrue(message.contains(told), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          search   | --seeds      | 1              | --seeds is 1
          search   | --first-seed | -1             | --first-seed is -1
          search   | --searchers  | gne,grin       | grin
          search   | --searchers  | gne,gne+x.y=1  | key x
          search   | --set        | budget.trials=0| budget.trials is 0
          search   | --rows       | 1              | --rows is 1
          training | --seeds      | 0              | --seeds is 0
          training | --networks   | 0              | --networks is 0
          training | --at-once    | 0              | --at-once is 0
          training | --rows       | 0              | --rows is 0
          training | --ways       | pruning=2      | pruning
          training | --ways       | purring=2      | purring
          """)
  void nothingIsWrittenWhereAValueIsWrong(
      String study, String flag, String value, String told, @TempDir Path folder)
      throws IOException {
    Path data = images(folder.resolve("data"));
    Path results = folder.resolve("results.csv");
    List<String> arguments =
        new ArrayList<>(List.of("--data", data.toString(), "--results", results.toString()));
    if (study.equals("search")) {
      arguments.addAll(List.of("--work", folder.resolve("work").toString()));
    } else if (!flag.equals("--ways")) {
      arguments.addAll(List.of("--ways", "pruning=0,pruning=0.5"));
    }
    arguments.addAll(List.of(flag, value));
    String message = refusal(study, arguments.toArray(new String[0]));
    assertTrue(message.contains(told), message);
    assertFalse(Files.exists(results));
  }

  @Test
  void resultsOfAnotherKindAreKept(@TempDir Path folder) throws IOException {
    Path data = images(folder.resolve("data"));
    Path results = Files.writeString(folder.resolve("results.csv"), "mine\nalone\n");
    String message =
        refusal(
            "search",
            List.of("--data", data, "--results", results, "--work", folder, "--rows", 100).stream()
                .map(Object::toString)
                .toArray(String[]::new));
    assertTrue(message.contains("results.csv is mine"), message);
    assertEquals("mine\nalone\n", Files.readString(results));
    message =
        refusal(
            "search",
            List.of("--data", data, "--results", folder, "--work", folder, "--rows", 100).stream()
                .map(Object::toString)
                .toArray(String[]::new));
    assertTrue(message.contains(folder + " cannot be read and written"), message);
  }

  /** 128 small ones of two classes. */
  private static Path images(Path folder) throws IOException {
    for (String name : List.of("dark", "light")) {
      Path of = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < 64; i++) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(i % 8, i / 8, 0, name.equals("light") ? 200 + i : 64 - i);
        ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
      }
    }
    return folder;
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
      case "method" -> new MethodStudy();
      case "bf16" -> new Bfloat16Study();
      case "search" -> new SearchStudy();
      case "training" -> new TrainingStudy();
      case "zerocost" -> new ZeroCostStudy();
      default -> throw new AssertionError(study);
    };
  }
}
