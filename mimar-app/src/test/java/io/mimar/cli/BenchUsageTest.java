package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.TinyTable;
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

/**
 * What the bench verb says to wrong usage: two lines and exit code 2, before anything is written.
 */
final class BenchUsageTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path table;

  @BeforeAll
  static void writeTable() throws IOException {
    table = TinyTable.write(shared.resolve("tiny"));
  }

  private Program.Ran bench(String... flags) {
    List<String> words = new ArrayList<>(List.of("bench", "--table", table.toString()));
    if (!List.of(flags).contains("--out")) {
      words.addAll(List.of("--out", folder.resolve("out.csv").toString()));
    }
    words.addAll(List.of(flags));
    return Program.run(words.toArray(String[]::new));
  }

  private void assertNothingLeft() {
    assertFalse(Files.exists(folder.resolve("out.csv")), "a file was left behind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--objective|nope|no metric nope|acc",
        "--objective|''|no metric|acc",
        "--report|nope|no metric nope|acc",
        "--searchers|gnee|searcher is \"gnee\"|Did you mean gne?",
        "--searchers|random,random|named twice|once",
        "--searchers|random,,local|searcher is \"\"|commas",
        "--searchers|sanas-ne|searcher is \"sanas-ne\"|Did you mean saenas-ne?",
        "--searchers|gne+gne.pol=5|key gne.pol in --set does not exist|Did you mean gne.pool?",
        "--searchers|gne+gne.pool=x|gne.pool is \"x\"|whole number",
        "--searchers|gne+|no setting after it|gne.swarm=off",
        "--searchers|local+local.patience=3|searcher local+local.patience=3 has settings|published",
        "--queries|0|--queries is 0|in [1",
        "--queries|-3|--queries is -3|in [1",
        "--queries|many|--queries|many",
        "--queries|1e3|--queries|1e3",
        "--queries|99999999999|--queries|99999999999",
        "--seeds|0|--seeds is 0|in [1",
        "--seeds|x|--seeds|x",
        "--first-seed|1.5|--first-seed|1.5",
        "--first-seed|9223372036854775807|--first-seed is 9223372036854775807|in [",
        "--batch|0|--batch is 0|in [1",
        "--workers|-1|--workers is -1|in [0",
        "--limit|ms|--limit is \"ms\"|COLUMN<=NUMBER",
        "--limit|ms=3|--limit is \"ms=3\"|COLUMN<=NUMBER",
        "--limit|ms>=3|--limit is \"ms>=3\"|COLUMN<=NUMBER",
        "--limit|<=3|--limit is \"<=3\"|COLUMN<=NUMBER",
        "--limit|ms<=|--limit is \"ms<=\"|a number",
        "--limit|ms<=fast|--limit is \"ms<=fast\"|a number",
        "--limit|ms<=NaN|--limit is \"ms<=NaN\"|a number",
        "--limit|ms<=1e999|--limit is \"ms<=1e999\"|below",
        "--limit|ms<=101%|--limit is \"ms<=101%\"|share",
        "--limit|ms<=-1%|--limit is \"ms<=-1%\"|share",
        "--limit|ms<=%|--limit is \"ms<=%\"|a number",
        "--limit|nope<=3|no metric nope|acc",
        "--limit|ms<=0.5|no row of table tiny holds ms<=0.5|ms 1.",
        "--limit|acc<=60|acc is limited|cost",
        "--warm-start|test|--warm-start is \"test\"|COLUMN:QUERIES",
        "--warm-start|''|--warm-start is \"\"|COLUMN:QUERIES",
        "--warm-start|:20|--warm-start is \":20\"|COLUMN:QUERIES",
        "--warm-start|test:|--warm-start is \"test:\"|COLUMN:QUERIES",
        "--warm-start|test:-20|--warm-start is \"test:-20\"|COLUMN:QUERIES",
        "--warm-start|test:1e2|--warm-start is \"test:1e2\"|COLUMN:QUERIES",
        "--warm-start|test:99999999|--warm-start is \"test:99999999\"|COLUMN:QUERIES",
        "--warm-start|test:20:|--warm-start is \"test:20:\"|:shuffle",
        "--warm-start|test:20:local|--warm-start is \"test:20:local\"|:shuffle",
        "--warm-start|test:20:gne:random|--warm-start is \"test:20:gne:random\"|:shuffle",
        "--warm-start|test:20:warp:noise|--warm-start is \"test:20:warp:noise\"|:shuffle",
        "--warm-start|test:9|queries of --warm-start is 9|in [10",
        "--warm-start|test:2000000|queries of --warm-start is 2000000|in [10",
        "--warm-start|nope:20|no metric nope|acc",
        "--warm-start|acc:20|what --objective asks for|another column",
        "--warm-start|acc:20:warp|what --objective asks for|another column",
        "--searchers|gne+warm-start=test|--warm-start is \"test\"|COLUMN:QUERIES",
        "--searchers|gne+warm-start=test:20+warm-start=ms:20|2 warm starts|by itself",
        "--searchers|random+warm-start=test:20|random+warm-start=test:20 has settings|published",
        "--transform|loud|--transform is \"loud\"|noise",
        "--transform|NOISE|--transform is \"NOISE\"|noise",
        "--set|pool=3|key pool in --set is none of GNE's|Did you mean gne.pool?",
        "--set|evolution.population=5|none of GNE's|gne.",
        "--set|seed=5|none of GNE's|gne.",
        "--set|gne.swarm|must be of the form|gne.swarm=VALUE",
        "--set|gne.foo=1|key gne.foo in --set does not exist|pool",
        "--set|gne.pol=5|key gne.pol in --set does not exist|Did you mean gne.pool?",
        "--set|gne.proxies=all|gne.proxies is ALL|off on a table",
        "--set|gne.pool=x|gne.pool is \"x\"|whole number",
        "--set|gne.pool=0|gne.pool is 0|in [1",
        "--set|nonsense|--set is \"nonsense\"|a.b=c",
        "--table|nowhere|there is no folder nowhere|table.json",
        "--querys|3|--querys|Did you mean --queries?",
      })
  void aWrongFlagIsRefused(String flag, String value, String words, String hint) {
    if (flag.equals("--table")) {
      Program.run("bench", flag, value).refused(ExitCode.USAGE, words, hint);
    } else {
      bench(flag, value).refused(ExitCode.USAGE, words, hint);
    }
    assertNothingLeft();
  }

  @Test
  void objectivesAreOneOrTwoDifferentOnes() {
    bench("--objective", "acc", "ms", "holes").refused(ExitCode.USAGE, "names 3 columns");
    bench("--objective", "acc", "acc").refused(ExitCode.USAGE, "acc is named twice");
    bench("--report", "test", "--limit", "test<=50").refused(ExitCode.USAGE, "test is limited");
    bench("--report", "test", "--warm-start", "test:20")
        .refused(ExitCode.USAGE, "what --report judges by");
    assertNothingLeft();
  }

  @Test
  void withoutATableTheOneThatShipsIsSearched() throws IOException {
    String out = folder.resolve("out.csv").toString();
    String[] words = {"bench", "--searchers", "random,local", "--seeds", "2", "--queries", "20"};
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--out", out, "--json"));
    JsonNode json = Program.run(all.toArray(String[]::new)).done().json();
    assertEquals("fashion-cells", json.get("table").asText());
    assertEquals("accuracy", json.get("objective").asText());
    double reached = json.at("/searchers/local/curve/1/objectiveMean").asDouble();
    assertTrue(reached > 70 && reached <= json.get("optimum").asDouble(), json.toString());
  }

  @Test
  void filesThatCannotBeWrittenAreRefusedAtOnce() throws IOException {
    String nowhere = folder.resolve("no/file").toString();
    for (String flag : List.of("--json", "--html", "--out")) {
      bench(flag, nowhere).refused(ExitCode.USAGE, "there is no folder for", nowhere);
      bench(flag, folder.toString()).refused(ExitCode.USAGE, "is a folder");
    }
    String one = folder.resolve("one").toString();
    bench("--json", one, "--html", one).refused(ExitCode.USAGE, "named for two files");
    bench("--html", one, "--out", one).refused(ExitCode.USAGE, "named for two files");
    assertNothingLeft();
  }

  @Test
  void aFileOfOthersIsLeftAlone() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious.csv"), "a,b\n1,2\n");
    bench("--out", precious.toString()).refused(ExitCode.USAGE, "was not written by");
    assertEquals("a,b\n1,2\n", Files.readString(precious));
  }

  @Test
  void aTableOfOneRowIsRefused() throws IOException {
    Path one = TinyTable.write(folder.resolve("one"));
    List<String> lines = Files.readAllLines(one.resolve("rows.csv"));
    Files.write(one.resolve("rows.csv"), lines.subList(0, 2));
    Program.run("bench", "--table", one.toString(), "--out", folder.resolve("out.csv").toString())
        .refused(ExitCode.USAGE, "has one row");
  }
}
