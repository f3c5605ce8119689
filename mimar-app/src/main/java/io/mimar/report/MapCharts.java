package io.mimar.report;

import io.mimar.explain.TrialMap;
import io.mimar.objective.Cost;
import io.mimar.stats.Ranks;
import io.mimar.store.StudySummary;
import io.mimar.trial.Trial;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The map of trials, once for each thing that it is coloured by.
 *
 * @param method how trials were placed
 * @param proposed how many architectures are on it that were only proposed; empty text for none
 * @param charts the maps
 */
record MapCharts(String method, String proposed, List<Chart> charts) {
  private static final double SIDE = 400;
  private static final double RADIUS = 4;
  private static final String RING = "#8a9199";
  private static final double LEGEND = 18;
  private static final int MOST_LETTERS = 24;

  /** A map and what its colours say. */
  record Chart(Figure drawing, String caption) {}

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
    ToDoubleFunction<Trial> score = t -> summary.study().objective().gain(t.score().orElseThrow());
    int chosen = summary.chosen().map(Trial::number).orElse(-1);
    Drawing drawing = new Drawing(places, trials, map.proposals(), chosen);
    return Optional.of(
        new MapCharts(
            map.method(),
            map.proposals().isEmpty() ? "" : Format.plural(map.proposals().size(), "architecture"),
            List.of(
                drawing.ranked("score", score, "score: yellow is best, violet worst"),
                drawing.ranked(
                    "parameters",
                    t -> t.costs().getOrDefault(Cost.PARAMS.column(), 0.0),
                    "parameters: yellow is most, violet fewest"),
                drawing.ranked("order", Trial::number, "order: yellow came last, violet first"),
                drawing.proposers())));
  }

  /** Draws the map. */
  private record Drawing(
      List<TrialMap.Place> places,
      List<Trial> trials,
      List<TrialMap.Proposed> proposals,
      int chosen) {

    /** The map coloured by rank. */
    Chart ranked(String name, ToDoubleFunction<Trial> value, String caption) {
      double[] ranks = Ranks.of(trials.stream().mapToDouble(value).toArray());
      double last = Math.max(1, ranks.length - 1);
      Markup svg = new Markup();
      rings(svg, one -> RING);
      dots(svg, i -> EmbeddingMap.colour(ranks[i] / last), i -> ranks[i]);
      return new Chart(figure(name, SIDE, svg), caption);
    }

    /** The map coloured by proposer, with the names of the colours below. */
    Chart proposers() {
      List<String> names =
          Stream.concat(
                  trials.stream().map(Trial::proposer),
                  proposals.stream().map(TrialMap.Proposed::proposer))
              .distinct()
              .sorted()
              .toList();
      Function<String, String> colour =
          name ->
              EmbeddingMap.colour(
                  names.size() == 1 ? 0.5 : (double) names.indexOf(name) / (names.size() - 1));
      Markup svg = new Markup();
      rings(svg, one -> colour.apply(one.proposer()));
      dots(svg, i -> colour.apply(trials.get(i).proposer()), i -> i);
      for (int i = 0; i < names.size(); i++) {
        double x = 8 + i % 2 * SIDE / 2;
        int row = i / 2;
        double y = SIDE + LEGEND * (row + 0.5);
        dot(svg, x, y, colour.apply(names.get(i))).close("circle");
        svg.leaf("text", shortened(names.get(i)), "class", "tick", "x", x + 9, "y", y + 4);
      }
      int rows = (names.size() + 1) / 2;
      return new Chart(figure("proposer", SIDE + LEGEND * rows, svg), "who proposed it");
    }

    private static String shortened(String name) {
      return name.length() > MOST_LETTERS ? name.substring(0, MOST_LETTERS - 1) + "…" : name;
    }

    private static Figure figure(String name, double height, Markup svg) {
      String title = "Trials by likeness of their architectures, coloured by " + name;
      return new Figure("map-" + name, "map", title, SIDE, height, svg.toString());
    }

    /** What was proposed and not trained. */
    private void rings(Markup svg, Function<TrialMap.Proposed, String> colour) {
      Scale x = x();
      Scale y = y();
      for (TrialMap.Proposed one : proposals) {
        svg.open(
            "circle",
            "class",
            "proposed",
            "cx",
            x.at(one.x()),
            "cy",
            y.at(one.y()),
            "r",
            RADIUS - 0.5,
            "stroke",
            colour.apply(one));
        svg.leaf("title", "proposed by " + one.proposer() + ", not trained").close("circle");
      }
    }

    private Scale x() {
      return scale(TrialMap.Place::x, TrialMap.Proposed::x);
    }

    private Scale y() {
      return scale(TrialMap.Place::y, TrialMap.Proposed::y);
    }

    private Scale scale(
        ToDoubleFunction<TrialMap.Place> trial, ToDoubleFunction<TrialMap.Proposed> proposed) {
      double[] values =
          DoubleStream.concat(
                  places.stream().mapToDouble(trial), proposals.stream().mapToDouble(proposed))
              .toArray();
      double low = Arrays.stream(values).min().orElse(0);
      double high = Arrays.stream(values).max().orElse(1);
      return Scale.of(low, high, 8, SIDE - 8);
    }

    /** All trials, those of the highest order on top, and a ring around the chosen one. */
    private void dots(
        Markup svg, Function<Integer, String> colour, ToDoubleFunction<Integer> order) {
      Scale x = x();
      Scale y = y();
      IntStream.range(0, places.size())
          .boxed()
          .sorted(Comparator.comparingDouble(order))
          .forEach(
              i -> {
                TrialMap.Place place = places.get(i);
                dot(svg, x.at(place.x()), y.at(place.y()), colour.apply(i));
                svg.leaf("title", "trial " + place.trial()).close("circle");
              });
      places.stream()
          .filter(place -> place.trial() == chosen)
          .forEach(place -> svg.ring(x.at(place.x()), y.at(place.y())));
    }

    private static Markup dot(Markup svg, double x, double y, String colour) {
      return svg.open("circle", "cx", x, "cy", y, "r", RADIUS, "fill", colour);
    }
  }
}
