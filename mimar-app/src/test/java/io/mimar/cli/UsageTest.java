package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.TinyData;
import io.mimar.Version;
import io.mimar.dashboard.MadeStudies;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the program says to wrong usage: two lines and exit code 2, before anything is trained. */
final class UsageTest {
  @TempDir static Path data;
  @TempDir Path folder;

  private Path out;

  @BeforeAll
  static void makeData() throws IOException {
    TinyData.write(data, 12);
  }

  @BeforeEach
  void nameRun() {
    out = folder.resolve("run");
  }

  /** Runs a search on good data with further {@code flags}. */
  private Program.Ran search(String... flags) {
    List<String> words =
        new ArrayList<>(List.of("search", "--data", data.toString(), "--out", out.toString()));
    if (!List.of(flags).contains("--trials")) {
      words.addAll(List.of("--trials", "1"));
    }
    words.addAll(List.of(flags));
    return Program.run(words.toArray(String[]::new));
  }

  private void assertNothingLeft() {
    assertFalse(Files.exists(out), "a run folder was left behind");
  }

  @Test
  void whatATerminalWouldObeyIsNotPrinted() {
    Program.Ran ran = Program.run("demo", "--metric", "a\033[2Jb", "--trials", "1");
    assertTrue(ran.err().contains("a?[2Jb"), ran.err());
  }

  // ---- memory

  @Test
  void aFullHeapIsToldInTwoLines() {
    List<String> lines = guarded(() -> new byte[Integer.MAX_VALUE].length); // no heap has that
    assertTrue(lines.get(0).matches("mimar: the heap of [0-9,]+ MB is full"), lines.get(0));
    assertTrue(lines.get(1).contains("MIMAR_HEAP="), lines.get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unable to create native thread: possibly out of memory or process/resource limits reached",
        "Metaspace",
        "Cannot reserve 65536 bytes of direct buffer memory"
      })
  void whatElseJavaLacksIsToldInItsOwnWords(String message) {
    List<String> lines =
        guarded(
            () -> {
              throw new OutOfMemoryError(message);
            });
    assertEquals("mimar: Java is out of memory: " + message, lines.get(0));
    assertFalse(lines.get(1).contains("MIMAR_HEAP"), lines.get(1));
  }

  /** The two lines of a program that ends in failure. */
  private static List<String> guarded(IntSupplier work) {
    StringWriter err = new StringWriter();
    CommandLine program = new CommandLine(new Main()).setErr(new PrintWriter(err));
    int code = Main.guarded(program, work);
    program.getErr().flush();
    assertEquals(ExitCode.FAILED, code);
    List<String> lines = err.toString().lines().toList();
    assertEquals(2, lines.size(), err.toString());
    return lines;
  }

  // ---- verbs and help

  static Stream<CommandLine> verbs() {
    return new CommandLine(new Main()).getSubcommands().values().stream();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbHasHelpThatMentionsItsFlags(CommandLine verb) {
    Program.Ran ran = Program.run(verb.getCommandName(), "--help").done();
    for (var option : verb.getCommandSpec().options()) {
      assertTrue(ran.out().contains(option.longestName()), option.longestName() + ran.out());
    }
    assertEquals("", ran.err());
  }

  @Test
  void theProgramHasHelpAndVersion() {
    Program.Ran help = Program.run("--help").done();
    verbs().forEach(v -> assertTrue(help.out().contains(v.getCommandName()), help.out()));
    for (String flag : List.of("-V", "--version")) {
      assertEquals("mimar " + Version.STRING, Program.run(flag).done().out().strip());
    }
  }

  @Test
  void noVerbShowsUsageAsAFault() {
    Program.Ran ran = Program.run();
    assertEquals(ExitCode.USAGE, ran.code());
    assertTrue(ran.err().startsWith("Usage: mimar"), ran.err());
    assertEquals("", ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "serch,Did you mean search?",
    "reusme,Did you mean resume?",
    "Status,Did you mean status?",
    "xyzzyxyzzyxyzzy,--help",
    "'',--help"
  })
  void anUnknownVerbNamesTheNearest(String verb, String hint) {
    Program.run(verb).refused(ExitCode.USAGE, hint);
  }

  @ParameterizedTest
  @CsvSource({
    "--trails,Did you mean --trials?",
    "--budgte,Did you mean --budget?",
    "--xyzzyxyzzyxyzzy,mimar search --help"
  })
  void anUnknownFlagNamesTheNearest(String flag, String hint) {
    Program.run("search", "--data", "x", flag, "3").refused(ExitCode.USAGE, flag, hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resume",
        "status",
        "show",
        "explain",
        "export",
        "predict",
        "evaluate",
        "search",
        "report"
      })
  void aMissingArgumentIsNamed(String verb) {
    Program.run(verb).refused(ExitCode.USAGE, "Missing", "mimar " + verb + " --help");
  }

  // ---- data

  @Test
  void emptyPathsAreRefused() throws IOException {
    Program.run("search", "--data", "").refused(ExitCode.USAGE, "'--data'", "it is empty");
    Program.run("demo", "--out", "").refused(ExitCode.USAGE, "'--out'", "it is empty");
    Program.run("status", "").refused(ExitCode.USAGE, "RUN", "it is empty");
  }

  @Test
  void dataThatAreNotThereAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path path : List.of(folder.resolve("missing"), file, empty)) {
      Program.run("search", "--data", path.toString(), "--out", out.toString())
          .refused(ExitCode.USAGE, path.toString());
      assertNothingLeft();
    }
  }

  @Test
  void oneClassAndPicturesThatAreNoneAreRefused() throws IOException {
    Path single = Files.createDirectories(folder.resolve("single/only"));
    Files.copy(data.resolve("lying/i0.png"), single.resolve("a.png"));
    Program.run("search", "--data", single.getParent().toString(), "--out", out.toString())
        .refused(ExitCode.USAGE);
    Path text = Files.createDirectories(folder.resolve("text/a"));
    Files.writeString(text.resolve("a.png"), "no picture");
    Files.createDirectories(folder.resolve("text/b"));
    Files.writeString(folder.resolve("text/b/b.png"), "no picture");
    Program.run("search", "--data", text.getParent().toString(), "--out", out.toString())
        .refused(ExitCode.USAGE);
    assertNothingLeft();
  }

  // ---- flags

  @ParameterizedTest
  @CsvSource({
    "--trials,0,--trials is 0",
    "--trials,-1,--trials is \"-1\"",
    "--trials,abc,--trials is \"abc\"",
    "--trials,'',--trials is \"\"",
    "--trials,3000000000,--trials is",
    "--budget,0s,--budget is \"0s\"",
    "--budget,9s,'--budget is 9s, but must be at least 10s'",
    "--budget,nonsense,--budget is \"nonsense\"",
    "--budget,-3m,--budget is \"-3m\"",
    "--max-params,0,--max-params is 0",
    "--max-params,many,--max-params is \"many\"",
    "--max-macs,-20M,--max-macs is \"-20M\"",
    "--max-memory,0,--max-memory is 0",
    "--max-memory,64kB,--max-memory is \"64kB\"",
    "--max-model-size,-1,--max-model-size is \"-1\"",
    "--max-model-size,'',--max-model-size is \"\"",
    "--max-latency,5,--max-latency is \"5\"",
    "--max-latency,0ms,--max-latency is \"0ms\"",
    "--max-latency,fast,--max-latency is \"fast\"",
    "--minimize,cost,--minimize is",
    "--minimize,'',--minimize is",
    "--minimize,'params,params',without anything twice",
    "--minimize,'params,',--minimize is",
    "--pick,best,--pick is",
    "--pick,knee,'--pick is knee, but must be accuracy where nothing is minimised'",
    "--pick,'',--pick is",
    "--set,limits.latency=5,limits.latency",
    "--set,limits.size=0,limits.size is 0",
    "--set,limits.memory=lots,limits.memory is \"lots\"",
    "--set,front.minimize=params,front.minimize is",
    "--set,front.minimize=null,front.minimize is null",
    "--set,front=params,key front in --set is",
    "--seed,abc,--seed is \"abc\"",
    "--seed,1.5,--seed is 1.5",
    "--workers,-2,--workers is \"-2\"",
    "--workers,5000,--workers is 5000",
    "--workers,0,'--workers is 0, but must be at least 1, or left out'",
    "--ensemble,0,--ensemble is 0",
    "--searcher,nonsense,'--searcher is nonsense, but must be one of [gne, random, evolution, local]'",
    "--class-weights,some,'--class-weights is some, but must be one of [auto, balanced, none]'",
    "--set,train.balance=2,balance is 2.0",
    "--set,final.pruning=1,pruning is 1.0",
    "--set,train.pruning=-0.1,pruning is -0.1",
    "--set,final.pruning=much,'key final.pruning is \"much\", but must be a number'",
    "--set,final.balance=much,'key final.balance is \"much\", but must be a number'",
    "--executor,nonsense,'--executor is nonsense, but must be processes, in-process, spark://HOST:PORT or'",
    "--executor,spark://host,--executor is spark://host",
    "--executor,spark://127.0.0.1:1,no Spark master answers at spark://127.0.0.1:1",
    "--executor,spark://127.0.0.1:70000,there is no port 70000",
    "--spark-conf,spark.cores.max,--spark-conf is [spark.cores.max]",
    "--set,sparkConf=5,key sparkConf is 5",
    "--nice,20,--nice is 20",
    "--nice,-1,--nice is \"-1\"",
    "--worker-heap,1M,--worker-heap is 1000000",
    "--worker-memory,100M,--worker-memory is 100000000",
    "--worker-time,soon,'--worker-time is \"soon\"'",
    "--spark-conf,spark.authenticate.secret=hush,spark.authenticate.secret would be seen by all",
    "--device,gpu,'--device is gpu, but must be auto, cpu or cuda'",
    "--group-by,(,--group-by is \"(\"",
    "--enqueue,nonsense,is no choice and its value",
    "--enqueue,depth 9=1,choice \"depth 9\" is none of space image",
    "--enqueue,depth 1=99,'choice depth 1 is 99, but must be one of'",
    "--enqueue,depth 1=1,is missing in",
    "--set,study.enqueue=5,key study.enqueue is 5",
    "--set,study.enqueue=null,study.enqueue is null",
    "--set,nonsense,--set is \"nonsense\"",
    "--set,a.b,--set is \"a.b\"",
    "--set,a.b=1,key a in --set does not exist",
    "--set,space=nowhere,space is \"nowhere\"",
    "--warm-start,nowhere,there is no run in nowhere",
    "--warm-start,'',--warm-start is \"\"",
    "--warm-start,' ',--warm-start is \" \"",
    "--config,missing.yaml,missing.yaml",
  })
  void aWrongFlagIsRefusedBeforeAnythingIsWritten(String flag, String value, String words) {
    search(flag, value).refused(ExitCode.USAGE, words);
    assertNothingLeft();
  }

  @Test
  void aWarmStartIsForOneRunAndForGne() {
    search("--warm-start", "a", "--warm-start", "b").refused(ExitCode.USAGE, "--warm-start");
    search("--warm-start", "a", "--searcher", "random")
        .refused(ExitCode.USAGE, "searcher is random, but must be gne where warmStart is given");
    assertNothingLeft();
  }

  @Test
  void limitsThatNothingHoldsNameTheSmallestFound() {
    search("--max-params", "1")
        .refused(ExitCode.USAGE, "limit of params is 1, but the smallest architecture found");
    assertNothingLeft();
  }

  @ParameterizedTest
  @CsvSource({
    "--max-memory,limit of peakActivationBytes is 1",
    "--max-model-size,limit of modelBytes is 1"
  })
  void bytesThatNothingHoldsAreRefused(String flag, String words) {
    search(flag, "1").refused(ExitCode.USAGE, words, "but the smallest architecture found");
    assertNothingLeft();
  }

  @Test
  void cudaWithoutADeviceIsRefused() {
    search("--device", "cuda").refused(ExitCode.USAGE, "device is cuda", "--device auto");
    assertNothingLeft();
  }

  @Test
  void aFolderWithFilesOfOthersIsNotWrittenTo() throws IOException {
    Files.createDirectories(out);
    Path own = Files.writeString(out.resolve("model.onnx"), "precious");
    search().refused(ExitCode.USAGE, out.toString(), "--out");
    assertEquals("precious", Files.readString(own));
    assertArrayEquals(new String[] {"model.onnx"}, out.toFile().list());
  }

  @Test
  void anOutThatIsAFileIsRefused() throws IOException {
    Files.writeString(out, "precious");
    search().refused(ExitCode.USAGE, out.toString(), "--out");
    assertEquals("precious", Files.readString(out));
  }

  // ---- runs that are none

  @ParameterizedTest
  @ValueSource(
      strings = {"status", "show", "explain", "map", "export", "resume", "report", "doctor"})
  void aFolderThatIsNoRunIsRefused(String verb) {
    Program.run(verb, folder.toString()).refused(ExitCode.USAGE, "there is no run in " + folder);
    Program.run(verb, folder.resolve("x").toString()).refused(ExitCode.USAGE, "there is no run in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status", "show", "explain", "map", "export", "resume", "report", "doctor"})
  void aStudyFileThatIsNoneIsRefused(String verb) throws IOException {
    Files.writeString(folder.resolve("study.db"), "no database at all, but long enough".repeat(99));
    Program.run(verb, folder.toString()).refused(ExitCode.USAGE, "study.db");
  }

  // ---- models that are none

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "\u0008\u0007"})
  void aModelThatIsNoneIsRefused(String content) throws IOException {
    Path model = Files.writeString(folder.resolve("model.onnx"), content);
    String image = data.resolve("lying/i0.png").toString();
    Program.run("predict", model.toString(), image).refused(ExitCode.USAGE, model.toString());
    Program.run("evaluate", model.toString(), "--data", data.toString())
        .refused(ExitCode.USAGE, model.toString());
  }

  @Test
  void aModelThatIsMissingOrAFolderIsRefused() {
    String image = data.resolve("lying/i0.png").toString();
    for (Path path : List.of(folder, folder.resolve("missing.onnx"))) {
      Program.run("predict", path.toString(), image).refused(ExitCode.USAGE, path.toString());
    }
  }

  // ---- what reads nothing

  @ParameterizedTest
  @CsvSource({
    "--space,nowhere,space is \"nowhere\"",
    "--samples,-1,--samples is \"-1\"",
    "--samples,many,--samples is \"many\"",
    "--samples,9G,samples is 9000000000",
    "--samples,0,samples is 0",
    "--seed,abc,abc",
    "--table,nowhere,there is no folder nowhere",
    "--objective,accuracy,--objective is accuracy",
    "--html,map.html,--html is map.html"
  })
  void aWrongFlagOfEmbedIsRefused(String flag, String value, String words) {
    Program.run("embed", "--report", flag, value).refused(ExitCode.USAGE, words);
  }

  @Test
  void spacesAreListedAndShown() throws IOException {
    assertTrue(Program.run("spaces").done().out().contains("nas-bench-201"));
    assertEquals(
        "image", Program.run("spaces", "--json").done().json().get(0).get("name").asText());
    assertTrue(Program.run("spaces", "image").done().out().lines().count() > 5);
    Program.run("spaces", "imag").refused(ExitCode.USAGE, "Did you mean image?");
  }

  @Test
  void theDoctorSaysWhatItFound() throws IOException {
    Program.Ran ran = Program.run("doctor", "--json");
    assertTrue(ran.code() == ExitCode.DONE || ran.code() == ExitCode.FAILED, ran.err());
    assertTrue(ran.json().findValuesAsText("name").containsAll(List.of("java", "engine", "cuda")));
  }

  @Test
  void theDoctorNamesWhatIsWrongWithARunAndTheRemedy() throws Exception {
    Path run = MadeStudies.write(folder.resolve("run"), 12, List.of("a", "b"));
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + run.resolve("study.db"));
        Statement statement = database.createStatement()) {
      statement.execute("UPDATE trial SET score = 0.999 WHERE number = 4");
    }
    Program.Ran ran = Program.run("doctor", run.toString());
    assertEquals(ExitCode.FAILED, ran.code(), ran.err());
    assertTrue(ran.out().contains("BAD  columns agree with the curves"), ran.out());
    assertTrue(ran.out().contains("no: trial 4"), ran.out());
    JsonNode findings = Program.run("doctor", run.toString(), "--json").json();
    assertTrue(findings.findValuesAsText("good").contains("false"), findings.toString());
  }
}
