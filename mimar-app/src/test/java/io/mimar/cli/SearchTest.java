package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.TinyData;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on tiny images, with real workers, and every verb on the run that it makes. */
final class SearchTest {
  private static final int TRIALS = 6;

  /** With a time budget the final training may take eight times {@code final.epochs}, here 1. */
  private static final int ALL_EPOCHS = 8;

  @TempDir static Path folder;

  private static Path data;
  private static Path run;
  private static Program.Ran ran;

  @BeforeAll
  static void search() throws IOException {
    data = TinyData.write(folder.resolve("data"), 80);
    run = folder.resolve("run");
    List<String> command =
        TinySearch.command(data, run, TRIALS, "--searcher", "random", "--workers", "2", "--json");
    command.addAll(List.of("--set", "study.keep=1"));
    ran = Program.run(command.toArray(String[]::new));
  }

  @Test
  void theOutcomeIsOneJsonObjectOfThePromisedShape() throws IOException {
    JsonNode json = ran.done().json();
    assertEquals(
        List.of(
            "study",
            "metric",
            "seconds",
            "trials",
            "best",
            "model",
            "modelled",
            "report",
            "front",
            "proposers",
            "proposals"),
        names(json));
    assertTrue(json.at("/proposals/held").asInt() >= json.at("/trials/complete").asInt());
    assertEquals("run", json.get("study").asText());
    assertEquals("accuracy", json.get("metric").asText());
    assertTrue(json.get("seconds").isNumber() && json.get("seconds").asDouble() > 0);
    JsonNode trials = json.get("trials");
    assertEquals(List.of("complete", "stopped", "infeasible", "failed", "lost"), names(trials));
    assertEquals(TRIALS, trials.get("complete").asInt() + trials.get("stopped").asInt());
    assertEquals(0, trials.get("failed").asInt() + trials.get("lost").asInt());
    JsonNode best = json.get("best");
    assertEquals(
        List.of("trial", "architecture", "params", "macs", "validation", "test", "metrics"),
        names(best));
    assertTrue(best.get("params").asLong() > 0 && best.get("params").asLong() <= 60_000);
    assertTrue(best.get("macs").asLong() > 0 && best.get("macs").asLong() <= 200_000);
    for (String share : List.of("validation", "test")) {
      assertTrue(best.get(share).asDouble() >= 0 && best.get(share).asDouble() <= 1, share);
    }
    assertTrue(best.get("metrics").get("parity").asDouble() <= 1e-4);
    for (String file : List.of("model", "report")) {
      assertTrue(Files.isRegularFile(Path.of(json.get(file).asText())), file);
    }
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void theRunFolderIsComplete() throws IOException {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> inside = Files.list(run)) {
      inside.forEach(f -> files.add(f.getFileName().toString()));
    }
    assertTrue(
        files.containsAll(
            Set.of("data.bin", "model.onnx", "models", "report.html", "study.db", "study.yaml")),
        files::toString);
    assertTrue(
        files.stream().noneMatch(f -> f.endsWith(".tmp") || f.equals("next")), files::toString);
    try (Stream<Path> models = Files.list(run.resolve("models"))) {
      assertEquals(1, models.filter(f -> f.toString().endsWith(".onnx")).count(), "models kept");
    }
    Config written = ConfigLoader.from(Config.DEFAULT).file(run.resolve("study.yaml")).build();
    try (StudyStore store = StudyStore.read(run)) {
      String kept = store.meta(StudyKeys.CONFIG).orElseThrow();
      assertEquals(Json.json().readValue(kept, Config.class), written);
    }
    assertEquals(5, written.seed());
  }

  @Test
  void noArchitectureIsTrainedTwice() {
    List<String> hashes =
        TinySearch.sequence(run).stream().map(TinySearch.Line::architecture).toList();
    assertEquals(TRIALS, Set.copyOf(hashes).size());
  }

  @Test
  void oneWorkerInThisProcessGivesTheSameAsTwoProcesses() throws IOException {
    Path other = folder.resolve("one-worker");
    Program.Ran one =
        TinySearch.run(data, other, TRIALS, "--searcher", "random", "--workers", "1", "--json");
    assertEquals(TinySearch.sequence(run), TinySearch.sequence(other));
    JsonNode a = ran.json().get("best");
    JsonNode b = one.done().json().get("best");
    assertEquals(a.get("trial"), b.get("trial"));
    assertEquals(a.get("test"), b.get("test"), "the final training depends on the seed alone");
  }

  @Test
  void gneGivesTheSameSequenceUnderOneWorkerAsUnderTwo() {
    List<List<TinySearch.Line>> sequences = new ArrayList<>();
    for (String workers : List.of("1", "2")) {
      Path out = folder.resolve("gne-" + workers);
      TinySearch.run(
              data,
              out,
              7,
              "--searcher",
              "gne",
              "--workers",
              workers,
              "--set",
              "gne.initial=2",
              "--set",
              "schedule.rows=40",
              "--set",
              "schedule.epochs=1")
          .done();
      sequences.add(TinySearch.sequence(out));
    }
    assertEquals(sequences.get(0), sequences.get(1));
    assertEquals(7, sequences.get(0).size());
  }

  @Test
  void childrenInheritTheSameUnderOneWorkerAsUnderTwoAndInASecondSession() throws IOException {
    List<String> inheriting =
        List.of(
            "--searcher",
            "evolution",
            "--set",
            "evolution.population=2",
            "--set",
            "evolution.sample=2",
            "--set",
            "study.inherit=true",
            "--set",
            "study.portfolio=false",
            "--set",
            "study.lag=2",
            "--set",
            "schedule.rows=40",
            "--set",
            "schedule.patience=1000");
    List<List<TinySearch.Line>> sequences = new ArrayList<>();
    for (String workers : List.of("1", "2")) {
      Path out = folder.resolve("heirs-" + workers);
      List<String> words = new ArrayList<>(inheriting);
      words.addAll(List.of("--workers", workers));
      boolean whole = workers.equals("1");
      Program.Ran heirs = TinySearch.run(data, out, whole ? 9 : 7, words.toArray(String[]::new));
      String said = heirs.done().out() + heirs.err();
      assertTrue(said.contains("start from the weights of good ones"), said);
      if (!whole) {
        Program.run("resume", out.toString(), "--trials", "9").done();
      }
      sequences.add(TinySearch.sequence(out));
      assertTrue(Files.isRegularFile(out.resolve("weights").resolve("trial-8.bin")));
    }
    assertEquals(sequences.get(0), sequences.get(1));
    assertEquals(9, sequences.get(0).size());
    anExportLeavesWeightsAsTheyWereInherited(folder.resolve("heirs-2"));
    Path fresh = folder.resolve("heirs-none");
    List<String> without = new ArrayList<>(inheriting);
    without.set(without.indexOf("study.inherit=true"), "study.inherit=false");
    TinySearch.run(data, fresh, 9, without.toArray(String[]::new)).done();
    assertNotEquals(sequences.get(0), TinySearch.sequence(fresh), "nobody inherited anything");
    assertFalse(Files.exists(fresh.resolve("weights")));
  }

  @Test
  void zeroCostProxiesChooseTheSameInASecondSession() throws IOException {
    String[] told = {"--set", "gne.proxies=all", "--set", "study.portfolio=false"};
    Path whole = folder.resolve("told");
    Path halves = folder.resolve("told-in-halves");
    TinySearch.run(data, whole, 8, told).done();
    TinySearch.run(data, halves, 6, told).done();
    Program.run("resume", halves.toString(), "--trials", "8").done();
    assertEquals(TinySearch.sequence(whole), TinySearch.sequence(halves));
    Path plain = folder.resolve("not-told");
    TinySearch.run(data, plain, 8, "--set", "study.portfolio=false").done();
    assertNotEquals(TinySearch.sequence(whole), TinySearch.sequence(plain), "nobody was told");
  }

  private static void anExportLeavesWeightsAsTheyWereInherited(Path heirs) throws IOException {
    Path weights = heirs.resolve("weights").resolve("trial-8.bin");
    byte[] before = Files.readAllBytes(weights);
    Files.delete(heirs.resolve("models").resolve("trial-8.onnx"));
    Path out = folder.resolve("heir.onnx");
    Program.Ran exported =
        Program.run("export", heirs.toString(), "--trial", "8", "--out", out.toString()).done();
    String said = exported.out() + exported.err();
    assertTrue(said.contains("starts from fresh weights now"), said);
    assertArrayEquals(before, Files.readAllBytes(weights));
  }

  @Test
  void aRunThatIsExtendedEndsAsIfItHadBeenLongerFromTheStart() throws IOException {
    Path extended = folder.resolve("extended");
    TinySearch.run(data, extended, 3, "--searcher", "random", "--workers", "2").done();
    JsonNode json =
        Program.run("resume", extended.toString(), "--trials", "" + TRIALS, "--json").done().json();
    assertEquals(TinySearch.sequence(run), TinySearch.sequence(extended));
    assertEquals(ran.json().get("best"), json.get("best"));
  }

  // ---- reading a run

  @Test
  void statusTellsTheSameAndThatItIsFinished() throws IOException {
    JsonNode status = Program.run("status", run.toString(), "--json").done().json();
    assertEquals("finished", status.get("state").asText());
    for (String name : List.of("study", "metric", "trials", "best", "model", "report")) {
      assertEquals(ran.json().get(name), status.get(name), name);
    }
    assertTrue(Program.run("status", run.toString()).done().out().contains("finished"));
  }

  @Test
  void showListsTheTrialsAndShowsOne() throws IOException {
    assertEquals(TRIALS + 1, Program.run("show", run.toString()).done().out().lines().count());
    JsonNode all = Program.run("show", run.toString(), "--json").done().json();
    assertEquals(TRIALS, all.size());
    JsonNode one = Program.run("show", run.toString(), "0", "--json").done().json();
    assertEquals(all.get(0), one);
    assertTrue(Program.run("show", run.toString(), "0").done().out().contains("epoch   1"));
  }

  @Test
  void aKnownArchitectureIsTrainedFirst() {
    Path other = folder.resolve("enqueued");
    String shown = Program.run("show", run.toString(), "1").done().out();
    String choices = shown.lines().filter(l -> l.startsWith("choices")).findFirst().orElseThrow();
    TinySearch.run(
            data, other, 2, "--searcher", "random", "--enqueue", choices.substring(13).strip())
        .done();
    assertEquals(
        TinySearch.sequence(run).get(1).architecture(),
        TinySearch.sequence(other).get(0).architecture());
    assertTrue(Program.run("show", other.toString()).done().out().contains("  enqueued"));
  }

  @Test
  void aReportIsWrittenWhereAsked() throws IOException {
    Path file = folder.resolve("my-report.html");
    Program.run("report", run.toString(), "--out", file.toString()).done();
    assertTrue(Files.readString(file).contains("<html"));
  }

  @Test
  void theReportSaysWhy() throws IOException {
    String report = Files.readString(run.resolve("report.html"));

    assertTrue(report.contains("What makes networks good here"), "the search");
    assertTrue(report.contains("Its worst errors"), "the model");
  }

  @Test
  void aRunIsExplainedAndAPromiseTrained() throws IOException {
    JsonNode told = Program.run("explain", run.toString(), "--verify", "1", "--json").done().json();
    JsonNode explanation = told.get("explanation");
    JsonNode best = explanation.get("trial");
    double parts = 0;
    for (JsonNode part : best.get("parts")) {
      parts += part.get("gain").get("mean").asDouble();
    }

    assertEquals(TRIALS, explanation.get("trials").asInt());
    assertTrue(explanation.get("components").size() > 50, "components");
    assertEquals(1, told.get("verified").size());
    JsonNode measured = told.get("verified").get(0).get("measured");
    double gain = measured.get("mean").asDouble();
    assertTrue(gain >= -1 && gain <= 1, "a difference of accuracies");
    assertTrue(measured.at("/interval/low").asDouble() <= gain, told::toString);
    assertTrue(measured.at("/interval/high").asDouble() >= gain, told::toString);
    assertEquals(
        best.get("expected").asDouble() - parts, explanation.get("random").asDouble(), 0.1);
    String text = Program.run("explain", run.toString()).done().out();
    boolean believed = explanation.get("agreement").asDouble() >= 0.2;
    assertEquals(believed, text.contains("The most promising single changes"), text);
    assertEquals(believed, !text.contains("cannot be told from"), text);
  }

  /** Also of one that is not the winner, and then with the trials that are like it. */
  @Test
  void anyTrialIsExplainedByItself() throws IOException {
    int best =
        Program.run("status", run.toString(), "--json").done().json().at("/best/trial").asInt();
    int other = best == 0 ? 1 : 0;
    String number = String.valueOf(other);
    JsonNode told =
        Program.run("explain", run.toString(), "--trial", number, "--json").done().json();
    JsonNode single = told.at("/explanation/trial");
    assertEquals(other, single.get("number").asInt());
    double sum = told.at("/explanation/random").asDouble();
    for (JsonNode part : single.get("parts")) {
      sum += part.at("/gain/mean").asDouble();
    }
    assertEquals(single.get("expected").asDouble(), sum, 0.1, "its parts are all it has");
    JsonNode near = Program.run("map", run.toString(), "--near", number, "--json").done().json();
    assertEquals(near, told.get("near"));
    String text = Program.run("explain", run.toString(), "--trial", number).done().out();
    assertTrue(text.contains("The trials most like trial " + other), text);
  }

  /** The surrogate knows what to expect of an architecture that was never trained. */
  @Test
  void aTrialThatFailedIsExplainedToo(@TempDir Path folder) throws IOException {
    Path copy = folder.resolve("copy");
    copy(run, copy);
    int failed;
    try (StudyStore store = StudyStore.open(copy, Clock.systemUTC(), Map.of())) {
      Trial last = store.trial(TRIALS - 1).orElseThrow();
      failed = TRIALS;
      Result result = Result.without(Outcome.FAILED, "the loss is NaN", 0.1);
      store.record(new Trial(failed, last.architecture(), last.costs(), "random", 0, 1, result));
    }
    JsonNode told =
        Program.run("explain", copy.toString(), "--trial", "" + failed, "--json").done().json();
    assertEquals(failed, told.at("/explanation/trial/number").asInt());
    assertEquals(TRIALS - 1, told.at("/near/0/trial").asInt(), "the same architecture");
    assertEquals(0, told.at("/near/0/distance").asDouble());
  }

  /** As after a kill in the final training, or where another member of the front is picked. */
  @Test
  void aModelIsTrainedAsLongAsWasPlannedThoughTheTimeIsOver(@TempDir Path folder)
      throws IOException {
    Path copy = folder.resolve("late");
    copy(run, copy);
    try (StudyStore store = StudyStore.open(copy, Clock.systemUTC(), Map.of())) {
      store.removeMeta(StudyKeys.RESULT);
      store.elapsed(Duration.ofMinutes(2));
    }
    Program.Ran late = Program.run("resume", copy.toString(), "--budget", "20s").done();
    String said = "- Too little time is left: the final training takes the ";
    assertTrue((late.out() + late.err()).contains(said), late.out() + late.err());
    try (StudyStore store = StudyStore.read(copy)) {
      assertEquals(TRIALS, store.trials().size());
      FinalResult result = store.meta(StudyKeys.RESULT, FinalResult.class).orElseThrow();
      boolean ended = result.epochs() == ALL_EPOCHS;
      assertTrue(ended || result.seconds() > 3, () -> "of about 8 s that are planned: " + result);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  @Test
  void trialsAreMappedAndWhatLiesBetweenThem() throws IOException {
    JsonNode plane = Program.run("map", run.toString(), "--json").done().json();
    assertEquals(TRIALS, plane.get("places").size());
    assertEquals(200, plane.get("proposals").size(), "what random search would ask for next");
    assertEquals("random", plane.at("/proposals/0/proposer").asText());
    assertTrue(Files.readString(run.resolve("report.html")).contains("class=\"proposed\""));
    JsonNode near = Program.run("map", run.toString(), "--near", "1", "--json").done().json();
    assertEquals(TRIALS - 1, near.size());
    for (int i = 1; i < near.size(); i++) {
      double before = near.get(i - 1).get("distance").asDouble();
      assertTrue(near.get(i).get("distance").asDouble() >= before, near::toString);
    }
    JsonNode between =
        Program.run("map", run.toString(), "--between", "0,2", "--json").done().json();
    assertEquals(0, between.get(0).get("share").asDouble());
    assertEquals(1, between.get(between.size() - 1).get("share").asDouble());
    assertTrue(between.size() > 2, between::toString);
    Program.run("map", run.toString(), "--near", "77").refused(ExitCode.USAGE, "77");
    Program.run("map", run.toString(), "--between", "1").refused(ExitCode.USAGE, "two trials");
    Program.run("map", run.toString(), "--between", "1,1").refused(ExitCode.USAGE, "[1, 1]");
    Program.run("map", run.toString(), "--near", "1", "--between", "0,1")
        .refused(ExitCode.USAGE, "--near and --between");
  }

  @Test
  void aTrialThatDoesNotExistIsNamed() {
    for (String number : List.of("6", "99", "-1")) {
      Program.run("show", run.toString(), number)
          .refused(ExitCode.USAGE, "trial is " + number + ", but " + run + " has 6 trials up to 5");
      Program.run("export", run.toString(), "--trial", number)
          .refused(ExitCode.USAGE, "trial is " + number);
    }
    Program.run("show", run.toString(), "abc").refused(ExitCode.USAGE, "abc");
    Program.run("explain", run.toString(), "--trial", "99").refused(ExitCode.USAGE, "99");
    Program.run("explain", run.toString(), "--verify", "-1").refused(ExitCode.USAGE, "-1");
  }

  @Test
  void aRunIsNotStartedOver() throws IOException {
    byte[] before = Files.readAllBytes(run.resolve("data.bin"));
    TinySearch.run(data, run, 1).refused(ExitCode.USAGE, "there is a run in " + run + " already");
    assertEquals(List.of(before.length), List.of((int) Files.size(run.resolve("data.bin"))));
    assertEquals(TRIALS, TinySearch.sequence(run).size());
  }

  @Test
  void resumeRefusesWrongFlagsAsUsage() {
    Program.run("resume", run.toString(), "--trials", "abc")
        .refused(ExitCode.USAGE, "--trials is \"abc\"");
    Program.run("resume", run.toString(), "--budget", "soon")
        .refused(ExitCode.USAGE, "--budget is \"soon\"");
    Program.run("resume", run.toString(), "--trials", "0").refused(ExitCode.USAGE, "--trials is 0");
  }

  @Test
  void resumingAFinishedRunChangesNothing() throws IOException {
    List<TinySearch.Line> before = TinySearch.sequence(run);
    Program.Ran again = Program.run("resume", run.toString(), "--json").done();
    assertEquals(ran.json().get("best"), again.json().get("best"));
    assertTrue(again.err().contains("Nothing was left to do"), again.err());
    assertEquals(before, TinySearch.sequence(run));
  }

  // ---- models

  @Test
  void theExportedWinnerScoresWhatWasRecorded() throws IOException {
    Path file = folder.resolve("winner.onnx");
    JsonNode exported =
        Program.run("export", run.toString(), "--out", file.toString(), "--json").done().json();
    assertEquals(
        ran.json().get("best").get("test").asDouble(), exported.get("recorded").asDouble());
    assertTrue(exported.get("agrees").asBoolean());
    assertTrue(Files.size(file) > 0);
  }

  @Test
  void aTrialThatWasNotKeptIsTrainedAgainAndScoresTheSame() throws IOException {
    int best = ran.json().get("best").get("trial").asInt();
    Trial other;
    try (StudyStore store = StudyStore.read(run)) {
      other =
          store.trials().stream()
              .filter(t -> t.outcome() == Outcome.COMPLETE && t.number() != best)
              .findFirst()
              .orElseThrow();
    }
    Path file = folder.resolve("again.onnx");
    Program.Ran export =
        Program.run(
            "export",
            run.toString(),
            "--trial",
            "" + other.number(),
            "--out",
            file.toString(),
            "--json");
    JsonNode json = export.done().json();
    assertTrue(export.err().contains("trained again from its seed"), export.err());
    assertEquals(other.score().orElseThrow(), json.get("recorded").asDouble());
    assertTrue(json.get("agrees").asBoolean(), json::toString);
  }

  @Test
  void predictAndEvaluateAgree() throws IOException {
    String model = run.resolve("model.onnx").toString();
    JsonNode score =
        Program.run("evaluate", model, "--data", data.toString(), "--json").done().json();
    assertEquals(240, score.get("rows").asInt());
    Program.Ran csv = Program.run("predict", model, data.toString()).done();
    List<String> lines = csv.out().lines().toList();
    assertEquals(
        "file,class,probability of lying,probability of sloping,probability of standing",
        lines.get(0));
    assertEquals(241, lines.size());
    long right = lines.stream().skip(1).filter(SearchTest::isRight).count();
    assertEquals(score.get("accuracy").asDouble(), right / 240.0, 1e-9);
    JsonNode line =
        Program.run("predict", model, data.resolve("lying/i0.png").toString(), "--json")
            .done()
            .json();
    assertTrue(TinyData.CLASSES.contains(line.get("class").asText()), line::toString);
  }

  @Test
  void imagesOfAnIdxFileAreToldInItsOrder() throws IOException {
    String model = run.resolve("model.onnx").toString();
    Path files = Files.createDirectory(folder.resolve("idx"));
    Path idx = files.resolve("t10k-images-idx3-ubyte");
    byte[] header = {0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2};
    Files.write(idx, Arrays.copyOf(header, header.length + 3 * 4));
    for (Path given : List.of(idx, files)) {
      List<String> lines =
          Program.run("predict", model, given.toString()).done().out().lines().toList();
      assertEquals(4, lines.size());
      assertTrue(lines.get(3).startsWith("t10k-images-idx3-ubyte#2,"), lines.get(3));
    }
    Files.write(idx, header);
    Program.run("predict", model, idx.toString()).refused(ExitCode.USAGE, "is cut short");
    Program.run("predict", model, files.resolve("t10k-images.idx3-ubyte").toString())
        .refused(ExitCode.USAGE, "t10k-images.idx3-ubyte");
  }

  private static boolean isRight(String line) {
    String[] fields = line.split(",", -1);
    return Path.of(fields[0]).getParent().endsWith(fields[1]);
  }

  @Test
  void imagesThatAreNoneAreRefusedOrSkipped() throws IOException {
    String model = run.resolve("model.onnx").toString();
    String good = data.resolve("lying/i0.png").toString();
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    Path missing = folder.resolve("missing.png");
    for (Path bad : List.of(text, missing)) {
      Program.run("predict", model, bad.toString()).refused(ExitCode.USAGE, bad.toString());
      Program.Ran on = Program.run("predict", model, good, bad.toString(), "--keep-going").done();
      assertEquals(2, on.out().lines().count());
      assertTrue(on.err().contains(bad.toString()), on.err());
      Program.Ran none = Program.run("predict", model, bad.toString(), "--keep-going");
      assertEquals(ExitCode.FAILED, none.code());
      assertTrue(none.err().contains("none of 1 files"), none.err());
    }
    Path empty = Files.createDirectory(folder.resolve("nothing here"));
    Program.run("predict", model, empty.toString())
        .refused(ExitCode.USAGE, "no image file in", "nothing here");
  }

  @Test
  void dataWithAClassOfItsOwnCannotBeScored() throws IOException {
    Path other = TinyData.write(folder.resolve("other"), 1);
    Files.move(other.resolve("lying"), other.resolve("crossing"));
    Program.run("evaluate", run.resolve("model.onnx").toString(), "--data", other.toString())
        .refused(ExitCode.USAGE, "crossing");
  }

  @Test
  void aDamagedModelReplacesNothing() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("damaged"));
    for (String name : List.of("study.db", "data.bin", "model.onnx.expected")) {
      Files.copy(run.resolve(name), copy.resolve(name));
    }
    Files.writeString(copy.resolve("model.onnx"), "no model");
    Path before = Files.writeString(folder.resolve("before.onnx"), "an older model");
    Program.run("export", copy.toString(), "--out", before.toString())
        .refused(ExitCode.USAGE, "model.onnx");
    assertEquals("an older model", Files.readString(before));
    Path none = folder.resolve("none.onnx");
    Program.run("export", copy.toString(), "--out", none.toString())
        .refused(ExitCode.USAGE, "model.onnx");
    assertFalse(Files.exists(none), "half an export");
    Files.delete(copy.resolve("model.onnx"));
    Program.run("export", copy.toString(), "--out", none.toString())
        .refused(ExitCode.USAGE, "model.onnx is missing", "Give --trial");
  }

  @Test
  void anExportThatCannotBeWrittenIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    Program.run("export", run.toString(), "--out", file.resolve("model.onnx").toString())
        .refused(ExitCode.USAGE, "--out");
    Path directory = Files.createDirectory(folder.resolve("empty"));
    Program.run("export", run.toString(), "--out", directory.toString())
        .refused(ExitCode.USAGE, directory + ", which is a folder");
    assertTrue(Files.isDirectory(directory), "an empty folder was replaced");
  }
}
