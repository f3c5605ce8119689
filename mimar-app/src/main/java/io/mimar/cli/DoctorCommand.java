package io.mimar.cli;

import io.mimar.Version;
import io.mimar.nn.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code mimar doctor}. */
@Command(
    name = "doctor",
    description = "Checks this machine and the settings that speed depends on.")
final class DoctorCommand extends ReadingCommand implements Callable<Integer> {

  /** One finding. */
  private record Finding(String name, String value, boolean good, String remedy) {}

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    findings.add(fact("mimar", Version.STRING));
    findings.add(java());
    findings.add(fact("processors", "" + Runtime.getRuntime().availableProcessors()));
    findings.add(
        fact("system", System.getProperty("os.name") + " " + System.getProperty("os.arch")));
    long start = System.nanoTime();
    Engine.start(1);
    findings.add(
        fact(
            "engine",
            Engine.VERSION + ", loaded in " + (System.nanoTime() - start) / 1_000_000 + " ms"));
    findings.add(
        fact(
            "cuda",
            Engine.hasCuda()
                ? "found, but this program was never run on a GPU by its authors"
                : "none"));
    Engine.missingSettings(System.getenv(), System.getProperties())
        .forEach(m -> findings.add(new Finding(m.name(), "missing", false, m.remedy())));
    print(findings);
    return findings.stream().allMatch(Finding::good) ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static Finding fact(String name, String value) {
    return new Finding(name, value, true, "");
  }

  private static Finding java() {
    int feature = Runtime.version().feature();
    return new Finding(
        "java",
        Runtime.version().toString(),
        feature >= 17,
        feature >= 17 ? "" : "Install a JDK 17 or newer and set JAVA_HOME.");
  }

  private void print(List<Finding> findings) {
    if (json) {
      printJson(findings);
      return;
    }
    for (Finding finding : findings) {
      System.out.printf(
          "%-4s %-40s %s%n", finding.good() ? "ok" : "BAD", finding.name(), finding.value());
      if (!finding.good()) {
        System.out.println("     " + finding.remedy());
      }
    }
  }
}
