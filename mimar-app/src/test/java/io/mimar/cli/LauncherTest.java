package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a folder that looks built, with a Java that prints what it is given. */
@Timeout(120)
class LauncherTest {
  @TempDir Path home;

  @BeforeEach
  void build() throws IOException {
    Files.copy(Path.of("..", "mimar"), home.resolve("mimar"));
    Files.createFile(home.resolve("pom.xml"));
    for (String module : List.of("core", "torch", "store", "app", "spark", "bench")) {
      Files.createDirectories(home.resolve("mimar-" + module + "/src/main"));
      Files.createFile(home.resolve("mimar-" + module + "/pom.xml"));
    }
    Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertTrue(java.toFile().setExecutable(true));
    Path first = Files.createDirectories(home.resolve("mimar-app/target/programs/first"));
    Files.createFile(first.resolve("ready"));
    Files.createSymbolicLink(home.resolve("mimar-app/target/program"), Path.of("programs/first"));
    FileTime before = FileTime.from(Instant.now().minusSeconds(60)); // any change is newer
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, before);
      }
    }
  }

  private record Ran(int code, List<String> lines) {}

  private Ran run(String heap, String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", home.resolve("mimar").toString());
    builder.command().addAll(List.of(words));
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().put("MIMAR_HEAP", heap);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), said.lines().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"900m", "8g", "12G"})
  void theHeapIsJavas(String heap) throws IOException, InterruptedException {
    Ran ran = run(heap, "search", "--data", "x");
    assertEquals(0, ran.code());
    assertTrue(ran.lines().contains("-Xmx" + heap), ran.toString());
    assertEquals(
        List.of("search", "--data", "x"),
        ran.lines().subList(ran.lines().size() - 3, ran.lines().size()));
  }

  @Test
  void withoutOneJavaChooses() throws IOException, InterruptedException {
    assertTrue(run("", "spaces").lines().stream().noneMatch(l -> l.startsWith("-Xmx")));
  }

  @Test
  void theDashboardHasItsOwn() throws IOException, InterruptedException {
    List<String> heaps =
        run("8g", "dashboard").lines().stream().filter(l -> l.startsWith("-Xmx")).toList();
    assertEquals(List.of("-Xmx256m"), heaps);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "8gb", "0g", "-1g", "8 g", "much", "8g -version"})
  void whatIsNoHeapIsRefused(String heap) throws IOException, InterruptedException {
    Ran ran = run(heap, "search");
    assertEquals(ExitCode.USAGE, ran.code());
    assertEquals(2, ran.lines().size(), ran.toString());
    assertTrue(ran.lines().get(0).startsWith("mimar: MIMAR_HEAP is \"" + heap), ran.toString());
  }

  // ---- building, by a Maven that makes a jar and perhaps waits

  /** Notes that it was started, waits while there is a file {@code hold}, and builds one jar. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >>"%1$s/maven.log"
      while [ -e "%1$s/hold" ]; do sleep 0.02; done
      [ -e "%1$s/fail" ] && exit 1
      for word; do
        case $word in
          -Dmimar.program=*) mkdir -p "${word#*=}/lib" && : >"${word#*=}/lib/mimar.jar" ;;
          -Dmimar.spark=*) mkdir -p "${word#*=}" && : >"${word#*=}/mimar-spark-1.jar" ;;
        esac
      done
      """;

  /** Tells its class path; a search then goes on until its input ends. */
  private static final String JAVA =
      """
      #!/bin/sh
      while [ "$1" != -cp ]; do shift; done
      echo "$2"
      [ "$4" = search ] && cat
      exit 0
      """;

  private void buildable() throws IOException {
    script("bin/mvn", MAVEN.formatted(home));
    script("jdk/bin/java", JAVA);
  }

  private void script(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  private Process start(String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", home.resolve("mimar").toString());
    builder.command().addAll(List.of(words));
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
    return builder.start();
  }

  private void change(String module) throws IOException {
    Files.writeString(home.resolve(module + "/src/main/Some.java"), "x");
  }

  private int builds() throws IOException {
    Path log = home.resolve("maven.log");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  /** The folder of the program that {@code owner} runs, as it says first. */
  private static Path program(BufferedReader owner) throws IOException {
    return Path.of(owner.readLine().replace("/lib/*", ""));
  }

  private Path run(String word) throws IOException, InterruptedException {
    Process process = start(word);
    try (BufferedReader said = process.inputReader()) {
      Path program = program(said);
      assertEquals(0, process.waitFor());
      return program;
    }
  }

  @Test
  void whatRunsKeepsItsProgramThroughBuildsAndThenItGoes() throws Exception {
    buildable();
    Process search = start("search");
    try (BufferedReader said = search.inputReader()) {
      Path first = program(said);
      assertEquals(0, builds());
      change("mimar-core");
      Path second = run("status");
      assertEquals(1, builds());
      assertNotEquals(first, second);
      change("mimar-core");
      run("status");
      change("mimar-core");
      Path last = run("status");
      assertEquals(3, builds());
      assertTrue(Files.exists(first.resolve("ready")), "the program of what runs is gone");
      assertFalse(Files.exists(second), "a program that nobody runs is still there");
      search.getOutputStream().close();
      assertEquals(0, search.waitFor());
      change("mimar-core");
      run("status");
      assertFalse(Files.exists(first), "what nobody runs any more is still there");
      assertTrue(Files.exists(last), "the last one is gone");
    } finally {
      search.destroyForcibly();
    }
  }

  @Test
  void whatIsNoPartOfTheProgramBuildsNothing() throws Exception {
    buildable();
    change("mimar-bench");
    change("mimar-spark");
    run("status");
    assertEquals(0, builds());
  }

  @Test
  void ofTwoFirstStartsOneBuilds() throws Exception {
    buildable();
    change("mimar-app");
    Files.createFile(home.resolve("hold"));
    Process one = start("status");
    Process two = null;
    try (BufferedReader first = one.errorReader()) {
      assertTrue(first.readLine().startsWith("Building Mimar"));
      two = start("status");
      try (BufferedReader second = two.errorReader()) {
        assertTrue(second.readLine().startsWith("Another start of Mimar is building"));
        Files.delete(home.resolve("hold"));
        assertEquals(0, one.waitFor());
        assertEquals(0, two.waitFor());
      }
      assertEquals(1, builds());
      assertEquals(program(one.inputReader()), program(two.inputReader()));
    } finally {
      Files.deleteIfExists(home.resolve("hold"));
      one.destroyForcibly();
      if (two != null) {
        two.destroyForcibly();
      }
    }
  }

  @Test
  void aBuildThatFailsTakesNothingAway() throws Exception {
    buildable();
    change("mimar-app");
    Files.createFile(home.resolve("fail"));
    Process process = start("status");
    assertEquals(1, process.waitFor());
    assertTrue(Files.exists(home.resolve("mimar-app/target/program/ready")));
    Files.delete(home.resolve("fail"));
    assertNotEquals("first", run("status").getFileName().toString());
  }

  @Test
  void thePartForSparkIsBuiltIntoTheProgramAndOnlyWhereItChanged() throws Exception {
    buildable();
    for (int time = 0; time < 2; time++) {
      assertEquals(0, start("spark", "package").waitFor());
    }
    assertEquals(1, builds());
    assertTrue(
        Files.exists(home.resolve("mimar-app/target/program/mimar-spark/mimar-spark-1.jar")));
    change("mimar-spark");
    assertEquals(0, start("spark", "package").waitFor());
    assertEquals(2, builds());
  }
}
