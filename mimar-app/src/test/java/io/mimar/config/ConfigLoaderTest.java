package io.mimar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.MimarException;
import io.mimar.data.Dataset;
import io.mimar.random.Seeds;
import io.mimar.task.Tasks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers of configuration, and what is no configuration. */
final class ConfigLoaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "auto,auto,3,true",
    "rmse,auto,3,false",
    "accuracy,auto,3,true",
    "rmse,classification,3,true",
    "accuracy,auto,30,true",
    "auto,auto,30,false",
    "accuracy,auto,.5,false"
  })
  void aMetricSaysWhatWholeNumbersAreWhereNothingElseDoes(
      String metric, String kind, String values, boolean classes) throws IOException {
    StringBuilder rows = new StringBuilder("a,y\n");
    for (int i = 0; i < 120; i++) {
      String y =
          switch (values) {
            case "3" -> "" + i % 3;
            case "30" -> "" + i % 30;
            default -> "" + i % 30 * 0.5;
          };
      rows.append(i * 0.7 % 1).append(',').append(y).append('\n');
    }
    Path file = Files.writeString(folder.resolve("t.csv"), rows);
    Config config =
        ConfigLoader.from(Config.DEFAULT).set("metric=" + metric).set("data.kind=" + kind).build();
    Dataset read = config.open(options -> Tasks.open(file, options, Seeds.root(1)));
    assertEquals(classes, !read.classes().isEmpty(), read.assumptions().toString());
  }

  @Test
  void whereAmountsAreAskedForAnotherColumnMayBeTheTarget() throws IOException {
    Path file = folder.resolve("sizes.csv");
    Files.writeString(file, "x,size,cost\n" + "0.3,M,5\n0.4,L,7\n0.5,M,6\n0.1,L,9\n".repeat(9));
    Config config = ConfigLoader.from(Config.DEFAULT).set("metric=mae").build();
    Dataset read = config.open(options -> Tasks.open(file, options, Seeds.root(1)));
    assertTrue(read.assumptions().toString().contains("column cost"), read.assumptions()::toString);
    assertEquals(List.of(), read.classes());
  }

  // ---- layers

  @Test
  void aFlagBeatsTheEnvironmentBeatsTheFileBeatsTheDefault() throws IOException {
    Path file = file("seed: 1\nworkers: 1\nsearcher: local\nstudy:\n  lag: 9\n");
    Config config =
        ConfigLoader.from(Config.DEFAULT)
            .file(file)
            .environment(Map.of("MIMAR_SEED", "2", "MIMAR_WORKERS", "2", "MIMAR_LOG", "debug"))
            .flag("seed", "3", "--seed")
            .build();
    assertEquals(3, config.seed());
    assertEquals(2, config.workers());
    assertEquals("local", config.searcher());
    assertEquals(9, config.study().lag());
    assertEquals(Config.DEFAULT.study().keep(), config.study().keep());
    assertEquals(Config.DEFAULT.device(), config.device());
  }

  @Test
  void theEnvironmentNamesNestedKeysWithUnderscores() {
    Config config =
        ConfigLoader.from(Config.DEFAULT)
            .environment(Map.of("MIMAR_BUDGET_TIME", "10m", "MIMAR_DATA_GROUPBY", "p(\\d+)"))
            .build();
    assertEquals(Optional.of("10m"), config.budget().time());
    assertEquals("p(\\d+)", config.data().groupBy());
  }

  @Test
  void aJsonFileIsAStudyFileToo() throws IOException {
    Config config =
        ConfigLoader.from(Config.DEFAULT).file(file("{\"limits\": {\"params\": 5}}")).build();
    assertEquals(OptionalLong.of(5), config.limits().params());
  }

  @Test
  void limitsMayBeWrittenShort() throws IOException {
    Config config =
        ConfigLoader.from(Config.DEFAULT)
            .file(file("limits: {params: 200k, macs: 1.5M, memory: 12000}"))
            .build();
    assertEquals(OptionalLong.of(200_000), config.limits().params());
    assertEquals(OptionalLong.of(1_500_000), config.limits().macs());
    assertEquals(OptionalLong.of(12_000), config.limits().memory());
  }

  @Test
  void setTakesWholeSections() {
    assertEquals(OptionalInt.of(3), set("budget={trials: 3}").budget().trials());
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker.nice=1", "worker.heap=512M", "worker.memory=2G"})
  void whatOnlyAProcessCanBeHeldToIsRefusedWithoutOne(String bound) {
    MimarException e = assertThrows(MimarException.class, () -> set("executor=in-process", bound));
    assertEquals(
        "executor is in-process, but must be processes where worker.nice, worker.heap or"
            + " worker.memory is given",
        e.getMessage());
    assertEquals("in-process", set("executor=in-process", "worker.time=1h").executor());
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark-submit", "spark://master:7077"})
  void whatLiesInARunsFolderIsNotInheritedOnACluster(String cluster) {
    MimarException e =
        assertThrows(MimarException.class, () -> set("executor=" + cluster, "study.inherit=true"));
    assertEquals(
        "executor is "
            + cluster
            + ", but must be processes where study.inherit is true: weights are kept in the run's"
            + " folder",
        e.getMessage());
    assertTrue(set("executor=in-process", "study.inherit=true").study().inherit());
  }

  // ---- every key

  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    collect(tree(Config.DEFAULT), "", keys);
    return keys;
  }

  /** It is kept with a study, but another key decides. */
  private static boolean isDecidedElsewhere(String key) {
    return key.equals("train.epochs");
  }

  private static void collect(JsonNode node, String prefix, List<String> keys) {
    node.properties()
        .forEach(
            e -> {
              if (e.getValue().isObject()) {
                collect(e.getValue(), prefix + e.getKey() + ".", keys);
              } else if (!isDecidedElsewhere(prefix + e.getKey())) {
                keys.add(prefix + e.getKey());
              }
            });
  }

  private static JsonNode tree(Config config) {
    return Json.json().valueToTree(config);
  }

  private static JsonNode at(Config config, String key) {
    return tree(config).at("/" + key.replace('.', '/'));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyCanBeSetAndSurvivesBothFormats(String key) throws IOException {
    Config changed = changed(key);
    assertNotEquals(at(Config.DEFAULT, key), at(changed, key), "setting " + key);
    String yaml = Json.yaml().writeValueAsString(changed);
    assertEquals(changed, Json.yaml().readValue(yaml, Config.class), yaml);
    assertEquals(changed, ConfigLoader.from(Config.DEFAULT).file(file(yaml)).build(), yaml);
    String json = Json.json().writeValueAsString(changed);
    assertEquals(changed, ConfigLoader.from(Config.DEFAULT).text(json, "here").build(), json);
  }

  private static Config changed(String key) {
    if (key.equals("data.height") || key.equals("data.width")) { // only together
      return set("data={height: 32, width: 24}");
    }
    List<String> refusals = new ArrayList<>();
    for (String value : candidates(key, at(Config.DEFAULT, key)).toList()) {
      try {
        Config config = set(key + "=" + value);
        if (!at(config, key).equals(at(Config.DEFAULT, key))) {
          return config;
        }
      } catch (MimarException e) {
        refusals.add(e.getMessage());
      }
    }
    throw new AssertionError("no value suits " + key + ": " + refusals);
  }

  private static Stream<String> candidates(String key, JsonNode value) {
    Map<String, String> texts =
        Map.ofEntries(
            Map.entry("searcher", "local"),
            Map.entry("limits.latency", "2.5ms"),
            Map.entry("front.minimize", "[params, latency]"),
            Map.entry("front.pick", "accuracy"),
            Map.entry("executor", "\"spark://[::1]:7077,node-2.example:7078\""),
            Map.entry("sparkConf", "['spark.executor.cores=1', \"spark.mimar.home=/größe: #'x\"]"),
            Map.entry("worker.heap", "512M"),
            Map.entry("worker.memory", "2G"),
            Map.entry("worker.time", "30m"),
            Map.entry("device", "cpu"),
            Map.entry("store", "'jdbc:postgresql://[::1]:5433/mimar?user=ada'"),
            Map.entry("metric", "log_loss"),
            Map.entry("space", "nas-bench-201"),
            Map.entry("data.groupBy", "\"p(\\\\d+): #'x\""),
            Map.entry("data.task", "table"),
            Map.entry("data.kind", "regression"),
            Map.entry("train.labelSmoothing", "0.05"),
            Map.entry("final.labelSmoothing", "0.05"),
            Map.entry("train.optimiser", "ADAMW"),
            Map.entry("final.optimiser", "ADAMW"),
            Map.entry("study.enqueue", "['trunk=mlp, width 1=64']"),
            Map.entry("warmStart", "\"runs/größe: #'x\""),
            Map.entry("data.target", "\"größe: #'x\""),
            Map.entry("budget.time", "90s"),
            Map.entry("gne.augmentation", "GATED"),
            Map.entry("gne.proxies", "FIRST"),
            Map.entry("gne.embedding", "GRAPH2VEC"));
    if (texts.containsKey(key)) {
      return Stream.of(texts.get(key));
    }
    if (value.isBoolean()) {
      return Stream.of(String.valueOf(!value.asBoolean()));
    }
    if (value.isIntegralNumber() || value.isNull()) {
      return Stream.of(1, -1, 2, 10).map(d -> String.valueOf(value.asLong() + d));
    }
    double old = value.asDouble();
    return Stream.of(0.5 * old, 2 * old, 0.5 + old).map(String::valueOf);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void noKeyTakesNothingOrAListAsABug(String key) {
    for (String value : List.of("", "null", "~", "[1, 2]", "{a: 1}", "# a comment", "text", "-1")) {
      try {
        set(key + "=" + value);
      } catch (MimarException e) {
        String leaf = key.substring(key.lastIndexOf('.') + 1);
        String said = e.getMessage().toLowerCase(Locale.ROOT).replaceAll("[ -]", "");
        assertTrue(
            said.contains(leaf.toLowerCase(Locale.ROOT)) || leaf.equals("width"),
            key + ": " + e.getMessage());
      }
    }
  }

  // ---- what is refused

  @ParameterizedTest
  @CsvSource({
    "sed=1,sed,Did you mean seed?",
    "study.lagg=1,study.lagg,Did you mean study.lag?",
    "budgets.time=1m,budgets,Did you mean budget?",
    "xyzzyxyzzy=1,xyzzyxyzzy,The keys here are",
    "study.xyzzyxyzzy=1,study.xyzzyxyzzy,The keys here are",
    "a.b=1,a,"
  })
  void anUnknownKeyNamesTheNearest(String assignment, String key, String hint) {
    MimarException e = refused(assignment);
    assertEquals("key " + key + " in --set does not exist", e.getMessage());
    assertTrue(e.hint().startsWith(hint == null ? "" : hint), e::hint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "a.b", "", "=", "=1", " "})
  void whatIsNoAssignmentIsRefused(String assignment) {
    assertTrue(refused(assignment).getMessage().contains("--set is \"" + assignment + "\""));
  }

  @ParameterizedTest
  @CsvSource({
    "seed=abc,key seed is \"abc\"",
    "seed=1.5,key seed is 1.5",
    "seed={a: 1},key seed is {\"a\":1}",
    "seed=99999999999999999999,key seed is 99999999999999999999",
    "study.lag=many,key study.lag is \"many\"",
    "study.lag=0,study.lag is 0",
    "budget.trials=3000000000,key budget.trials is 3000000000",
    "budget.time=soon,budget.time is \"soon\"",
    "budget.time=null,",
    "workers=-1,workers is -1",
    "searcher=grid,searcher is grid",
    "warmStart=,warmStart is \"\"",
    "'warmStart=[1]',key warmStart is [1]",
    "warmStart={a: 1},'key warmStart is {\"a\":1}, but must be text'",
    "device=tpu,device is tpu",
    "schedule.eta=NaN,schedule.eta is NaN",
    "schedule.sureness=NaN,schedule.sureness is NaN",
    "schedule.sureness=-1,schedule.sureness is -1",
    "schedule.sureness=very,key schedule.sureness is \"very\"",
    "study.inherit=maybe,key study.inherit is \"maybe\"",
    "schedule.folds=0,schedule.folds is 0",
    "schedule.folds=21,schedule.folds is 21",
    "schedule.folds=two,key schedule.folds is",
    "schedule.eta=.inf,the value \".inf\" in --set",
    "schedule.eta=1e999,schedule.eta is",
    "budget.trials=many,'key budget.trials is \"many\", but must be a whole number'",
    "gne.proxies=maybe,'key gne.proxies is \"maybe\", but must be one of ['",
    "gne.augmentation=maybe,'key gne.augmentation is \"maybe\", but must be one of ['",
    "train.augmentation=3,key train.augmentation in --set is 3",
    "study=3,key study in --set is 3",
    "study=null,key study in --set is null",
    "study=[1],key study in --set is [1]",
    "data.groupBy=(,groupBy is \"(\"",
    "train.epochs=9,'train.epochs is 9, but must be left alone: schedule.epochs'",
    "limits.params=200q,'limits.params is \"200q\", but must be a whole number'",
    "limits.params=0.5k1,'limits.params is \"0.5k1\"'",
    "limits.macs=1.5,key limits.macs is 1.5",
    "seed.x=1,key seed is {\"x\":1}",
  })
  void aWrongValueIsNamedWithItsKey(String assignment, String start) {
    if (start == null) {
      set(assignment);
    } else {
      MimarException e = refused(assignment);
      assertTrue(e.getMessage().startsWith(start), e::getMessage);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "---",
        "just text",
        "- a\n- b",
        "3",
        "null",
        "[]",
        "\"\"",
        "{",
        "a: b: c",
        "seed: 1\nseed: 2",
        "study: {lag: 2, lag: 3}",
        "{\"seed\": 1, \"seed\": 2}",
        "seed: &a [*a]",
        "\tseed: 1",
        "seed: 1\n---\nseed: 2",
        "%YAML 9.9\n---\nseed: 1",
        "? [a]\n: b",
        "seed: 'open",
        "\u0000",
        "seed: *nowhere"
      })
  void aFileThatIsNoStudyFileIsRefused(String text) throws IOException {
    Path file = file(text);
    MimarException e = refused(file);
    assertTrue(oneLine(e), e::getMessage);
  }

  @Test
  void anAliasBombDoesNotGoOff() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]%n".formatted(i, i, String.join(", ", alias, alias, alias, alias)));
    }
    assertTrue(oneLine(refused(file(bomb.toString()))));
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    assertTrue(oneLine(refused(file("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)))));
    assertTrue(oneLine(refused(file("[".repeat(100_000)))));
    assertTrue(oneLine(refused("seed=" + "[".repeat(100_000))));
  }

  @Test
  void filesThatAreNoTextAreRefused() throws IOException {
    Path binary = folder.resolve("binary");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, (byte) 0xc3, 0x28});
    assertTrue(oneLine(refused(binary)));
    assertTrue(refused(folder).getMessage().contains("cannot be read"));
    assertTrue(refused(folder.resolve("missing")).getMessage().contains("does not exist"));
    Path huge = folder.resolve("huge");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(100L << 20);
    }
    assertTrue(refused(huge).getMessage().contains("must have at most"));
  }

  @Test
  void anEndlessFileIsRefused() {
    Path endless = Path.of("/dev/zero");
    if (Files.exists(endless)) {
      assertTrue(refused(endless).getMessage().contains("must have at most"));
    }
  }

  @Test
  void theStudysOwnConfigurationMayBeDamaged() {
    for (String text : List.of("", "[]", "3", "{", "{\"sed\": 1}")) {
      assertThrows(
          MimarException.class,
          () -> ConfigLoader.from(Config.DEFAULT).text(text, "of this study"),
          text);
    }
  }

  // ---- bounds of JSON

  @Test
  void jsonIsBoundedAndStrict() {
    List<String> texts =
        List.of(
            "[".repeat(100) + "]".repeat(100),
            "{} {}",
            "{\"trials\": 1.5, \"time\": null}",
            "{\"trials\": 1, \"time\": null, \"more\": 1}",
            "{\"trials\": 1, \"trials\": 2}");
    for (String text : texts) {
      assertThrows(IOException.class, () -> Json.json().readValue(text, Config.Ends.class), text);
    }
  }

  // ---- helpers

  private static Config set(String... assignments) {
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT);
    for (String assignment : assignments) {
      loader.set(assignment);
    }
    return loader.build();
  }

  private static MimarException refused(String assignment) {
    return assertThrows(MimarException.class, () -> set(assignment), assignment);
  }

  private static MimarException refused(Path file) {
    return assertThrows(
        MimarException.class, () -> ConfigLoader.from(Config.DEFAULT).file(file).build());
  }

  private static boolean oneLine(MimarException e) {
    return !e.getMessage().contains("\n") && e.getMessage().length() < 1_000 && !e.hint().isBlank();
  }

  private Path file(String text) throws IOException {
    return Files.write(folder.resolve("study.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }
}
