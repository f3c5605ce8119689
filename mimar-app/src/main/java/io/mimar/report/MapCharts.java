package io.mimar.report;

import io.mimar.explain.TrialMap;
import io.mimar.objective.Cost;
import io.mimar.stats.Ranks;
import io.mimar.store.StudySummary;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The map of trials, once for each thing that it is coloured by.
 *
 * @param method how trials were placed
 * @param charts the maps
 * @param proposers who proposed, with the colour of each
 */
record MapCharts(String method, List<Chart> charts, List<Proposer> proposers) {
  private static final double SIDE = 220;
  private static final double RADIUS = 3;

  /** A map and what its colours say. */
  record Chart(String drawing, String caption) {}

  /** A proposer and its colour. */
  record Proposer(String name, String colour) {}

  /** The maps; empty where no trial with a score is on it, for a colour needs one. */
  static Optional<MapCharts> of(TrialMap map, StudySummary summary) {
    Map<Integer, Trial> byNumber =
        summary.trials().stream()
            .filter(t -> t.score().isPresent())
            .collect(Collectors.toMap(Trial::number, Function.identity()));
    List<TrialMap.Place> places =
        map.places().stream().filter(p -> byNumber.containsKey(p.trial())).toList();
    if (places.isEmpty()) {
      return Optional.empty();
    }
    List<Trial> trials = places.stream().map(p -> byNumber.get(p.trial())).toList();
    List<String> names = trials.stream().map(Trial::proposer).distinct().sorted().toList();
    List<Proposer> proposers = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double at = names.size() == 1 ? 0.5 : (double) i / (names.size() - 1);
      proposers.add(new Proposer(names.get(i), EmbeddingMap.colour(at)));
    }
    ToDoubleFunction<Trial> score = t -> summary.study().objective().gain(t.score().orElseThrow());
    return Optional.of(
        new MapCharts(
            map.method(),
            List.of(
                ranked(places, trials, score, "score: yellow is best, violet worst"),
                ranked(
                    places,
                    trials,
                    t -> t.costs().getOrDefault(Cost.PARAMS.column(), 0.0),
                    "parameters: yellow is most"),
                ranked(places, trials, Trial::number, "time: yellow is last"),
                new Chart(
                    draw(
                        places,
                        i -> proposers.get(names.indexOf(trials.get(i).proposer())).colour(),
                        i -> i),
                    "who proposed it")),
            proposers));
  }

  private static Chart ranked(
      List<TrialMap.Place> places,
      List<Trial> trials,
      ToDoubleFunction<Trial> value,
      String caption) {
    double[] ranks = Ranks.of(trials.stream().mapToDouble(value).toArray());
    double last = Math.max(1, ranks.length - 1);
    return new Chart(
        draw(places, i -> EmbeddingMap.colour(ranks[i] / last), i -> ranks[i]), caption);
  }

  /** A map, those of the highest order on top. */
  private static String draw(
      List<TrialMap.Place> places,
      Function<Integer, String> colour,
      ToDoubleFunction<Integer> order) {
    Scale x = scale(places.stream().mapToDouble(TrialMap.Place::x).toArray());
    Scale y = scale(places.stream().mapToDouble(TrialMap.Place::y).toArray());
    String side = Markup.number(SIDE);
    Markup svg =
        new Markup()
            .open(
                "svg",
                "class",
                "map",
                "viewBox",
                "0 0 " + side + " " + side,
                "role",
                "img",
                "aria-label",
                "Trials by likeness of their architectures");
    IntStream.range(0, places.size())
        .boxed()
        .sorted(Comparator.comparingDouble(order))
        .forEach(
            i -> {
              TrialMap.Place place = places.get(i);
              svg.open(
                  "circle",
                  "cx",
                  x.at(place.x()),
                  "cy",
                  y.at(place.y()),
                  "r",
                  RADIUS,
                  "fill",
                  colour.apply(i));
              svg.leaf("title", "trial " + place.trial()).close("circle");
            });
    return svg.close("svg").toString();
  }

  private static Scale scale(double[] values) {
    double low = IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElse(0);
    double high = IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElse(1);
    return Scale.of(low, high, 8, SIDE - 8);
  }
}
