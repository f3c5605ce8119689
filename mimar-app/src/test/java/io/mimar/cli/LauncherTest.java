package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a folder that looks built, with a Java that prints what it is given. */
class LauncherTest {
  @TempDir Path home;

  @BeforeEach
  void build() throws IOException {
    Files.copy(Path.of("..", "mimar"), home.resolve("mimar"));
    Files.createDirectories(home.resolve("mimar-app/src/main"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createFile(home.resolve("mimar-app/pom.xml"));
    Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertTrue(java.toFile().setExecutable(true));
    Files.createDirectories(home.resolve("mimar-app/target/mimar"));
    Files.createFile(home.resolve("mimar-app/target/mimar/ready"));
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
}
