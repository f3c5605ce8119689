package io.mimar.cli;

import io.mimar.MimarException;
import io.mimar.Version;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.nn.Engine;
import io.mimar.run.Runs;
import io.mimar.store.StudyAudit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mimar doctor}. */
@Command(
    name = "doctor",
    description =
        "Checks this machine and the settings that speed depends on; with RUN, that run instead.")
final class DoctorCommand extends ReadingCommand implements Callable<Integer> {
  private static final int MOST_FAULTS = 10;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "The folder of a run whose study and data are to be checked.")
  Path run;

  /** One finding. */
  private record Finding(String name, String value, boolean good, String remedy) {}

  @Override
  public Integer call() {
    List<Finding> findings = run == null ? ofMachine() : ofRun(Runs.existing(run));
    print(findings);
    return findings.stream().allMatch(Finding::good) ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static List<Finding> ofRun(RunFolder folder) {
    List<Finding> findings = new ArrayList<>();
    StudyAudit.of(folder.path()).forEach(law -> findings.add(finding(law)));
    findings.add(data(folder));
    return findings;
  }

  private static Finding finding(StudyAudit.Law law) {
    String faults = law.faults().stream().limit(MOST_FAULTS).collect(Collectors.joining(", "));
    return new Finding(
        law.name(),
        law.holds() ? "yes" : "no: " + faults,
        law.holds(),
        law.holds() ? "" : law.remedy());
  }

  private static Finding data(RunFolder folder) {
    try {
      int rows = PreparedData.read(folder.data()).train().size();
      return fact("the data can be read", "yes: " + rows + " training rows");
    } catch (MimarException e) {
      return new Finding("the data can be read", "no: " + e.getMessage(), false, e.hint());
    }
  }

  private static List<Finding> ofMachine() {
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
    return findings;
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
