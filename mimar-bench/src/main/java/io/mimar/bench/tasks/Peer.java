package io.mimar.bench.tasks;

import io.mimar.MimarException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a user would take today instead of a search. */
enum Peer {
  /** Boosted trees: {@link XgboostPeer}. */
  XGBOOST("xgboost"),
  /** scikit-learn's random forest; of series on all their numbers side by side. */
  FOREST("forest"),
  /** scikit-learn's multi-layer perceptron. */
  PERCEPTRON("mlp"),
  /** scikit-learn's logistic regression. */
  LOGISTIC("logistic"),
  /** Logistic regression on tf-idf of words and pairs of words. */
  TERMS("tf-idf"),
  /** The class of the nearest series by Euclid's distance, the shorter filled with zeros. */
  NEAREST("1-nn"),
  /** The class of the nearest series by dynamic time warping. */
  WARPED("1-nn-dtw"),
  /** {@link FixedNetworks#residual}. */
  RESIDUAL("resnet-8"),
  /** {@link FixedNetworks#leNet}. */
  LENET("lenet-5");

  private final String title;

  Peer(String title) {
    this.title = title;
  }

  /**
   * The peer called {@code title}.
   *
   * @throws MimarException when there is none
   */
  static Peer of(String title) {
    return Arrays.stream(values())
        .filter(peer -> peer.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new MimarException(
                    "peer is " + title + ", but must be one of " + List.of(values()),
                    "Name one of these."));
  }

  /** Those that sit {@code exam}: the usual ones for its kind of data, and those its goal names. */
  static List<Peer> of(Exam exam) {
    return Stream.concat(usual(exam.data().kind()).stream(), exam.goal().peers().stream())
        .distinct()
        .toList();
  }

  private static List<Peer> usual(Kind kind) {
    return switch (kind) {
      case IMAGE -> List.of(RESIDUAL, LENET);
      case TABLE -> List.of(XGBOOST, FOREST, PERCEPTRON, LOGISTIC);
      case TEXT -> List.of(TERMS);
      case SERIES -> List.of(NEAREST, FOREST);
    };
  }

  /** Its name in results. */
  @Override
  public String toString() {
    return title;
  }
}
