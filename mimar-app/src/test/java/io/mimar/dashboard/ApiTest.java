package io.mimar.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.config.Json;
import io.mimar.explain.TrialMap;
import io.mimar.objective.Objective;
import io.mimar.report.Explained;
import io.mimar.stats.Wilson;
import io.mimar.store.FinalResult;
import io.mimar.store.Resource;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.Winner;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Tradeoff;
import io.mimar.trial.Trial;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard tells of studies in all states, and when. */
@Timeout(120)
final class ApiTest {
  private static final List<String> CLASSES = List.of("a", "b");
  private static final List<String> CHARTS =
      List.of("", "/trials", "/points", "/timeline", "/parallel", "/map", "/log");

  @TempDir Path folder;

  private Path runs;
  private Dashboard dashboard;
  private Visitor visitor;

  @BeforeEach
  void start() {
    runs = folder.resolve("runs");
    MadeStudies.write(runs.resolve("one"), 40, CLASSES);
    serve("/nonexistent/java");
  }

  /** Starts a dashboard that runs this where it would start Mimar. */
  private void serve(String... command) {
    dashboard =
        Dashboard.start(
            new Dashboard.Options("127.0.0.1", 0, List.of(runs), new Program(List.of(command))));
    visitor = new Visitor(dashboard.url());
  }

  @AfterEach
  void stop() {
    dashboard.close();
  }

  private JsonNode card(String name) throws Exception {
    for (JsonNode card : visitor.json("/api/studies").get("studies")) {
      if (card.get("name").asText().equals(name)) {
        return card;
      }
    }
    throw new AssertionError("no study " + name);
  }

  // ---- states

  @Test
  void aDamagedStudyIsShownAsSuchBesideTheOthers() throws Exception {
    Path damaged = Files.createDirectories(runs.resolve("damaged"));
    Files.writeString(damaged.resolve("study.db"), "this is no database, but long enough for one");
    JsonNode card = card("damaged");
    assertEquals("damaged", card.get("state").asText());
    assertTrue(card.get("problem").asText().contains("damaged"), card.toString());
    assertEquals("interrupted", card("one").get("state").asText());
    String path = "/studies/" + card.get("id").asText();
    assertEquals(409, visitor.get("/api" + path).statusCode());
    HttpResponse<String> page = visitor.get(path + "/trials/0", "Accept", "text/html");
    assertEquals(409, page.statusCode());
    assertTrue(page.body().contains("<h1>Cannot be shown</h1>"), page.body());
    assertTrue(page.body().contains("is damaged"), page.body());
  }

  @Test
  void aStudyWithoutTrialsHasAllItsCharts() throws Exception {
    MadeStudies.write(runs.resolve("empty"), 0, CLASSES);
    String api = "/api/studies/" + card("empty").get("id").asText();
    for (String chart : CHARTS) {
      visitor.json(api + chart);
    }
    assertTrue(visitor.json(api).at("/sentences/0").asText().startsWith("No trial has ended"));
    assertEquals(1, visitor.json("/api/compare?study=" + api.substring(13)).get("studies").size());
  }

  @Test
  void aProgramsOwnStudyNeedsNoKnownSpace() throws Exception {
    List<Trial> trials;
    try (StudyStore one = StudyStore.read(runs.resolve("one"))) {
      trials = one.trials();
    }
    try (StudyStore own =
        StudyStore.create(runs.resolve("own"), Clock.systemUTC(), Map.of(), Map.of())) {
      trials.forEach(own::record);
    }
    String id = card("own").get("id").asText();
    for (String chart : CHARTS) {
      visitor.json("/api/studies/" + id + chart);
    }
    assertFalse(visitor.json("/api/studies/" + id + "/map").has("number"));
    assertEquals(200, visitor.get("/studies/" + id + "/trials/0").statusCode());
  }

  @Test
  void ownersAndStopsAreSeen() throws Exception {
    try (StudyStore owner = StudyStore.open(runs.resolve("one"), Clock.systemUTC(), Map.of())) {
      assertEquals("running", card("one").get("state").asText());
      assertFalse(card("one").get("stopping").asBoolean());
      String id = card("one").get("id").asText();
      assertEquals(
          409, visitor.post("/api/studies/" + id + "/resume", "", "X-Mimar", "page").statusCode());
      assertEquals(
          202, visitor.post("/api/studies/" + id + "/stop", "", "X-Mimar", "page").statusCode());
      assertEquals(1, owner.stopsAsked());
      assertTrue(card("one").get("stopping").asBoolean());
      assertEquals(202, stop(id, "drain"), "a second click");
      assertEquals(1, owner.stopsAsked());
      assertEquals(202, stop(id, "now"));
      assertEquals(2, owner.stopsAsked());
      assertEquals(202, stop(id, "now"));
      assertEquals(2, owner.stopsAsked());
      assertEquals(400, stop(id, "never"));
    }
    assertEquals("interrupted", card("one").get("state").asText());
    assertFalse(card("one").get("stopping").asBoolean());
  }

  private int stop(String id, String how) throws Exception {
    String path = "/api/studies/" + id + "/stop?how=" + how;
    return visitor.post(path, "", "X-Mimar", "page").statusCode();
  }

  /** The program of these tests is none, so that its start fails: the page says so. */
  @Test
  void aStartThatFailsIsTold() throws Exception {
    String id = card("one").get("id").asText();
    visitor.post("/api/studies/" + id + "/resume", "", "X-Mimar", "page");
    awaitEndOfStart(id);
    assertTrue(card("one").get("problem").asText().contains("java"), card("one").toString());
    StudyStore.open(runs.resolve("one"), Clock.systemUTC(), Map.of()).close();
    assertEquals("", card("one").get("problem").asText(), "another went on with it since");
    assertEquals("", visitor.json("/api/studies/" + id).at("/card/problem").asText());
  }

  @Test
  void aStartIsUnderWayUntilTheProcessOwnsTheRunOrEnds() throws Exception {
    Path gate = folder.resolve("gate");
    new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
    dashboard.close();
    serve("/bin/sh", "-c", "read word < " + gate + "; exit 3");
    String id = card("one").get("id").asText();
    assertFalse(visitor.json("/api/studies/" + id).get("starting").asBoolean());
    visitor.post("/api/studies/" + id + "/resume", "", "X-Mimar", "page");
    assertTrue(visitor.json("/api/studies/" + id).get("starting").asBoolean());
    assertEquals(
        409, visitor.post("/api/studies/" + id + "/resume", "", "X-Mimar", "page").statusCode());
    Files.writeString(gate, "go\n");
    awaitEndOfStart(id);
  }

  @Test
  void aStartThatIsUnderWayCanBeStopped() throws Exception {
    Path gate = folder.resolve("gate");
    new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
    dashboard.close();
    serve("/bin/sh", "-c", "read word < " + gate);
    String id = card("one").get("id").asText();
    visitor.post("/api/studies/" + id + "/resume", "", "X-Mimar", "page");
    assertEquals(202, stop(id, "drain"));
    awaitEndOfStart(id);
    assertEquals("", card("one").get("problem").asText());
    assertEquals(409, stop(id, "drain"), "nobody runs it");
  }

  @Test
  void aProcessThatASignalEndedIsToldAsSuch() throws Exception {
    dashboard.close();
    serve("/bin/sh", "-c", "echo Searching; kill -9 $$");
    String id = card("one").get("id").asText();
    visitor.post("/api/studies/" + id + "/resume", "", "X-Mimar", "page");
    awaitEndOfStart(id);
    assertEquals("its process was ended by signal 9", card("one").get("problem").asText());
  }

  private void awaitEndOfStart(String id) throws Exception {
    while (visitor.json("/api/studies/" + id).get("starting").asBoolean()) { // or the test's time
      Thread.onSpinWait();
    }
  }

  // ---- numbers

  @Test
  void comparedStudiesHaveWilsonsIntervals() throws Exception {
    MadeStudies.write(runs.resolve("two"), 90, CLASSES);
    String query =
        "study=" + card("one").get("id").asText() + "&study=" + card("two").get("id").asText();
    JsonNode comparison = visitor.json("/api/compare?" + query);
    assertEquals(0, comparison.get("caveats").size(), comparison.toString());
    for (JsonNode study : comparison.get("studies")) {
      JsonNode bar = study.get("validation");
      Wilson wilson = Wilson.interval95(bar.get("value").asDouble(), 800);
      assertEquals(wilson.low(), bar.get("low").asDouble());
      assertEquals(wilson.high(), bar.get("high").asDouble());
      JsonNode last = study.get("progress").get(study.get("progress").size() - 1);
      assertEquals(bar.get("value").asDouble(), last.get(1).asDouble());
    }
    assertEquals(404, visitor.get("/api/compare?study=nope").statusCode());
    String many = "study=" + card("one").get("id").asText() + "&";
    assertEquals(400, visitor.get("/api/compare?" + many.repeat(13)).statusCode());
  }

  @Test
  void scoresOfFoldsAreOfAllSamplesThatTookTurns() throws Exception {
    try (StudyStore owner = StudyStore.open(runs.resolve("one"), Clock.systemUTC(), Map.of())) {
      owner.putMeta(StudyKeys.PLAN, Map.of(Resource.FOLDS, "5"));
    }
    JsonNode bar =
        visitor
            .json("/api/compare?study=" + card("one").get("id").asText())
            .at("/studies/0/validation");
    Wilson wilson = Wilson.interval95(bar.get("value").asDouble(), 3_200 + 800);
    assertEquals(wilson.low(), bar.get("low").asDouble());
    assertEquals(wilson.high(), bar.get("high").asDouble());
  }

  /** A chart of some trials must not leave out those that it rings or joins by a line. */
  @Test
  void chartsOfVeryManyTrialsHaveAllThatNoCheaperOneBeats() throws Exception {
    int trials = 3 * Charts.MOST;
    MadeStudies.write(runs.resolve("many"), trials, CLASSES);
    JsonNode points = visitor.json("/api/studies/" + card("many").get("id").asText() + "/points");
    assertTrue(points.get("number").size() < trials / 2, "all are there, so it shows nothing");
    Set<Integer> shown = new HashSet<>();
    points.get("number").forEach(number -> shown.add(number.asInt()));
    try (StudyStore store = StudyStore.read(runs.resolve("many"))) {
      for (String cost : List.of("params", "macs")) {
        Tradeoff tradeoff = new Tradeoff(Objective.ACCURACY, List.of(cost));
        List<Trial> front = store.queries().contenders(tradeoff, Set.of());
        assertTrue(front.size() > 5, "a front of " + front.size());
        front.forEach(t -> assertTrue(shown.contains(t.number()), cost + " of " + t.number()));
      }
    }
  }

  @Test
  void trialsLieInTheRowsOfTheirWorkersOrWhereNoneOverlaps() throws Exception {
    String id = card("one").get("id").asText();
    JsonNode timeline = visitor.json("/api/studies/" + id + "/timeline");
    JsonNode spans = timeline.get("spans");
    assertEquals(40, spans.size());
    for (JsonNode a : spans) {
      for (JsonNode b : spans) {
        boolean other = a.get("number").asInt() != b.get("number").asInt();
        boolean sameRow = a.get("lane").asInt() == b.get("lane").asInt();
        boolean overlap =
            a.get("from").asLong() + 2 < b.get("to").asLong()
                && b.get("from").asLong() + 2 < a.get("to").asLong();
        boolean known = a.get("number").asInt() % 2 == 0; // who trained it
        assertFalse(other && sameRow && overlap && !known, a + " and " + b);
        assertFalse(sameRow && known && b.get("number").asInt() % 2 == 1, a + " and " + b);
      }
    }
    List<String> workers = new ArrayList<>();
    timeline.get("workers").forEach(w -> workers.add(w.asText()));
    workers.removeIf(String::isEmpty);
    assertEquals(
        List.of("node process 0", "node process 1", "node process 2"),
        workers.stream().sorted().toList());
  }

  @Test
  void parallelCoordinatesHaveAValueForEachAxis() throws Exception {
    String id = card("one").get("id").asText();
    JsonNode parallel = visitor.json("/api/studies/" + id + "/parallel");
    int axes = parallel.get("axes").size();
    assertEquals("score", parallel.get("axes").get(axes - 1).get("name").asText());
    assertTrue(parallel.get("rows").size() > 5);
    parallel.get("rows").forEach(row -> assertEquals(axes, row.size()));
  }

  @Test
  void aTrialThatFailedBeforeAnEpochWasOverSaysSo() throws Exception {
    try (StudyStore owner = StudyStore.open(runs.resolve("one"), Clock.systemUTC(), Map.of())) {
      Trial old = owner.trial(0).orElseThrow();
      Result failed = Result.without(Outcome.FAILED, "the loss is NaN", 0.3);
      owner.record(
          new Trial(40, old.architecture(), old.costs(), old.proposer(), 0, old.seed(), failed));
    }
    String page = visitor.get("/studies/" + card("one").get("id").asText() + "/trials/40").body();
    assertTrue(page.contains("It ended before its first epoch was over."), page);
    assertFalse(page.contains("It broke a limit"), page);
  }

  @Test
  void theTrialsOfAModelSaySo() throws Exception {
    try (StudyStore owner = StudyStore.open(runs.resolve("one"), Clock.systemUTC(), Map.of())) {
      String trials = "/studies/" + card("one").get("id").asText() + "/trials/";
      owner.putMeta(StudyKeys.RESULT, modelOf(3));
      assertTrue(visitor.get(trials + 3).body().contains("the model is of it"));
      owner.putMeta(StudyKeys.MEMBERS, List.of(3, 1, 3));
      String page = visitor.get(trials + 1).body();
      assertTrue(page.contains("among the 3 networks of the model"), page);
      assertFalse(visitor.get(trials + 2).body().contains("networks of the model"));
    }
  }

  private static FinalResult modelOf(int trial) {
    return new FinalResult(
        trial,
        1_000,
        1_000,
        0.9,
        0.8,
        OptionalDouble.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        "",
        1,
        1,
        Map.of());
  }

  // ---- why, and logs

  @Test
  void anyTrialIsExplainedOnItsPage() throws Exception {
    ObjectNode told = Json.json().createObjectNode().put("metric", "accuracy");
    told.set("explanation", Json.json().valueToTree(Explained.search("<b>")));
    told.putArray("near")
        .addObject()
        .put("trial", 7)
        .put("distance", 0.25)
        .put("score", 0.75)
        .put("architecture", "<i>");
    told.putArray("verified");
    Path answer = Files.writeString(folder.resolve("answer"), told.toString());
    dashboard.close();
    serve("/bin/sh", "-c", "cat " + answer);
    String page = "/studies/" + card("one").get("id").asText() + "/trials/3";
    String before = visitor.get(page).body();
    assertTrue(before.contains("Explain this trial") && !before.contains("is expected to be"));
    String path = "/api" + page + "/why";
    assertEquals(202, visitor.post(path, "", "X-Mimar", "page").statusCode());
    while (visitor.json(path).get("stage").asText().equals("RUNNING")) { // or the test's time
      Thread.onSpinWait();
    }
    assertEquals("DONE", visitor.json(path).get("stage").asText());
    String after = visitor.get(page).body();
    for (String words :
        List.of(
            "Trial 3 is expected to be 7.0 points better than a random network",
            "operation 3: conv3x3 in place of skip: +1.9 points",
            "/trials/7\">7</a></td><td>0.250</td>",
            "&lt;i&gt;",
            "Explain it again")) {
      assertTrue(after.contains(words), words + " in " + after);
    }
    assertFalse(visitor.get(page.replace("/3", "/4")).body().contains("is expected to be"));
  }

  @Test
  void onlyATrialThatIsThereIsExplained() throws Exception {
    String api = "/api/studies/" + card("one").get("id").asText() + "/trials/";
    for (String number : List.of("40", "999999999", "x", "-1", "1234567890")) {
      String path = api + number + "/why";
      assertEquals(404, visitor.post(path, "", "X-Mimar", "page").statusCode(), number);
      assertEquals(404, visitor.get(path).statusCode(), number);
    }
    assertEquals(404, visitor.get(api + "0/why").statusCode(), "not asked");
    assertEquals(403, visitor.post(api + "0/why", "").statusCode(), "no page of this server");
    assertEquals(400, visitor.post(api + "0/why?to=x", "", "X-Mimar", "page").statusCode());
  }

  @Test
  void whyIsToldWhereItIsKnown() throws Exception {
    String id = card("one").get("id").asText();
    assertFalse(visitor.json("/api/studies/" + id).get("why").asBoolean());
    assertTrue(visitor.get("/studies/" + id + "/why").body().contains("at the end of a search"));
    MadeStudies.explain(runs.resolve("one"), "dense");
    assertTrue(visitor.json("/api/studies/" + id).get("why").asBoolean());
    String page = visitor.get("/studies/" + id + "/why").body();
    for (String words :
        List.of("operation 3: conv3x3", "+1.9 points", "Its worst errors", "without a column")) {
      assertTrue(page.contains(words), words);
    }
    JsonNode map = visitor.json("/api/studies/" + id + "/map");
    assertEquals(2, map.at("/proposals/x").size(), "what was proposed beside");
    assertEquals("generator", map.at("/proposals/proposer/0").asText());
  }

  /** The map is kept after the last trial, when a page may have asked for one already. */
  @Test
  void theMapThatIsKeptAtTheEndReplacesTheOneBefore() throws Exception {
    String path = "/api/studies/" + card("one").get("id").asText() + "/map";
    assertEquals(0, visitor.json(path).at("/proposals/x").size());
    int complete = visitor.json(path).get("number").size();
    MadeStudies.explain(runs.resolve("one"), "dense");
    JsonNode kept = visitor.json(path);
    assertEquals(2, kept.at("/proposals/x").size());
    assertEquals(complete, kept.get("number").size());
    for (String column : List.of("score", "params", "proposer", "outcome", "x", "y")) {
      assertEquals(complete, kept.get(column).size(), column);
    }
  }

  /** A map has the best and the newest of very many trials; it is old when there are newer ones. */
  @Test
  void aMapOfSomeTrialsIsTakenUntilAnotherCompletes() throws Exception {
    String path = "/api/studies/" + card("one").get("id").asText() + "/map";
    try (StudyStore owner = StudyStore.open(runs.resolve("one"), Clock.systemUTC(), Map.of())) {
      List<Integer> complete =
          owner.trials().stream()
              .filter(t -> t.outcome() == Outcome.COMPLETE)
              .map(Trial::number)
              .toList();
      List<TrialMap.Place> places =
          complete.subList(complete.size() - 3, complete.size()).stream()
              .map(n -> new TrialMap.Place(n, n, 1))
              .toList();
      owner.putMeta(StudyKeys.MAP, new TrialMap("hand", places, List.of()));
      JsonNode kept = visitor.json(path);
      assertEquals("hand", kept.get("words").asText());
      assertEquals(3, kept.get("number").size());
      record(owner, 40);
      long scored = owner.trials().stream().filter(t -> t.score().isPresent()).count();
      JsonNode anew = visitor.json(path);
      assertEquals(scored, anew.get("number").size());
      assertTrue(anew.get("outcome").toString().contains("\"stopped\""), anew::toString);
    }
  }

  /** Another pick marks another trial, though no trial was added. */
  @Test
  void anotherPickMarksAnotherTrial() throws Exception {
    String path = "/api/studies/" + card("one").get("id").asText() + "/trials?limit=40";
    int before = chosen(visitor.json(path));
    try (StudyStore owner = StudyStore.open(runs.resolve("one"), Clock.systemUTC(), Map.of())) {
      owner.putMeta(
          StudyKeys.STUDY,
          ((ObjectNode) Json.json().readTree(owner.meta(StudyKeys.STUDY).orElseThrow()))
              .put("pick", "SMALLEST")
              .set("minimised", Json.json().valueToTree(List.of("params"))));
      int best = Winner.of(owner).orElseThrow().number();
      assertTrue(before != best, "the pick of this test changes nothing");
      assertEquals(best, chosen(visitor.json(path)));
    }
  }

  private static int chosen(JsonNode page) {
    for (JsonNode row : page.get("rows")) {
      if (row.at("/trial/chosen").asBoolean()) {
        return row.at("/trial/number").asInt();
      }
    }
    throw new AssertionError("no trial is marked");
  }

  @Test
  void aLongLogIsCutAndToldAsAWhole() throws Exception {
    String api = "/api/studies/" + card("one").get("id").asText();
    Files.writeString(runs.resolve("one/owner.log"), "one line\n");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      lines.append("line ").append(i).append('\n');
    }
    Files.writeString(runs.resolve("one/workers.log"), lines);
    JsonNode logs = visitor.json(api + "/log");
    assertEquals(2, logs.size());
    assertFalse(logs.get(0).get("cut").asBoolean());
    assertTrue(logs.get(1).get("cut").asBoolean());
    List<String> end = logs.get(1).get("text").asText().lines().toList();
    assertEquals(200, end.size());
    assertEquals("line 29999", end.get(end.size() - 1));
    assertEquals(lines.toString(), visitor.get(api + "/logs/workers.log").body());
    assertEquals(404, visitor.get(api + "/logs/spark.log").statusCode());
    Path link = runs.resolve("one/spark.log");
    Files.createSymbolicLink(link, Files.writeString(runs.resolve("secret"), "of mine"));
    HttpResponse<String> linked = visitor.get(api + "/logs/spark.log");
    Files.delete(link);
    assertFalse(linked.body().contains("of mine"), linked.body());
    assertTrue(linked.body().contains("spark.log is a link"), linked.body());
  }

  @Test
  void aTrialHasWhatTheLogsSayOfIt() throws Exception {
    String api = "/api/studies/" + card("one").get("id").asText();
    Files.writeString(
        runs.resolve("one/owner.log"),
        """
        trial   1  complete   0.9
        trial   3  complete   0.8
        10:00:00 WARN  Study trial 1: its worker was lost
        trial   4  complete   0.7
        """);
    Files.writeString(
        runs.resolve("one/workers.log"),
        """
        10:00:00 ERROR WorkerDesk trial 1: its training failed
        The size of tensor a (3) must match:
        Exception raised from conv
        java.lang.IllegalStateException: <boom>
        \tat io.mimar.Somewhere
        10:00:01 WARN  WorkerDesk trial 10: its model was not kept
        \tat io.mimar.Elsewhere
        """);
    Files.writeString(
        runs.resolve("one/spark.log"),
        """
        26/11/29 10:00:00 WARN TaskSetManager: Lost task of trial 1
        java.lang.IllegalStateException: the executor is gone
        26/11/29 10:00:01 INFO DAGScheduler: Job 7 finished
        """);
    String page = visitor.get(api.substring(4) + "/trials/1").body();
    assertTrue(
        page.contains(
            "Lost task of trial 1\njava.lang.IllegalStateException: the executor is gone</pre>"),
        page);
    String said =
        """
        10:00:00 ERROR WorkerDesk trial 1: its training failed
        The size of tensor a (3) must match:
        Exception raised from conv
        java.lang.IllegalStateException: &lt;boom&gt;
        \tat io.mimar.Somewhere</pre>""";
    assertTrue(page.contains(said), page);
    assertTrue(
        page.contains(
            "trial   1  complete   0.9\n10:00:00 WARN  Study trial 1: its worker was lost</pre>"),
        page);
    assertTrue(page.contains(api + "/logs/workers.log"), "the whole log");
    String other = visitor.get(api.substring(4) + "/trials/2").body();
    assertTrue(other.contains("The logs of its run do not name it."), other);
  }

  // ---- events

  @Test
  void anEventComesWithANewTrialAndWithANewStudy() throws Exception {
    String id = card("one").get("id").asText();
    try (StudyStore owner = StudyStore.open(runs.resolve("one"), Clock.systemUTC(), Map.of());
        Socket socket = listen("/api/events")) {
      BufferedReader lines = lines(socket);
      await(lines, "here");
      await(lines, news(id, 40)); // the first look
      record(owner, 40);
      await(lines, news(id, 41));
      MadeStudies.write(runs.resolve("new"), 1, CLASSES);
      await(lines, news(card("new").get("id").asText(), 0));
    }
  }

  /** Between a page's question and its listening there is time for the last event of a study. */
  @Test
  void whoBeginsToListenIsToldWhateverHappenedBefore() throws Exception {
    String id = card("one").get("id").asText();
    String path = "/api/studies/" + id + "/events";
    try (Socket first = listen(path)) {
      BufferedReader lines = lines(first);
      await(lines, news(id, 40)); // nobody watched it before
      try (Socket second = listen(path)) {
        await(lines(second), "\"changed\":true");
      }
      try (StudyStore owner = StudyStore.open(runs.resolve("one"), Clock.systemUTC(), Map.of())) {
        record(owner, 40);
        await(lines, news(id, 41));
      }
    }
  }

  @Test
  void theFirstStudyOfAnEmptyShelfIsTold() throws Exception {
    Files.move(runs.resolve("one"), folder.resolve("away"));
    try (Socket socket = listen("/api/events")) {
      BufferedReader lines = lines(socket);
      await(lines, "\"study\":\"\""); // what there is: nothing
      Files.move(folder.resolve("away"), runs.resolve("one"));
      await(lines, "\"changed\":true");
    }
  }

  /** It takes a connection and says nothing, as a server does that hangs. */
  @Test
  void aServerThatHangsHoldsUpNoOtherStudy() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        StudyStore owner = StudyStore.open(runs.resolve("one"), Clock.systemUTC(), Map.of())) {
      Files.writeString(
          Files.createDirectories(runs.resolve("far")).resolve("study.store"),
          "{\"url\":\"jdbc:postgresql://127.0.0.1:%d/db?user=me\",\"study\":\"mimar_far\"}"
              .formatted(silent.getLocalPort()));
      JsonNode far = card("far");
      assertEquals("damaged", far.get("state").asText());
      assertTrue(far.get("problem").asText().contains("does not answer"), far.toString());
      String id = card("one").get("id").asText();
      try (Socket socket = listen("/api/events")) {
        BufferedReader lines = lines(socket);
        await(lines, news(id, 40));
        record(owner, 40);
        await(lines, news(id, 41)); // while the other is still looked at
      }
    }
  }

  private static String news(String id, int trials) {
    return "{\"study\":\"" + id + "\",\"trials\":" + trials + ",\"changed\":true}";
  }

  private static void record(StudyStore owner, int number) {
    Trial old = owner.trial(0).orElseThrow();
    owner.record(
        new Trial(
            number, old.architecture(), old.costs(), old.proposer(), 0, old.seed(), old.result()));
  }

  private Socket listen(String path) throws Exception {
    URI uri = URI.create(dashboard.url());
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(30_000);
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nAccept: text/event-stream\r\nHost: "
            + uri.getHost()
            + ":"
            + uri.getPort()
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static BufferedReader lines(Socket socket) throws Exception {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void await(BufferedReader lines, String words) throws Exception {
    String line = lines.readLine();
    while (line != null && !line.contains(words)) {
      line = lines.readLine();
    }
    assertTrue(line != null, "the line ended before: " + words);
  }
}
