package io.mimar.bench.faults;

import io.mimar.Check;
import io.mimar.config.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The outcomes of a campaign's runs, kept line by line, so that a campaign that ended goes on. */
final class Outcomes {
  private final Optional<Path> file;
  private final List<Outcome> all;

  /** What became of a run. */
  record Outcome(int run, Fault fault, Verdict verdict, double seconds) {}

  /** The campaign that a file is of: others would strike otherwise. */
  private record Campaign(long seed, List<Fault> only) {}

  private Outcomes(Optional<Path> file, List<Outcome> all) {
    this.file = file;
    this.all = all;
  }

  /**
   * What {@code file} holds of this campaign, which it is begun with where it is not there.
   *
   * @throws io.mimar.MimarException when it is another campaign's
   */
  static Outcomes of(Optional<Path> file, long seed, List<Fault> only) throws IOException {
    String campaign = Json.json().writeValueAsString(new Campaign(seed, only));
    if (file.isEmpty()) {
      return new Outcomes(file, List.of());
    }
    if (!Files.exists(file.get())) {
      Files.writeString(file.get(), campaign + "\n");
    }
    List<String> lines = wholeLines(file.get());
    Check.that(
        !lines.isEmpty() && lines.get(0).equals(campaign),
        "--results",
        file.get(),
        "a file of the campaign " + campaign);
    List<Outcome> all = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      all.add(Json.json().readValue(line, Outcome.class));
    }
    return new Outcomes(file, all);
  }

  /** The lines of {@code file}, from which one is cut that a kill left half written. */
  private static List<String> wholeLines(Path file) throws IOException {
    String text = Files.readString(file);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (whole.length() < text.length()) {
      Files.writeString(file, whole);
    }
    return whole.lines().toList();
  }

  /** Those that were kept before. */
  List<Outcome> all() {
    return List.copyOf(all);
  }

  /** Keeps one more. */
  void add(Outcome outcome) throws IOException {
    if (file.isPresent()) {
      String line = Json.json().writeValueAsString(outcome) + "\n";
      Files.writeString(file.get(), line, StandardOpenOption.APPEND);
    }
  }
}
