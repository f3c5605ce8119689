package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.dashboard.Dashboard;
import io.mimar.dashboard.Visitor;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run of a space that had other choices when it was searched: what reads it tells what is known,
 * what needs the space says so, and nothing is decoded wrong.
 */
final class ChangedSpaceTest {
  private static final String REFUSAL = "is no architecture of the space tabular";

  @TempDir static Path folder;

  private static Path run;

  @BeforeAll
  static void searchAndForgetAChoice() throws IOException, SQLException {
    List<String> rows = new ArrayList<>(List.of("x,label"));
    for (int i = 0; i < 120; i++) {
      double noise = Seeds.root(2).at("row", i).rng().nextGaussian();
      rows.add((noise + i % 2) + (i % 2 == 0 ? ",a" : ",b"));
    }
    Path data = Files.write(folder.resolve("data.csv"), rows);
    run = folder.resolve("runs/run");
    TinySearch.run(data, run, 6, "--searcher", "random", "--set", "study.keep=1").done();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + run.resolve("study.db"));
        Statement statement = database.createStatement()) {
      statement.execute("UPDATE trial SET choices = json_remove(choices, '$[0]')");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"explain RUN", "map RUN", "resume RUN --trials 9", "export RUN --trial OTHER"})
  void whatNeedsTheSpaceSaysSo(String line) {
    String[] words = line.replace("RUN", run.toString()).replace("OTHER", "" + other()).split(" ");
    Program.Ran ran = Program.run(words);
    assertEquals(ExitCode.USAGE, ran.code(), ran.err());
    assertTrue(ran.err().contains(REFUSAL), ran.err());
    assertTrue(ran.err().contains("Use Mimar "), ran.err());
    assertEquals(6, TinySearch.sequence(run).size());
  }

  /** A completed trial whose model was not kept. */
  private static int other() {
    return TinySearch.sequence(run).stream()
        .filter(line -> line.outcome().startsWith("COMPLETE"))
        .mapToInt(TinySearch.Line::number)
        .filter(number -> !Files.exists(run.resolve("models/trial-" + number + ".onnx")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatWasFoundIsToldAndTheModelServes() throws IOException {
    Program.run("status", run.toString()).done();
    String shown = Program.run("show", run.toString(), "1").done().out();
    assertTrue(shown.contains("architecture "), shown);
    assertFalse(shown.contains("choices "), shown);
    Path report = folder.resolve("report.html");
    Program.run("report", run.toString(), "--out", report.toString()).done();
    assertTrue(Files.readString(report).contains("What makes networks good here"), "what was kept");
    Path model = folder.resolve("model.onnx");
    Program.run("export", run.toString(), "--out", model.toString()).done();
    assertTrue(Files.isRegularFile(model));
  }

  @Test
  void theDashboardShowsIt() throws Exception {
    Dashboard.Options options =
        new Dashboard.Options(
            Dashboard.Options.LOCAL,
            0,
            List.of(run.getParent()),
            new io.mimar.dashboard.Program(List.of("/nonexistent/java")));
    try (Dashboard dashboard = Dashboard.start(options)) {
      Visitor visitor = new Visitor(dashboard.url());
      String id = visitor.json("/api/studies").at("/studies/0/id").asText();
      JsonNode parallel = visitor.json("/api/studies/" + id + "/parallel");
      assertEquals("parameters", parallel.at("/axes/0/name").asText(), "no choices");
      visitor.json("/api/studies/" + id + "/map");
      assertEquals(200, visitor.get("/studies/" + id + "/trials/1").statusCode());
    }
  }
}
