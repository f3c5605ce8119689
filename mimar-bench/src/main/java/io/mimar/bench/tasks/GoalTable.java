package io.mimar.bench.tasks;

import io.mimar.stats.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What was reached beside what must be, as a table in Markdown.
 *
 * @param standings an exam each
 */
record GoalTable(List<Standing> standings) {
  GoalTable {
    standings = List.copyOf(standings);
  }

  /** The table of those of {@code exams} that the product has sat. */
  static GoalTable of(Collection<Exam> exams, SittingLog log) {
    return new GoalTable(exams.stream().flatMap(e -> Standing.of(e, log).stream()).toList());
  }

  /**
   * Mean ranks over the series, 1 for the best: of the product, of the nearest neighbour (by the
   * better distance), of the forest.
   *
   * @return empty where one of them has not sat an exam that the product has
   */
  Optional<double[]> seriesRanks() {
    List<double[]> ranks = new ArrayList<>();
    for (Standing standing : standings) {
      if (standing.exam().data().kind() == Kind.SERIES) {
        OptionalDouble nearest = best(standing, List.of(Peer.NEAREST, Peer.WARPED));
        OptionalDouble forest = best(standing, List.of(Peer.FOREST));
        if (nearest.isEmpty() || forest.isEmpty()) {
          return Optional.empty();
        }
        ranks.add(
            Ranks.descending(
                new double[] {standing.mean(), nearest.getAsDouble(), forest.getAsDouble()}));
      }
    }
    return ranks.isEmpty() ? Optional.empty() : Optional.of(means(ranks));
  }

  private static OptionalDouble best(Standing standing, List<Peer> peers) {
    return standing.beside().stream()
        .filter(b -> peers.contains(b.peer()))
        .mapToDouble(Standing.Beside::mean)
        .max();
  }

  private static double[] means(List<double[]> rows) {
    double[] means = new double[rows.get(0).length];
    rows.forEach(row -> Arrays.setAll(means, i -> means[i] + row[i] / rows.size()));
    return means;
  }

  // ---- as text

  /** The table, and the ranks over the series below it. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | data | time | runs | Mimar, 95 % interval | must reach | reached | beside it: accuracy \
        (Mimar less it, 95 % interval; seconds) | ahead | parity, predict = printed | seconds |
        |---|---|---|---|---|---|---|---|---|---|
        """);
    standings.forEach(standing -> text.append(line(standing)).append('\n'));
    seriesRanks().ifPresent(ranks -> text.append('\n').append(sentence(ranks)).append('\n'));
    return text.toString();
  }

  private String sentence(double[] ranks) {
    return String.format(
        Locale.ROOT,
        "Mean rank over %d series: Mimar %.2f, 1-nn %.2f, forest %.2f: %s.",
        standings.stream().filter(s -> s.exam().data().kind() == Kind.SERIES).count(),
        ranks[0],
        ranks[1],
        ranks[2],
        ranks[0] < Math.min(ranks[1], ranks[2]) ? "ahead of both" : "**not ahead of both**");
  }

  private static String line(Standing s) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d of %d | %s (%s to %s) | %s | %s | %s | %s | %.1e, %s | %.0f |",
        s.exam().name(),
        s.exam().budgetText(),
        s.runs(),
        s.exam().seeds(),
        share(s.mean()),
        share(s.interval().low()),
        share(s.interval().high()),
        s.exam().goal().text(),
        s.reached().map(reached -> reached ? "yes" : "**no**").orElse("not measured"),
        s.beside().stream().map(GoalTable::beside).collect(Collectors.joining("; ")),
        s.rival().map(rival -> ahead(rival)).orElse(""),
        s.parity(),
        s.unsound() == 0 ? "all" : "**not " + s.unsound() + "**",
        s.seconds());
  }

  private static String beside(Standing.Beside b) {
    return String.format(
        Locale.ROOT,
        "%s %s (%s: %s to %s; %.0f s)",
        b.peer(),
        share(b.mean()),
        signed(b.lead().mean()),
        signed(b.lead().low()),
        signed(b.lead().high()),
        b.seconds());
  }

  private static String ahead(Standing.Beside rival) {
    double lead = rival.lead().mean();
    String who = lead == 0 ? "neither" : lead > 0 ? "Mimar" : rival.peer().toString();
    return lead != 0 && rival.isWithinChance() ? who + ", within chance" : who;
  }

  private static String share(double share) {
    String text = String.format(Locale.ROOT, "%.4f", share);
    return text.startsWith("0") ? text.substring(1) : text;
  }

  private static String signed(double difference) {
    return String.format(Locale.ROOT, "%+.4f", difference).replaceFirst("0\\.", ".");
  }
}
