package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code mimar table} says to wrong usage, before anything is written. */
final class TableUsageTest {
  @TempDir static Path data;
  @TempDir Path folder;

  @BeforeAll
  static void makeData() throws IOException {
    TinyData.write(data, 12);
  }

  private Program.Ran build(String... more) {
    List<String> words =
        new ArrayList<>(List.of("table", "build", "--out", folder.resolve("table").toString()));
    words.addAll(List.of(more));
    return Program.run(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--vertices|1|cell vertices is 1",
        "--vertices|four|--vertices is \"four\"",
        "--operations|none,conv9x9|operation is \"conv9x9\"",
        "--operations|none|operations of the cell is [none]",
        "--operations|''|operation is \"\"",
        "--widths|8,0|width is 0",
        "--widths|8;16|must be written",
        "--cells|0|cells in a stage is 0",
        "--stem-stride|99|stem stride is 99",
        "--reduction|sideways|must be written",
        "--space|imgae|Did you mean image?",
        "--space|nas-bench-201|--rows is not given",
        "--rows|0|--rows is 0",
        "--rows|-4|--rows is \"-4\"",
        "--rows|9G|--rows is 9000000000",
        "--rows|1000|--rows is 1000, but space",
        "--repeats|0|--repeats is 0",
        "--repeats|NaN|--repeats is \"NaN\"",
        "--repeats|1k|--repeats is 1000",
        "--epochs|0|--epochs is 0",
        "--epochs|1.5|--epochs is \"1.5\"",
        "--train-rows|1|--train-rows is 1",
        "--train-rows|1000|--train-rows is 1000",
        "--validation-rows|0|--validation-rows is 0",
        "--validation-rows|1000|--validation-rows is 1000",
        "--max-params|1|architectures within the limits",
        "--max-params|x|--max-params is \"x\"",
        "--max-macs|0|--max-macs is 0",
        "--seed|abc|--seed is \"abc\"",
        "--device|tpu|--device is tpu",
        "--workers|0|--workers is 0",
        "--workers|two|--workers is \"two\"",
        "--group-by|(|--group-by is \"(\"",
        "--set|searcher=random|the key of --set is searcher",
        "--set|train.bach=16|Did you mean train.batch?",
        "--set|train.learningRate=NaN|learning rate is NaN",
        "--set|train|train",
        "--set|limits.latency=1ms|the key of --set is limits.latency",
        "--vertices|9|cell vertices is 9",
        "--row|4|Did you mean --rows?",
      })
  void aWrongFlagIsRefused(String flag, String value, String words) {
    build("--data", data.toString(), flag, value).refused(ExitCode.USAGE, words);
    assertFalse(Files.exists(folder.resolve("table")), "nothing is written");
  }

  @Test
  void aSpaceAndACellAreRefusedTogether() {
    build("--data", data.toString(), "--space", "image", "--vertices", "4")
        .refused(ExitCode.USAGE, "--space is image");
  }

  @Test
  void dataThatAreNoneAreRefused() throws IOException {
    build("--data", folder.resolve("nowhere").toString()).refused(ExitCode.USAGE, "does not exist");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    build("--data", empty.toString()).refused(ExitCode.USAGE, empty.toString());
    build().refused(ExitCode.USAGE, "--data");
  }

  @Test
  void anOutThatHoldsSomethingElseIsRefused() throws IOException {
    Path table = Files.createDirectory(folder.resolve("table"));
    Files.writeString(table.resolve("thesis.tex"), "precious");
    build("--data", data.toString()).refused(ExitCode.USAGE, "--out", "thesis.tex");
    assertTrue(Files.exists(table.resolve("thesis.tex")));
  }

  @Test
  void aFolderOfThatNameThatIsNoBuildIsLeftAlone() throws IOException {
    Path build = Files.createDirectories(folder.resolve("table").resolve("build"));
    Files.writeString(build.resolve("Makefile"), "precious");
    build("--data", data.toString()).refused(ExitCode.USAGE, "--out", "Makefile");
    Files.delete(build.resolve("Makefile"));
    Files.delete(build);
    Files.writeString(build, "precious");
    build("--data", data.toString()).refused(ExitCode.USAGE, "--out", "build, a file");
  }

  @Test
  void anOutWithinTheDataIsRefused() {
    Program.run("table", "build", "--data", data.toString(), "--out", data + "/a/../table")
        .refused(ExitCode.USAGE, "--out", "within the data");
    assertFalse(Files.exists(data.resolve("table")));
  }

  @Test
  void anOutThatIsAFileIsRefused() throws IOException {
    Files.writeString(folder.resolve("table"), "precious");
    build("--data", data.toString()).refused(ExitCode.USAGE, "--out", "a file");
  }

  @Test
  void theVerbMustBeThere() {
    Program.run("table").refused(ExitCode.USAGE, "build");
    Program.run("table", "bild").refused(ExitCode.USAGE, "Did you mean build?");
    assertTrue(Program.run("table", "--help").done().out().contains("build"));
    assertTrue(Program.run("table", "build", "--help").done().out().contains("--validation-rows"));
  }
}
