package io.mimar.dashboard;

import io.mimar.process.Memory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** The dashboard in a process of its own, started as the launcher starts it. */
final class DashboardProcess implements AutoCloseable {
  private final Process process;
  private final String url;

  private DashboardProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static DashboardProcess start(Path runs) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.mimar.cli.Main",
                "dashboard",
                "--port",
                "0",
                runs.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = process.inputReader();
    String line = said.readLine();
    if (line == null || !line.startsWith("Dashboard: ")) {
      process.destroyForcibly();
      throw new IOException("the dashboard said " + line);
    }
    return new DashboardProcess(process, line.substring("Dashboard: ".length()));
  }

  /** Where it is; ends in a slash. */
  String url() {
    return url;
  }

  /** What it has in memory, of all kinds. */
  double residentMegabytes() {
    return Memory.mostResident(process.pid()).orElseThrow() / 1048576.0;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
