package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.TinyTable;
import io.mimar.config.Json;
import io.mimar.embed.EmbeddingOptions;
import io.mimar.embed.Encoders;
import io.mimar.nn.Engine;
import io.mimar.random.Seeds;
import io.mimar.run.Searchers;
import io.mimar.search.Problem;
import io.mimar.table.TableProblem;
import io.mimar.table.TableReader;
import io.mimar.table.TableSearch;
import io.mimar.table.TableSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** Benchmarks on a tiny table, from the command line to what comes out. */
final class BenchTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path table;

  @BeforeAll
  static void writeTable() throws IOException {
    table = TinyTable.write(shared.resolve("tiny"));
  }

  private static String[] words(Path out, String searchers, String... more) {
    return Stream.concat(
            Stream.of(
                "bench",
                "--table",
                table.toString(),
                "--objective",
                "acc",
                "--searchers",
                searchers,
                "--out",
                out.toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private Program.Ran bench(String out, String searchers, String... more) {
    return Program.run(words(folder.resolve(out), searchers, more)).done();
  }

  /** The rows that each search asked for. */
  private Map<String, List<String>> asked(String out) throws IOException {
    Map<String, List<String>> asked = new LinkedHashMap<>();
    for (String line : Files.readAllLines(folder.resolve(out)).stream().skip(2).sorted().toList()) {
      String[] fields = line.split(",", -1);
      asked.put(fields[0] + " " + fields[1], Arrays.asList(fields[3].split(" ", -1)));
    }
    return asked;
  }

  /** The JSON without what a clock says. */
  private static JsonNode timeless(JsonNode json) {
    json.get("searchers").forEach(s -> ((ObjectNode) s).remove("cpuSecondsPerSearch"));
    return json;
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  // ---- what comes out

  @Test
  void theJsonHasThePromisedShapeAndThePageIsWhole() throws Exception {
    Path page = folder.resolve("page.html");
    Program.Ran ran =
        bench(
            "r.csv",
            "random,evolution,local,swarm,nsga2",
            "--report",
            "test",
            "--queries",
            "25",
            "--seeds",
            "3",
            "--json",
            "--html",
            page.toString());
    JsonNode json = ran.json();
    assertEquals(
        List.of("table", "objective", "report", "queries", "seeds", "searchers"),
        names(json).subList(0, 6));
    assertEquals("tiny", json.get("table").asText());
    assertEquals("acc", json.get("objective").asText());
    assertEquals("test", json.get("report").asText());
    assertEquals(25, json.get("queries").asInt());
    assertEquals(3, json.get("seeds").asInt());
    assertEquals(
        List.of("random", "evolution", "local", "swarm", "nsga2"), names(json.get("searchers")));
    assertEquals(30, json.get("pairs").size(), "by objective, report and queries");
    assertEquals(15, sum(json.get("ranks")), 1e-9);
    for (JsonNode searcher : json.get("searchers")) {
      assertEquals(
          List.of(
              "curve",
              "queriesToOptimumMean",
              "queriesToOptimumMedian",
              "queriesToOptimumStd",
              "queriesToOptimumMost",
              "cpuSecondsPerSearch"),
          names(searcher));
      assertTrue(searcher.get("cpuSecondsPerSearch").asDouble() > 0);
      checkCurve(searcher.get("curve"), json.get("optimum").asDouble());
    }
    assertTrue(ran.err().contains("search 15/15"), ran.err());
    checkPage(Files.readString(page));
  }

  private static double sum(JsonNode ranks) {
    double sum = 0;
    for (JsonNode rank : ranks) {
      sum += rank.asDouble();
    }
    return sum;
  }

  private static void checkCurve(JsonNode curve, double optimum) {
    assertEquals(List.of("10", "20", "25"), curve.findValuesAsText("queries"));
    double before = 0;
    for (JsonNode point : curve) {
      assertEquals(
          List.of(
              "queries",
              "objectiveMean",
              "objectiveStd",
              "reportMean",
              "reportStd",
              "optimumShare"),
          names(point));
      assertTrue(point.get("objectiveMean").asDouble() >= before);
      assertTrue(point.get("objectiveMean").asDouble() <= optimum);
      assertTrue(point.get("reportMean").isNumber() && point.get("reportStd").isNumber());
      before = point.get("objectiveMean").asDouble();
    }
  }

  /** Well-formed, with its charts, and nothing in it reaches out. */
  private static void checkPage(String html) throws Exception {
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html)));
    assertEquals(4, document.getElementsByTagName("svg").getLength(), "charts");
    for (String outside : List.of("script", "link", "img", "iframe", "a")) {
      assertEquals(0, document.getElementsByTagName(outside).getLength(), outside);
    }
    assertFalse(html.matches("(?s).*(https?://|url\\(|@import).*"));
    String text = document.getDocumentElement().getTextContent();
    assertTrue(text.contains("./mimar bench --table"), "how to do it again");
    assertTrue(text.contains("random less evolution"), "pairs");
  }

  @Test
  void withoutReportItIsNullAndATableIsPrinted() throws IOException {
    Path file = folder.resolve("out.json");
    Program.Ran ran =
        bench("r.csv", "random", "--queries", "5", "--seeds", "1", "--json", file.toString());
    JsonNode json = Json.json().readTree(Files.readString(file));
    assertTrue(json.get("report").isNull());
    assertTrue(json.get("searchers").get("random").get("curve").get(0).get("reportMean").isNull());
    assertEquals(0, json.get("pairs").size(), "one seed has no pairs");
    assertTrue(ran.out().contains("objective    acc (maximize)"), ran.out());
    ran.out().lines().forEach(l -> assertTrue(l.length() <= 100, l));
  }

  @Test
  void rowsWithoutAValueAreLeftOutAndLimitsHold() throws IOException {
    Program.Ran ran =
        bench(
            "r.csv",
            "random,local",
            "--report",
            "holes",
            "--limit",
            "ms<=50%",
            "--queries",
            "300",
            "--seeds",
            "1",
            "--json");
    assertTrue(ran.err().contains("- 81 of 243 rows lack a value"), ran.err());
    assertTrue(ran.err().contains("searches end after"), ran.err());
    JsonNode json = ran.json();
    assertEquals(TinyTable.ROWS - TinyTable.HOLES, json.get("rows").asInt());
    int feasible = json.get("feasibleRows").asInt();
    assertTrue(feasible >= 81 && feasible < 162, "half of them and ties");
    for (List<String> rows : asked("r.csv").values()) {
      assertEquals(feasible, rows.size(), "all that there are");
      assertEquals(feasible, rows.stream().distinct().count());
    }
    JsonNode curve = json.get("searchers").get("local").get("curve");
    assertEquals(1, curve.get(curve.size() - 1).get("optimumShare").asDouble());
  }

  @Test
  void twoObjectivesAreComparedByHypervolume() throws IOException {
    Program.Ran ran =
        Program.run(
                "bench",
                "--table",
                table.toString(),
                "--objective",
                "acc",
                "ms",
                "--searchers",
                "nsga2,random,local,evolution",
                "--queries",
                "60",
                "--seeds",
                "4",
                "--out",
                folder.resolve("r.csv").toString(),
                "--json")
            .done();
    JsonNode json = ran.json();
    assertEquals("[\"acc\",\"ms\"]", json.get("objective").toString());
    assertEquals("hypervolume", json.get("measure").asText());
    double nsga2 = last(json, "nsga2");
    assertTrue(nsga2 > last(json, "random") && nsga2 <= 1, () -> "" + json.get("searchers"));
  }

  private static double last(JsonNode json, String searcher) {
    JsonNode curve = json.get("searchers").get(searcher).get("curve");
    return curve.get(curve.size() - 1).get("objectiveMean").asDouble();
  }

  // ---- starts and what is told

  @Test
  void aSharedStartIsTheSameForAllAndOwnStartsAreNot() throws IOException {
    bench("own.csv", "random,evolution,swarm", "--queries", "12", "--seeds", "2");
    bench(
        "shared.csv",
        "random,evolution,swarm",
        "--queries",
        "12",
        "--seeds",
        "2",
        "--shared-start");
    Map<String, List<String>> sharedRows = asked("shared.csv");
    for (String seed : List.of("0", "1")) {
      List<String> start = sharedRows.get("random " + seed).subList(0, 10);
      assertEquals(start, sharedRows.get("swarm " + seed).subList(0, 10));
      assertEquals(start, sharedRows.get("evolution " + seed).subList(0, 10));
    }
    assertNotEquals(
        sharedRows.get("random 0").subList(0, 10), sharedRows.get("random 1").subList(0, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise", "warp", "shuffle"})
  void whatIsToldMovesSearchersButNotTheRandomOne(String transform) throws IOException {
    String[] size = {"--queries", "30", "--seeds", "2", "--json"};
    JsonNode plain = bench("plain.csv", "random,local", size).json();
    String[] told = Arrays.copyOf(size, size.length + 2);
    told[size.length] = "--transform";
    told[size.length + 1] = transform;
    Program.Ran ran = bench("told.csv", "random,local", told);
    assertTrue(ran.err().contains("after --transform " + transform), ran.err());
    assertEquals(asked("plain.csv").get("random 1"), asked("told.csv").get("random 1"));
    boolean keepsOrder = transform.equals("warp");
    assertEquals(
        keepsOrder, asked("plain.csv").get("local 1").equals(asked("told.csv").get("local 1")));
    double before = last(plain, "random");
    double after = last(ran.json(), "random");
    assertEquals(keepsOrder, before == after);
    assertTrue(after <= before || transform.equals("shuffle"), "noise may hide the best row");
  }

  // ---- going on

  @Test
  void aStoppedBenchmarkGoesOnToTheSameEnd() throws IOException {
    String[] size = {"--queries", "20", "--seeds", "4", "--batch", "3", "--json"};
    JsonNode whole = bench("whole.csv", "random,evolution", size).json();
    String text = Files.readString(folder.resolve("whole.csv"));
    Files.writeString(folder.resolve("cut.csv"), text.substring(0, text.length() - 40));
    Program.Ran ran = bench("cut.csv", "random,evolution", size);
    assertTrue(ran.err().contains("was cut off and is dropped"), ran.err());
    assertTrue(ran.err().contains("- 7 of 8 searches were done before."), ran.err());
    assertEquals(timeless(whole), timeless(ran.json()));
    assertEquals(asked("whole.csv"), asked("cut.csv"));
    String kept = Files.readString(folder.resolve("cut.csv"));
    JsonNode again = bench("cut.csv", "evolution", size).json();
    assertEquals(kept, Files.readString(folder.resolve("cut.csv")), "nothing was run");
    assertEquals(List.of("evolution"), names(again.get("searchers")));
  }

  @Test
  void otherSettingsAreRefused() throws IOException {
    bench("r.csv", "random", "--queries", "5", "--seeds", "1");
    String before = Files.readString(folder.resolve("r.csv"));
    Program.run(words(folder.resolve("r.csv"), "random", "--queries", "6", "--set", "gne.pool=7"))
        .refused(ExitCode.USAGE, "queries was 5, is 6", "gne.pool was 300, is 7", "r.csv", "--out");
    assertEquals(before, Files.readString(folder.resolve("r.csv")));
  }

  @Test
  void anInterruptKeepsWhatEnded() throws Exception {
    Assumptions.assumeFalse(isInterruptIgnored(), "started where SIGINT is ignored, as by nohup");
    Path out = folder.resolve("r.csv");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(
        List.of(words(out, "local", "--queries", "100", "--seeds", "10000", "--workers", "2")));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    StringBuilder heard = new StringBuilder();
    try (BufferedReader err = process.errorReader()) {
      boolean sent = false;
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        heard.append(line.startsWith("search ") ? "" : line + "\n");
        if (!sent && line.startsWith("search 20/")) {
          sent = true;
          new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
        }
      }
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "ends soon");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(ExitCode.INTERRUPTED, process.exitValue(), heard::toString);
    assertTrue(heard.toString().contains("are kept in " + out), heard::toString);
    assertTrue(heard.toString().contains("The same command goes on"), heard::toString);
    assertTrue(Files.readString(out).endsWith("\n"));
    Program.Ran ran = bench("r.csv", "local", "--queries", "100", "--seeds", "10");
    assertTrue(ran.err().contains("- 10 of 10 searches were done before."), ran.err());
  }

  /** Programs that a shell starts in the background inherit that, and Java keeps to it. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  // ---- trained searchers

  @Test
  void trainedSearchersAskTheSameOnOneThreadAndOnTwo() throws IOException {
    String searchers = "gne,bananas,npenas,saenas-ne";
    String[] size = {"--queries", "35", "--seeds", "2", "--set", "gne.embedding=off"};
    String[] one =
        Stream.concat(Stream.of(size), Stream.of("--workers", "1")).toArray(String[]::new);
    String[] two =
        Stream.concat(Stream.of(size), Stream.of("--workers", "2")).toArray(String[]::new);
    bench("one.csv", searchers, one);
    bench("two.csv", searchers, two);
    assertEquals(8, asked("one.csv").size());
    assertEquals(asked("one.csv"), asked("two.csv"));
  }

  @Test
  void gneEntersOnceMoreForEachWarmStart() throws IOException {
    List<String> size =
        List.of("--queries", "12", "--seeds", "2", "--set", "gne.embedding=off", "--json");
    List<String> sources = List.of("--warm-start", "test:20", "--warm-start", "ms:15:gne:shuffle");
    bench("cold.csv", "gne", size.toArray(String[]::new));
    for (String workers : List.of("1", "2")) {
      List<String> flags = new ArrayList<>(size);
      flags.addAll(sources);
      flags.addAll(List.of("--workers", workers));
      Program.Ran ran = bench(workers + ".csv", "gne", flags.toArray(String[]::new));
      String warm = "gne+warm-start=test:20";
      String shuffled = "gne+warm-start=ms:15:gne:shuffle";
      assertEquals(List.of("gne", warm, shuffled), names(ran.json().get("searchers")));
      assertTrue(
          ran.err().contains(warm + " starts from 20 queries of random search for test"),
          ran.err());
      assertTrue(ran.err().contains("15 queries of gne for ms after shuffle"), ran.err());
      for (String seed : List.of("0", "1")) {
        List<String> cold = asked("cold.csv").get("gne " + seed);
        assertEquals(cold, asked(workers + ".csv").get("gne " + seed), "without, as ever");
        assertNotEquals(cold, asked(workers + ".csv").get(warm + " " + seed));
      }
    }
    assertEquals(asked("1.csv"), asked("2.csv"));
  }

  /** On a plain list of choices a search needs no embedding. */
  @Test
  void gneAsksAsInARunOfItsOwn() throws IOException {
    Program.Ran ran = bench("r.csv", "gne,random", "--queries", "40", "--seeds", "3", "--json");
    assertFalse(ran.err().contains("embedding"), ran.err());
    assertTrue(last(ran.json(), "gne") > last(ran.json(), "random"), ran::out);
    TableSpace space = new TableSpace(TableReader.read(table));
    Problem problem = TableProblem.of(space, List.of(), space.table().metric("acc").objective());
    List<String> rows =
        new TableSearch(problem, space.table().column("acc"), 40, 1)
            .run(Searchers.standard(problem), Seeds.root(2)).stream()
                .map(trial -> "" + trial.architecture().row())
                .toList();
    assertEquals(rows, asked("r.csv").get("gne 2"));
  }

  @Test
  void gneMayEnterWithSettingsOfItsOwn() throws IOException {
    String changed = "gne+gne.evolution=off+gne.initial=9";
    Program.Ran both =
        bench("r.csv", "gne," + changed, "--queries", "40", "--seeds", "2", "--json");
    assertEquals(List.of("gne", changed), names(both.json().get("searchers")));
    Map<String, List<String>> asked = asked("r.csv");
    assertEquals(asked.get("gne 0").subList(0, 5), asked.get(changed + " 0").subList(0, 5));
    assertNotEquals(asked.get("gne 0"), asked.get(changed + " 0"));
  }

  @Test
  void gneSearchesInTheEmbeddingOfATableOfGraphs() throws IOException {
    Engine.start(1);
    String home = System.getProperty("user.home");
    Path cells = TinyTable.writeCells(folder.resolve("cells"));
    Path cache = folder.resolve(".cache/mimar/embeddings");
    Encoders.of(
        new TableSpace(TableReader.read(cells)),
        cache,
        new EmbeddingOptions(8, 1, 8, 4, 16, 1, 2, 64, 32, 2e-3, 0.005, 1.0),
        Seeds.root(0).at("embedding"));
    try {
      System.setProperty("user.home", folder.toString());
      String out = folder.resolve("r.csv").toString();
      Program.Ran ran =
          Program.run(
                  "bench",
                  "--table",
                  cells.toString(),
                  "--searchers",
                  "gne",
                  "--queries",
                  "12",
                  "--seeds",
                  "1",
                  "--out",
                  out)
              .done();
      assertTrue(ran.err().contains("Reading the embedding of table cells"), ran.err());
      assertEquals(12, asked("r.csv").get("gne 0").size());
      assertEquals(1, cache.toFile().list().length, "none was trained");
    } finally {
      System.setProperty("user.home", home);
    }
  }
}
