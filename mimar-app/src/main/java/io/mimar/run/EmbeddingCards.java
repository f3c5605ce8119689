package io.mimar.run;

import io.mimar.embed.Embedding;
import io.mimar.embed.EmbeddingReport;
import io.mimar.embed.Graph2Vec;
import io.mimar.embed.OneHot;
import io.mimar.embed.PathEncoding;
import io.mimar.embed.Projection;
import io.mimar.gne.Gne;
import io.mimar.gne.SurrogateQuality;
import io.mimar.objective.Objective;
import io.mimar.peer.Bananas;
import io.mimar.random.Seeds;
import io.mimar.report.EmbeddingMap;
import io.mimar.search.Encoder;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import io.mimar.stats.Ranks;
import io.mimar.table.Table;
import io.mimar.table.TableProblem;
import io.mimar.table.TableSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes the report card of an embedding. */
public final class EmbeddingCards {
  private static final List<Integer> LABELS = List.of(20, 50, 100, 200);
  private static final int DRAWN = 3_000;

  private final SearchSpace space;
  private final Embedding embedding;
  private final int samples;
  private final Seeds seeds;

  /**
   * Cards of one embedding.
   *
   * @param samples how many architectures each share is of
   */
  public EmbeddingCards(SearchSpace space, Embedding embedding, int samples, Seeds seeds) {
    this.space = space;
    this.embedding = embedding;
    this.samples = samples;
    this.seeds = seeds;
  }

  /** The card without scores. */
  public EmbeddingCard unscored() {
    List<EmbeddingCard.Row> rows = new ArrayList<>();
    encoders().forEach((name, encoder) -> rows.add(row(name, encoder, List.of())));
    return new EmbeddingCard(report(), Optional.empty(), rows, Optional.empty());
  }

  /**
   * The card of a table's rows.
   *
   * @param table all of whose rows have a value in {@code column}
   * @param column what they are scored by
   */
  public EmbeddingCard scored(TableSpace table, String column) {
    Objective objective = table.table().metric(column).objective();
    Problem problem = TableProblem.of(table, List.of(), objective);
    double[] gains = gains(table.table(), column, objective);
    SurrogateQuality quality =
        new SurrogateQuality(problem, table.table().rows(), gains, seeds.at("surrogate"));
    List<EmbeddingCard.Row> rows = new ArrayList<>();
    encoders()
        .forEach(
            (name, encoder) ->
                rows.add(row(name, encoder, taus(quality, encoder, quality::alone))));
    Encoder seen = space.isStructured() ? embedding : Searchers.encoder(Gne.Config.DEFAULT, space);
    rows.add(row("all that gne sees", seen, taus(quality, seen, quality::inSearch)));
    return new EmbeddingCard(
        report(), Optional.of(column), rows, Optional.of(map(table.table().rows(), gains)));
  }

  private static double[] gains(Table table, String column, Objective objective) {
    return Arrays.stream(table.column(column)).map(objective::gain).toArray();
  }

  private Map<String, Encoder> encoders() {
    Map<String, Encoder> encoders = new LinkedHashMap<>();
    encoders.put("autoencoder", embedding);
    encoders.put(
        "graph2vec", Graph2Vec.fit(space, Graph2Vec.Options.DEFAULT, seeds.at("graph2vec")));
    encoders.put("path encoding", new PathEncoding(space, Bananas.Config.DEFAULT.paths()));
    encoders.put("one-hot", new OneHot(space));
    return encoders;
  }

  private EmbeddingReport report() {
    return EmbeddingReport.of(embedding, samples, seeds.at("report").rng());
  }

  private EmbeddingCard.Row row(String name, Encoder encoder, List<EmbeddingCard.Tau> taus) {
    double smoothness =
        EmbeddingReport.smoothness(space, encoder, samples, seeds.at("smoothness").rng());
    return new EmbeddingCard.Row(name, encoder.dimensions(), smoothness, taus);
  }

  private static List<EmbeddingCard.Tau> taus(
      SurrogateQuality quality,
      Encoder encoder,
      BiFunction<Encoder, Integer, SurrogateQuality.Tau> measure) {
    return LABELS.stream()
        .filter(n -> n <= quality.mostLabels())
        .map(n -> measure.apply(encoder, n))
        .map(t -> new EmbeddingCard.Tau(t.labels(), t.mean(), t.deviation()))
        .toList();
  }

  private EmbeddingMap map(List<Architecture> rows, double[] gains) {
    int every = Math.max(1, (rows.size() + DRAWN - 1) / DRAWN);
    List<Architecture> drawn = new ArrayList<>();
    List<Double> own = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += every) {
      drawn.add(rows.get(i));
      own.add(gains[i]);
    }
    double[][] points = embedding.encode(drawn);
    Projection projection = Projection.of(points);
    double last = Math.max(1, drawn.size() - 1);
    double[] ranks =
        Arrays.stream(Ranks.of(own.stream().mapToDouble(g -> g).toArray()))
            .map(r -> r / last)
            .toArray();
    return new EmbeddingMap(
        Arrays.stream(points).map(projection::of).toArray(double[][]::new),
        ranks,
        projection.share()[0] + projection.share()[1]);
  }
}
