package io.mimar.cli;

import io.mimar.Check;
import io.mimar.config.Quantity;
import io.mimar.config.Spaces;
import io.mimar.embed.Embedding;
import io.mimar.embed.EmbeddingOptions;
import io.mimar.embed.EmbeddingReport;
import io.mimar.embed.Encoders;
import io.mimar.embed.Training;
import io.mimar.nn.Engine;
import io.mimar.random.Seeds;
import io.mimar.run.Searchers;
import io.mimar.space.SearchSpace;
import java.nio.file.Path;
import java.util.Locale;
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

  @Override
  public Integer call() {
    long count = Check.range("--samples", Quantity.count("--samples", samples), 1, MOST_SAMPLES);
    SearchSpace searched = Spaces.named(space);
    Engine.start(1);
    Embedding embedding = report ? Searchers.embedding(searched) : trained(searched);
    print(EmbeddingReport.of(embedding, (int) count, Seeds.root(seed).at("report").rng()));
    return ExitCode.DONE;
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

  private void print(EmbeddingReport card) {
    if (json) {
      printJson(card);
      return;
    }
    System.out.printf(
        Locale.ROOT,
        """
        space            %s, %d architectures that training never saw
        reconstruction   %.1f %% decode to the same canonical graph
        valid as decoded %.1f %% of prior samples, %.1f %% of reconstructions; the rest was repaired
        valid in the end %.1f %% of prior samples
        uniqueness       %.1f %%
        novelty          %.1f %%
        smoothness       %.2f rank correlation of edits and distance
        """,
        card.space(),
        card.samples(),
        100 * card.reconstruction(),
        100 * (1 - card.repairedPrior()),
        100 * (1 - card.repairedReconstruction()),
        100 * card.validity(),
        100 * card.uniqueness(),
        100 * card.novelty(),
        card.smoothness());
  }
}
