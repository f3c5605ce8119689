package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.MimarException;
import io.mimar.TinyData;
import io.mimar.config.Json;
import io.mimar.config.Spaces;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.space.Architecture;
import io.mimar.space.CellSpace;
import io.mimar.table.Metric;
import io.mimar.table.Table;
import io.mimar.table.TableReader;
import io.mimar.tabulate.BuiltTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A table of tiny images, built by real workers: whole, killed, torn and asked for again. */
@Timeout(300)
final class TableBuildTest {
  private static final int ROWS = 4;
  private static final String SPACE = "cells:3:none,skip,conv1x1:2:4,8:1:convolution";
  private static final long LONGEST_MILLIS = 60_000;

  @TempDir static Path folder;

  private static Path data;
  private static Path built;
  private static Program.Ran ran;

  @BeforeAll
  static void build() throws IOException {
    data = TinyData.write(folder.resolve("data"), 20);
    built = folder.resolve("tiny");
    ran = Program.run(command(built, "--json"));
  }

  private static String[] command(Path out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "table",
                "build",
                "--data",
                data.toString(),
                "--out",
                out.toString(),
                "--vertices",
                "3",
                "--operations",
                "none,skip,conv1x1",
                "--widths",
                "4,8",
                "--rows",
                "4",
                "--epochs",
                "1",
                "--workers",
                "2",
                "--seed",
                "7"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static Path log(Path table) {
    return table.resolve("build/trainings.jsonl");
  }

  // ---- what comes out

  @Test
  void theOutcomeIsOneJsonObject() throws IOException {
    JsonNode json = ran.done().json();
    assertEquals("tiny", json.get("name").asText());
    assertTrue(json.get("whole").asBoolean());
    assertEquals(2 * ROWS, json.get("trained").asInt());
    assertEquals(0, json.get("failed").asInt() + json.get("missing").asInt());
    assertTrue(json.get("accuracy").get("highest").asDouble() <= 100);
    assertTrue(
        ran.err().contains("- Trained on 36 of 36 training images, judged on 12 of 12"), ran.err());
    assertEquals(2 * ROWS, ran.err().lines().filter(l -> l.startsWith("row ")).count());
  }

  @Test
  void theTableIsReadAndItsRowsAreWhatWasTrained() throws IOException {
    ran.done();
    Table table = TableReader.read(built);
    assertEquals(ROWS, table.rows().size());
    assertEquals(
        List.of(
            "accuracy",
            "accuracy_spread",
            "accuracy_1",
            "accuracy_2",
            "train_loss",
            "train_seconds",
            "params",
            "macs"),
        table.metrics().stream().map(Metric::column).toList());
    CellSpace space = (CellSpace) Spaces.named(SPACE);
    List<JsonNode> lines = lines(log(built));
    for (Architecture row : table.rows()) {
      Architecture trained = space.architecture(row.valueArray());
      Costs costs = Costs.of(space.network(trained, Task.images(new Shape(1, 8, 8), 3)));
      assertEquals((double) costs.params(), table.column("params")[row.row()]);
      assertEquals((double) costs.macs(), table.column("macs")[row.row()]);
      assertEquals(
          2,
          lines.stream()
              .filter(l -> l.get("training").asInt() / 2 == row.row())
              .filter(l -> l.get("architecture").asText().equals(trained.hash()))
              .count());
      assertTrue(trained.toString().contains(cell(row)), trained + " and " + row);
      double both = table.column("accuracy_1")[row.row()] + table.column("accuracy_2")[row.row()];
      assertEquals(both / 2, table.column("accuracy")[row.row()], 1e-3);
    }
  }

  /** What the table's graph says between input and output. */
  private static String cell(Architecture row) {
    String text = row.toString();
    return text.substring(0, text.lastIndexOf("; output"));
  }

  private static List<JsonNode> lines(Path log) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      lines.add(Json.json().readTree(line));
    }
    return lines;
  }

  @Test
  void whatIsWholeIsNotTrainedAgain() throws IOException {
    ran.done();
    byte[] before = Files.readAllBytes(log(built));
    Program.Ran again = Program.run(command(built)).done();
    assertArrayEquals(before, Files.readAllBytes(log(built)));
    assertTrue(again.out().contains("Written to " + built), again.out());
  }

  @Test
  void anyBuiltInSpaceMakesATableOfGraphs() throws IOException {
    Path out = folder.resolve("graphs");
    Program.run(
            "table",
            "build",
            "--data",
            data.toString(),
            "--out",
            out.toString(),
            "--space",
            "image",
            "--rows",
            "2",
            "--repeats",
            "1",
            "--epochs",
            "1",
            "--workers",
            "1",
            "--max-macs",
            "200k",
            "--validation-rows",
            "6")
        .done();
    Table table = TableReader.read(out);
    assertEquals("graph", table.layout().kind());
    assertEquals(2, table.rows().size());
    assertFalse(table.metrics().stream().anyMatch(m -> m.column().equals("accuracy_spread")));
    BuiltTable made = BuiltTable.read(out);
    double[] params = table.column("params");
    assertEquals(params.length, made.architectures().size());
    for (int row = 0; row < params.length; row++) {
      Network network = made.space().network(made.architectures().get(row), made.data().task());
      assertEquals((long) params[row], Costs.of(network).params(), "row " + row);
    }
    Path settings = out.resolve("build").resolve("settings.json");
    ObjectNode other = (ObjectNode) Json.json().readTree(settings.toFile());
    Files.writeString(settings, other.put("seed", other.get("seed").asLong() + 1).toString());
    String message = assertThrows(MimarException.class, () -> BuiltTable.read(out)).getMessage();
    assertTrue(message.contains("is not of the networks"), message);
  }

  @Test
  void aTableWithoutItsBuildDoesNotTellWhatItsRowsWere() throws IOException {
    Path bare = Files.createDirectories(folder.resolve("without-build"));
    Files.writeString(bare.resolve("table.json"), "{}"); // a table is whole without its build
    String message = assertThrows(MimarException.class, () -> BuiltTable.read(bare)).getMessage();
    assertTrue(message.contains("settings.json"), message);
  }

  // ---- what was ended goes on

  @Test
  void aBuildThatIsKilledEndsAsIfItWasNot() throws Exception {
    ran.done();
    Path killed = Files.createDirectories(folder.resolve("killed")).resolve("tiny");
    try (Owner owner = Owner.start(List.of(command(killed)), new TreeSet<>())) {
      awaitLines(killed, 2);
      assertTrue(owner.kill(), owner::said);
    }
    assertFalse(Files.exists(killed.resolve("table.json")));
    List<String> kept = whole(log(killed));
    Program.run(command(killed)).done();
    assertEquals(kept, Files.readAllLines(log(killed)).subList(0, kept.size()), "done again");
    assertSame(killed);
  }

  private static void awaitLines(Path table, int count) throws Exception {
    for (long waited = 0; waited < LONGEST_MILLIS; waited += 10) {
      if (Files.exists(log(table)) && whole(log(table)).size() >= count) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no " + count + " trainings in a minute");
  }

  private static List<String> whole(Path log) throws IOException {
    String text = Files.readString(log);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  @Test
  void aTornLastLineIsTrainedAgain() throws IOException {
    ran.done();
    Path torn = copy("torn");
    String text = Files.readString(log(torn));
    Files.writeString(log(torn), text.substring(0, text.length() - 40));
    Program.run(command(torn)).done();
    assertEquals(2 * ROWS, lines(log(torn)).size());
    assertSame(torn);
  }

  /** It does not know of options that came later. */
  @Test
  void aBuildOfAnOldReleaseGoesOn() throws IOException {
    ran.done();
    Path begun = copy("old");
    Path settings = begun.resolve("build/settings.json");
    String text = Files.readString(settings);
    String older = text.replaceFirst(",\\s*\"pruning\"\\s*:\\s*0.0", "");
    assertNotEquals(text, older);
    String old = older.replaceFirst(",\\s*\"splitSeed\"\\s*:\\s*0", "");
    assertNotEquals(older, old);
    Files.writeString(settings, old);
    Program.run(command(begun)).done();
    assertSame(begun);
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    ran.done();
    Path damaged = copy("damaged");
    List<String> lines = new ArrayList<>(Files.readAllLines(log(damaged)));
    for (String wrong :
        List.of(
            "{}",
            "no JSON",
            lines.get(2).replaceFirst("\"training\":\\d+", "\"training\":99"),
            lines.get(2).replaceFirst("\"architecture\":\"\\w+\"", "\"architecture\":\"beef\""))) {
      lines.set(2, wrong);
      Files.write(log(damaged), lines);
      Program.run(command(damaged)).refused(ExitCode.USAGE, log(damaged) + ", line 3: ");
    }
  }

  @Test
  void otherSettingsThanThoseBegunWithAreRefused() throws IOException {
    ran.done();
    Path other = copy("other");
    Program.run(command(other, "--repeats", "3"))
        .refused(ExitCode.USAGE, "repeats is 3, but this build began with 2");
    Program.run(command(other, "--max-params", "5k"))
        .refused(ExitCode.USAGE, "limits.params is 5000, but this build began with not given");
    Program.run(command(other, "--set", "train.batch=16"))
        .refused(ExitCode.USAGE, "train.batch is 16, but this build began with 32");
    Files.writeString(other.resolve("build/settings.json"), "{\"data\":");
    Program.run(command(other)).refused(ExitCode.USAGE, "settings.json cannot be read");
  }

  /** A copy of the table that was built, of the same name, in a folder {@code name}. */
  private static Path copy(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name)).resolve("tiny");
    Files.createDirectories(copy.resolve("build"));
    for (String file : List.of("settings.json", "trainings.jsonl", "data.bin")) {
      Files.copy(built.resolve("build").resolve(file), copy.resolve("build").resolve(file));
    }
    return copy;
  }

  /** All but the times is as in the table that was built at once. */
  private static void assertSame(Path other) {
    Table one = TableReader.read(built);
    Table two = TableReader.read(other);
    assertEquals(one.name(), two.name());
    assertEquals(one.metrics(), two.metrics());
    assertEquals(one.rows(), two.rows());
    one.metrics().stream()
        .map(Metric::column)
        .filter(c -> !c.equals("train_seconds"))
        .forEach(c -> assertArrayEquals(one.column(c), two.column(c), c));
  }
}
