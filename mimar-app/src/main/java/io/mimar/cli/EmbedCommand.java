package io.mimar.cli;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Quantity;
import io.mimar.config.Spaces;
import io.mimar.embed.Embedding;
import io.mimar.embed.EmbeddingOptions;
import io.mimar.embed.EmbeddingReport;
import io.mimar.embed.Encoders;
import io.mimar.embed.Training;
import io.mimar.nn.Engine;
import io.mimar.random.Seeds;
import io.mimar.run.EmbeddingCard;
import io.mimar.run.EmbeddingCards;
import io.mimar.run.Searchers;
import io.mimar.space.SearchSpace;
import io.mimar.table.Metric;
import io.mimar.table.Table;
import io.mimar.table.TableReader;
import io.mimar.table.TableSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mimar embed}. */
@Command(
    name = "embed",
    description = {
      "Trains the embedding of a search space, without labels, or reports on the one in use.",
      "The embedding that ships was made by `mimar embed --thorough`."
    })
final class EmbedCommand extends ReadingCommand implements Callable<Integer> {
  private static final int MOST_SAMPLES = 1_000_000;

  @Option(names = "--space", paramLabel = "NAME", description = "Default: image.")
  String space = "image";

  @Option(
      names = "--report",
      description = "Do not train: measure the embedding that searches use.")
  boolean report;

  @Option(names = "--thorough", description = "Train as for shipping: about 15 minutes.")
  boolean thorough;

  @Option(names = "--seed", paramLabel = "N", description = "Default 0.")
  long seed;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Architectures to measure on. Default 2000.")
  String samples = "2000";

  @Option(names = "--out", paramLabel = "FILE", description = "Default: SPACE.embedding.")
  Path out;

  @Option(
      names = "--table",
      paramLabel = "DIR",
      description =
          "With --report: measure on the rows of a table, and how well they are foretold.")
  Path table;

  @Option(
      names = "--objective",
      paramLabel = "COLUMN",
      description = "Score of the table's rows. Default: its first objective.")
  String objective;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "With --table: a map of the embedding, coloured by score.")
  Path html;

  @Override
  public Integer call() {
    int count =
        (int) Check.range("--samples", Quantity.count("--samples", samples), 1, MOST_SAMPLES);
    requireFlagsThatFit();
    if (table != null) {
      onTable(count);
      return ExitCode.DONE;
    }
    SearchSpace searched = Spaces.named(space);
    if (!searched.isStructured()) {
      throw new MimarException(
          "space "
              + space
              + " is a plain list of decisions, which is searched without an embedding",
          "Name a space of graphs, such as image.");
    }
    Engine.start(1);
    Embedding embedding = report ? Searchers.embedding(searched) : trained(searched);
    print(new EmbeddingCards(searched, embedding, count, Seeds.root(seed)).unscored());
    return ExitCode.DONE;
  }

  private void requireFlagsThatFit() {
    if (table != null && !report) {
      throw new MimarException(
          "--table is " + table + ", but searches train the embedding of a table themselves",
          "Add --report to measure it.");
    }
    if (table == null && (objective != null || html != null)) {
      throw new MimarException(
          (objective != null ? "--objective is " + objective : "--html is " + html)
              + ", but there is no --table to take scores from",
          "Name a table, or leave the flag out.");
    }
  }

  private void onTable(int count) {
    Table read = TableReader.read(table);
    String column = objective != null ? objective : firstObjective(read);
    TableSpace rows = new TableSpace(read.complete(List.of(column)));
    Engine.start(1);
    EmbeddingCards cards =
        new EmbeddingCards(rows, Searchers.embedding(rows), count, Seeds.root(seed));
    EmbeddingCard card = cards.scored(rows, column);
    print(card);
    if (html != null) {
      card.map().orElseThrow().write(html, read.name() + ": " + column);
      System.err.println("Map written to " + html + ".");
    }
  }

  private static String firstObjective(Table table) {
    return table.metrics(Metric.Role.OBJECTIVE).stream()
        .findFirst()
        .map(Metric::column)
        .orElseThrow(
            () ->
                new MimarException(
                    "table " + table.name() + " has no column with the role objective",
                    "Name a column with --objective."));
  }

  private Embedding trained(SearchSpace searched) {
    EmbeddingOptions options = thorough ? EmbeddingOptions.THOROUGH : EmbeddingOptions.QUICK;
    System.err.println("Training the embedding of space " + space + " ...");
    Embedding embedding = Training.fit(searched, options, Seeds.root(seed).at("embedding"));
    Path file = out != null ? out : Path.of(space + ".embedding");
    Encoders.write(file, embedding);
    System.err.println("Written to " + file + ".");
    return embedding;
  }

  private void print(EmbeddingCard card) {
    if (json) {
      printJson(card);
      return;
    }
    EmbeddingReport own = card.embedding();
    System.out.printf(
        Locale.ROOT,
        """
        space            %s, %d draws
        reconstruction   %s of those held back from training decode to the same graph
        valid as decoded %.1f %% of prior samples, %s of reconstructions; the rest was repaired
        valid in the end %.1f %% of prior samples
        uniqueness       %.1f %% of prior samples differ from those before
        novelty          %.1f %% of these are not among as many random architectures
        """,
        own.space(),
        own.samples(),
        percent(own.reconstruction()),
        100 * (1 - own.repairedPrior()),
        percent(own.repairedReconstruction().stream().map(share -> 1 - share).findFirst()),
        100 * own.validity(),
        100 * own.uniqueness(),
        100 * own.novelty());
    encoders(card);
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble())
        : "(none was held back)";
  }

  /** One line for each encoder. */
  private static void encoders(EmbeddingCard card) {
    System.out.printf("%n%-18s %10s %10s", "encoder", "dimensions", "smoothness");
    List<EmbeddingCard.Tau> heads = card.encoders().get(0).tau();
    heads.forEach(t -> System.out.printf("  %11s", "tau at " + t.labels()));
    System.out.println();
    for (EmbeddingCard.Row row : card.encoders()) {
      System.out.printf(
          Locale.ROOT, "%-18s %10d %10.2f", row.encoder(), row.dimensions(), row.smoothness());
      row.tau()
          .forEach(t -> System.out.printf(Locale.ROOT, "  %5.3f ±%.3f", t.mean(), t.deviation()));
      System.out.println();
    }
    card.objective()
        .ifPresent(
            column ->
                System.out.printf(
                    "Tau: Kendall's, of what the surrogate foretells of %s, 30 draws of labels ±"
                        + " their standard deviation.%n",
                    column));
  }
}
