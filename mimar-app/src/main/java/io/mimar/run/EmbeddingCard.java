package io.mimar.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.mimar.embed.EmbeddingReport;
import io.mimar.report.EmbeddingMap;
import java.util.List;
import java.util.Optional;

/**
 * The report card of the embedding that searches use, beside other encoders; on a table also how
 * well the surrogate learns from each.
 *
 * @param embedding of the autoencoder
 * @param objective the column that scores are of, where there is a table
 * @param encoders all encoders, the embedding in use first
 * @param map where architectures lie on a plane, where there is a table
 */
public record EmbeddingCard(
    @JsonUnwrapped EmbeddingReport embedding,
    Optional<String> objective,
    List<Row> encoders,
    @JsonIgnore Optional<EmbeddingMap> map) {

  /**
   * One encoder.
   *
   * @param encoder its name
   * @param dimensions length of a point
   * @param smoothness rank correlation of edits and distance
   * @param tau how well the surrogate foretells order from its points, empty without a table
   */
  public record Row(String encoder, int dimensions, double smoothness, List<Tau> tau) {}

  /**
   * How well the surrogate foretells order.
   *
   * @param labels how many labels it learned from
   * @param mean Kendall's tau of prediction and truth, mean over draws of the labels
   * @param deviation the standard deviation over the draws
   */
  public record Tau(int labels, double mean, double deviation) {}
}
