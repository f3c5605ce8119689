package io.mimar.cli;

import io.mimar.dashboard.Dashboard;
import io.mimar.dashboard.Program;
import io.mimar.process.Interrupts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimar dashboard [RUNS…]}. */
@Command(
    name = "dashboard",
    description = {
      "Serves a live page about runs: progress, trials, comparison; stop, resume, export.",
      "Only this machine reaches it, unless --host says otherwise."
    })
final class DashboardCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "RUNS",
      description = "Run folders, or folders that hold some. Default: runs.")
  List<Path> runs = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Default: ${DEFAULT-VALUE}; 0 for any that is free.")
  int port = Dashboard.Options.DEFAULT_PORT;

  @Option(
      names = "--host",
      paramLabel = "H",
      description = {
        "The address to listen at. Default: ${DEFAULT-VALUE}. Others reach any other one, so a token is",
        "printed that visitors must know; it is not encrypted on its way."
      })
  String host = Dashboard.Options.LOCAL;

  @Mixin HelpFlag help;

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Dashboard.Options options =
        new Dashboard.Options(host, port, runs, Program.own(Main.class.getName()));
    try (Dashboard dashboard = Dashboard.start(options)) {
      Interrupts.onInterrupt(ended::countDown);
      Runtime.getRuntime().addShutdownHook(new Thread(dashboard::close)); // when it is killed
      System.out.println("Dashboard: " + dashboard.url());
      dashboard
          .token()
          .ifPresent(
              token -> {
                System.out.println("Token:     " + token);
                System.out.println("Directly:  " + dashboard.url() + "login#" + token);
                System.err.println("From elsewhere, name this machine's address in its place.");
              });
      System.err.println("Ctrl-C ends it; runs go on.");
      ended.await();
    }
    return ExitCode.DONE;
  }
}
