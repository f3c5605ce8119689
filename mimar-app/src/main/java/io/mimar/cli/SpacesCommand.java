package io.mimar.cli;

import io.mimar.config.Spaces;
import io.mimar.space.Choice;
import io.mimar.space.SearchSpace;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mimar spaces [NAME]}. */
@Command(name = "spaces", description = "Lists the search spaces, or the choices of one.")
final class SpacesCommand extends ReadingCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..1", description = "A space, for its choices.")
  String name;

  /** A space in one line. */
  private record Line(String name, int choices, List<String> operations, BigInteger combinations) {}

  @Override
  public Integer call() {
    if (name != null) {
      choices(Spaces.named(name));
    } else if (json) {
      printJson(Spaces.all().stream().map(SpacesCommand::line).toList());
    } else {
      Spaces.all().stream().map(SpacesCommand::line).forEach(SpacesCommand::print);
    }
    return ExitCode.DONE;
  }

  private static void print(Line line) {
    System.out.printf(
        "%-14s %d choices, about 1e%d combinations; operations %s%n",
        line.name(),
        line.choices(),
        line.combinations().toString().length() - 1,
        String.join(", ", line.operations()));
  }

  private static Line line(SearchSpace space) {
    BigInteger combinations =
        space.choices().stream()
            .map(c -> BigInteger.valueOf(c.size()))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    return new Line(space.name(), space.choices().size(), space.operations(), combinations);
  }

  private void choices(SearchSpace space) {
    if (json) {
      printJson(space.choices());
      return;
    }
    for (Choice choice : space.choices()) {
      System.out.printf("%-32s %s%n", choice.name(), String.join(" ", choice.values()));
    }
  }
}
