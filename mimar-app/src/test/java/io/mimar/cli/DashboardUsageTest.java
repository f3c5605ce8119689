package io.mimar.cli;

import io.mimar.dashboard.Dashboard;
import io.mimar.dashboard.MadeStudies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mimar dashboard} says to wrong usage. */
final class DashboardUsageTest {
  @TempDir Path folder;

  private static Program.Ran dashboard(String... words) {
    List<String> all = new ArrayList<>(List.of("dashboard"));
    all.addAll(List.of(words));
    return Program.run(all.toArray(String[]::new));
  }

  @Test
  void portsAreChecked() {
    dashboard("--port", "99999").refused(ExitCode.USAGE, "--port is 99999", "65535");
    dashboard("--port", "-1").refused(ExitCode.USAGE, "--port is -1");
    dashboard("--port", "many").refused(ExitCode.USAGE, "many");
  }

  @Test
  void hostsAreChecked() {
    dashboard("--host", "no such host").refused(ExitCode.USAGE, "--host is no such host");
    dashboard("--host", "").refused(ExitCode.USAGE, "--host");
    dashboard("--host", "192.0.2.1", "--port", "0").refused(ExitCode.USAGE, "192.0.2.1");
  }

  @Test
  void runsMustBeThere() throws Exception {
    Path missing = folder.resolve("missing");
    dashboard(missing.toString()).refused(ExitCode.USAGE, "RUNS is " + missing);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    dashboard(empty.toString()).refused(ExitCode.USAGE, "RUNS is " + empty, "no run in it");
    Path file = Files.writeString(folder.resolve("file"), "x");
    dashboard(file.toString()).refused(ExitCode.USAGE, "RUNS is " + file);
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    Path run = MadeStudies.write(folder.resolve("run"), 1, List.of("a", "b"));
    var none = new io.mimar.dashboard.Program(List.of("/nonexistent/java"));
    try (Dashboard first =
        Dashboard.start(new Dashboard.Options("127.0.0.1", 0, List.of(run), none))) {
      String port = first.url().replaceAll(".*:(\\d+)/", "$1");
      dashboard("--port", port, run.toString())
          .refused(ExitCode.USAGE, "port " + port, "taken by another program");
    }
  }
}
