package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.TinyData;
import io.mimar.onnx.ModelSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search for several objectives, with real workers: all of the front can be had. */
final class FrontSearchTest {
  private static final int TRIALS = 8;

  @TempDir static Path folder;

  private static Path data;
  private static Path run;
  private static JsonNode json;

  @BeforeAll
  static void search() throws IOException {
    data = TinyData.write(folder.resolve("data"), 60);
    run = folder.resolve("run");
    json = search(run, "2").json();
  }

  private static Program.Ran search(Path out, String workers) {
    return TinySearch.run(
            data,
            out,
            TRIALS,
            "--searcher",
            "evolution",
            "--minimize",
            "params,size",
            "--workers",
            workers,
            "--set",
            "study.keep=1",
            "--json")
        .done();
  }

  private static List<Integer> front(JsonNode json) {
    List<Integer> numbers = new ArrayList<>();
    json.get("front").forEach(member -> numbers.add(member.get("trial").asInt()));
    return numbers;
  }

  @Test
  void theFrontHoldsScoresAndCostsAndTheModelIsOfIt() throws IOException {
    assertTrue(front(json).contains(json.get("best").get("trial").asInt()), json::toString);
    double params = 0;
    for (JsonNode member : json.get("front")) {
      assertTrue(member.get("costs").get("params").asDouble() >= params, "ascending");
      params = member.get("costs").get("params").asDouble();
      assertTrue(member.get("costs").get("modelBytes").asDouble() > 4 * params, "float32");
      assertTrue(member.get("validation").isNumber());
    }
    double foretold = json.get("best").get("metrics").get("modelBytes").asDouble();
    long bytes = Files.size(run.resolve("model.onnx"));
    assertTrue(
        bytes <= foretold && bytes >= foretold - ModelSize.SLACK,
        bytes + " of at most " + foretold);
  }

  @Test
  void membersOfTheFrontAreJoinedWhereThatIsAskedFor() throws IOException {
    Path joined = folder.resolve("joined");
    Program.Ran ran =
        TinySearch.run(
                data,
                joined,
                TRIALS,
                "--searcher",
                "random",
                "--minimize",
                "params",
                "--pick",
                "accuracy",
                "--ensemble",
                "3")
            .done();
    String said =
        (ran.out() + ran.err())
            .lines()
            .filter(line -> line.contains("The model is the mean of 3"))
            .findAny()
            .orElseThrow();
    List<Integer> members =
        Pattern.compile("of trial (\\d+)")
            .matcher(said)
            .results()
            .map(m -> Integer.valueOf(m.group(1)))
            .toList();
    JsonNode own = Program.run("status", joined.toString(), "--json").done().json();
    assertTrue(front(own).containsAll(members), said + " of " + front(own));
    assertTrue(members.contains(own.get("best").get("trial").asInt()), said);
  }

  @Test
  void theNumberOfWorkersChangesNothing() throws IOException {
    Path other = folder.resolve("other");
    JsonNode one = search(other, "1").json();
    assertEquals(TinySearch.sequence(run), TinySearch.sequence(other));
    assertEquals(json.get("front"), one.get("front"));
  }

  @Test
  void everyMemberWasKeptAndCanBeExported() throws IOException {
    for (int number : front(json)) {
      assertTrue(Files.exists(run.resolve("models/trial-" + number + ".onnx")), "trial " + number);
      Path file = folder.resolve(number + ".onnx");
      Program.Ran exported =
          Program.run("export", run.toString(), "--trial", "" + number, "--out", file.toString())
              .done();
      assertEquals("", exported.err(), "nothing is trained again");
    }
  }

  @Test
  void statusAndReportShowIt() throws IOException {
    JsonNode status = Program.run("status", run.toString(), "--json").done().json();
    assertEquals(json.get("front"), status.get("front"));
    String text = Program.run("status", run.toString()).done().out();
    assertTrue(text.contains("front        trial ") && text.contains("<- the model"), text);
    String html = Files.readString(run.resolve("report.html"));
    assertTrue(html.contains("picked by “knee”") && html.contains("class=\"ring\""), html);
  }

  @Test
  void anotherPickIsTrainedWhereTheSearchIsOver() throws IOException {
    Path again = folder.resolve("again");
    int knee = search(again, "2").json().get("best").get("trial").asInt();
    JsonNode smallest =
        Program.run("resume", again.toString(), "--pick", "smallest", "--json").done().json();
    assertEquals(front(json).get(0), smallest.get("best").get("trial").asInt());
    JsonNode accurate =
        Program.run("resume", again.toString(), "--pick", "accuracy", "--json").done().json();
    double most = 0;
    for (JsonNode member : json.get("front")) {
      most = Math.max(most, member.get("validation").asDouble());
    }
    assertEquals(most, accurate.get("best").get("validation").asDouble());
    assertTrue(front(json).contains(knee));
    assertTrue(Files.isRegularFile(Path.of(accurate.get("model").asText())));
    Program.run("resume", again.toString(), "--pick", "cheap").refused(ExitCode.USAGE, "--pick is");
  }
}
