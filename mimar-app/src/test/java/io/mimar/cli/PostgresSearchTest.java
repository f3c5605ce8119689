package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.TinyData;
import io.mimar.store.PostgresServer;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose study is in a real PostgreSQL are like those whose study is a file. */
@Timeout(600)
final class PostgresSearchTest {
  private static final String[] RANDOM = {"--searcher", "random", "--workers", "2"};
  private static final String SECRET = "s3cret-of-the-store";

  @TempDir static Path folder;

  private static PostgresServer server;
  private static Path data;

  @BeforeAll
  static void start() throws IOException {
    server = PostgresServer.start();
    data = TinyData.write(folder.resolve("data"), 40);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static String[] stored(String... more) {
    List<String> words = new ArrayList<>(List.of(RANDOM));
    words.addAll(List.of("--store", server.url().text()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void aRunInPostgresIsThatInAFileAndEveryVerbReadsIt() throws Exception {
    Path file = folder.resolve("file");
    Path run = folder.resolve("stored");
    TinySearch.run(data, file, 5, RANDOM).done();
    TinySearch.run(data, run, 5, stored()).done();
    assertFalse(Files.exists(run.resolve("study.db")));
    assertTrue(StudyStore.exists(run));
    assertEquals(TinySearch.sequence(file), TinySearch.sequence(run));

    JsonNode status = Program.run("status", run.toString(), "--json").done().json();
    assertEquals("finished", status.get("state").asText());
    Program.run("show", run.toString(), "2").done();
    Program.run("report", run.toString()).done();
    Program.run("explain", run.toString()).done();
    Program.run("export", run.toString(), "--out", folder.resolve("m.onnx").toString()).done();
    Program.run("doctor", run.toString()).done();
    Program.run("resume", run.toString(), "--trials", "7").done();
    Program.run("resume", file.toString(), "--trials", "7").done();
    assertEquals(TinySearch.sequence(file), TinySearch.sequence(run));
    Program.run("doctor", run.toString()).done();
  }

  @Test
  void theServerMayDieAndTheOwnerTooAndTheStudyEndsAsIfNot() throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    String[] longer = {"--set", "schedule.epochs=6"};
    TinySearch.run(data, undisturbed, 9, stored(longer)).done();
    Path run = folder.resolve("killed");
    TreeSet<Integer> announced = new TreeSet<>();
    List<String> command = TinySearch.command(data, run, 9, stored(longer));
    try (Owner owner = Owner.start(command, announced)) {
      assertTrue(owner.awaitTrials(2), owner::said);
      server.kill();
      Thread.sleep(1_500); // trials end meanwhile, and cannot be kept
      server.restart();
      assertTrue(owner.awaitTrials(2), owner::said);
      assertTrue(owner.said().contains("- Paused: the store"), owner::said);
      assertTrue(owner.said().contains("- Going on after"), owner::said);
      Program.run("resume", run.toString()).refused(ExitCode.USAGE, "is being run by process");
      owner.kill();
    }
    try (Owner owner = Owner.start(List.of("resume", run.toString()), announced)) {
      assertEquals(ExitCode.DONE, owner.end(), owner::said);
    }
    assertEquals(TinySearch.sequence(undisturbed), TinySearch.sequence(run));
    assertEquals(9, announced.size());
    Program.run("doctor", run.toString()).done();
  }

  @Test
  void thePasswordIsInNoFileNoProcessListAndNoMessage() throws Exception {
    server.guard("ada", SECRET);
    Path run = folder.resolve("guarded");
    List<String> words = new ArrayList<>(List.of(RANDOM));
    words.addAll(List.of("--store", server.url("ada").text()));
    List<String> command = TinySearch.command(data, run, 6, words.toArray(String[]::new));
    TreeSet<Integer> announced = new TreeSet<>();
    Map<String, String> environment = Map.of("MIMAR_STORE_PASSWORD", SECRET);
    try (Owner owner = Owner.start(command, environment, announced)) {
      assertTrue(owner.awaitTrials(1), owner::said);
      for (ProcessHandle worker : owner.workers()) {
        Path process = Path.of("/proc/" + worker.pid());
        assertFalse(read(process.resolve("cmdline")).contains(SECRET));
        assertFalse(read(process.resolve("environ")).contains(SECRET), "a worker knows it");
      }
      assertEquals(ExitCode.DONE, owner.end(), owner::said);
      assertFalse(owner.said().contains(SECRET));
    }
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(read(file).contains(SECRET), file + " holds it");
      }
    }
    Program.run("status", run.toString()).refused(ExitCode.USAGE, "lets nobody in");
  }

  @Test
  void aStoreThatCannotBeUsedIsToldBeforeAnythingIsWritten() throws Exception {
    server.execute("CREATE ROLE guest LOGIN");
    Path run = folder.resolve("nowhere");
    String url = server.url("guest").text();
    TinySearch.run(data, run, 3, "--store", url).refused(ExitCode.USAGE, "make no study");
    String away = "jdbc:postgresql://127.0.0.1:1/mimar?user=ada";
    TinySearch.run(data, run, 3, "--store", away).refused(ExitCode.USAGE, "cannot be reached");
    String missing = url.replace("/postgres?", "/missing?");
    TinySearch.run(data, run, 3, "--store", missing).refused(ExitCode.USAGE, "is not there");
    assertFalse(Files.exists(run), "something was written");
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  @Test
  void aPasswordInAUrlIsRefusedWhereverItStandsAndNeverRepeated() throws Exception {
    Path run = folder.resolve("refused");
    String url = "jdbc:postgresql://localhost/mimar?user=ada&password=" + SECRET;
    Path study = Files.writeString(folder.resolve("study.yaml"), "store: \"" + url + "\"\n");
    Path nested =
        Files.writeString(folder.resolve("n.yaml"), "store: {url: x, password: " + SECRET + "}\n");
    List<Program.Ran> refused =
        List.of(
            TinySearch.run(data, run, 3, "--store", url),
            TinySearch.run(data, run, 3, "--set", "store=" + url),
            TinySearch.run(data, run, 3, "--set", "store.password=" + SECRET),
            TinySearch.run(data, run, 3, "--config", study.toString()),
            TinySearch.run(data, run, 3, "--config", nested.toString()),
            TinySearch.run(data, run, 3, "--stor", url),
            Program.run("demo", "--out", run.toString(), "--store", url));
    for (Program.Ran ran : refused) {
      assertEquals(ExitCode.USAGE, ran.code(), ran::err);
      assertFalse((ran.out() + ran.err()).contains(SECRET), "it was repeated");
    }
    assertFalse(Files.exists(run), "something was written");
  }
}
