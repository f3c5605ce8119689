package io.mimar.cli;

import io.mimar.api.Search;
import io.mimar.config.Config;
import io.mimar.config.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** What a search does when the user does not say. */
final class Defaults {
  private static final String BUDGET = Quantity.text(Search.STANDARD_BUDGET);

  /** The demo must end within two minutes, starting and stopping included. */
  private static final String DEMO_BUDGET = "108s";

  private static final long DEMO_PARAMS = 100_000;
  private static final long DEMO_MACS = 4_000_000;

  private Defaults() {}

  /** The configuration with an end: what the user said, else ten minutes. */
  static Config ended(Config config) {
    Config.Ends ends = config.budget();
    return ends.trials().isPresent() || ends.time().isPresent()
        ? config
        : config.withBudget(new Config.Ends(OptionalInt.empty(), Optional.of(BUDGET)));
  }

  /** What the demo starts from. */
  static Config demo() {
    return Config.DEFAULT.withLimits(
        new Config.Limits(
            OptionalLong.of(DEMO_PARAMS),
            OptionalLong.of(DEMO_MACS),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty()));
  }

  /** The demo's configuration with an end. */
  static Config endedDemo(Config config) {
    Config.Ends ends = config.budget();
    return ends.trials().isPresent() || ends.time().isPresent()
        ? config
        : config.withBudget(new Config.Ends(OptionalInt.empty(), Optional.of(DEMO_BUDGET)));
  }

  /** What the demo assumed because no flag said otherwise. */
  static List<String> demoNotes(SearchFlags flags, Config config) {
    List<String> notes = new ArrayList<>();
    if (flags.maxParams == null) {
      config
          .limits()
          .params()
          .ifPresent(most -> notes.add("No --max-params was given: at most " + most + "."));
    }
    if (flags.maxMacs == null) {
      config
          .limits()
          .macs()
          .ifPresent(most -> notes.add("No --max-macs was given: at most " + most + "."));
    }
    notes.addAll(unended(flags, config));
    return notes;
  }

  private static List<String> unended(SearchFlags flags, Config config) {
    boolean said = flags.budget != null || flags.trials != null;
    return said || config.budget().time().isEmpty()
        ? List.of()
        : List.of("Time for everything: " + config.budget().time().get() + ".");
  }

  /** What was assumed because no flag said otherwise. */
  static List<String> notes(SearchFlags flags, Config config) {
    List<String> notes = new ArrayList<>();
    notes.addAll(unended(flags, config));
    if (config.limits().params().isEmpty()) {
      notes.add("No --max-params was given: networks may have any number of parameters.");
    }
    return notes;
  }

  /** The command line as it was given. */
  static String commandLine(CommandSpec spec) {
    List<String> given = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
    given.remove(spec.name()); // the first is the verb, where it is there at all
    return Stream.concat(Stream.of("./mimar", spec.name()), given.stream().map(Defaults::quoted))
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
