package io.mimar.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.mimar.config.Spaces;
import io.mimar.space.Choice;
import io.mimar.space.SearchSpace;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mimar spaces [NAME]}. */
@Command(name = "spaces", description = "Lists the search spaces, or the choices of one.")
final class SpacesCommand extends ReadingCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..1", description = "A space, for its choices.")
  String name;

  /** A space in one line. */
  private record Line(
      String name,
      int choices,
      List<String> operations,
      BigInteger combinations,
      @JsonIgnore String offer) {}

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
        "%-14s %d choices, about 1e%d combinations; %s%n",
        line.name(), line.choices(), line.combinations().toString().length() - 1, line.offer());
  }

  private static Line line(SearchSpace space) {
    BigInteger combinations =
        space.choices().stream()
            .map(c -> BigInteger.valueOf(c.size()))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    return new Line(
        space.name(), space.choices().size(), space.operations(), combinations, offer(space));
  }

  /** The operations; or what is decided, the same of several stages once. */
  private static String offer(SearchSpace space) {
    if (space.isStructured()) {
      return "operations " + String.join(", ", space.operations());
    }
    Stream<String> decided = space.choices().stream().map(c -> c.name().replaceFirst(" \\d+$", ""));
    return "decides " + decided.distinct().collect(Collectors.joining(", "));
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
