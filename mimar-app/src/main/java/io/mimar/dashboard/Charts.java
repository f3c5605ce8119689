package io.mimar.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.explain.TrialMap;
import io.mimar.objective.Cost;
import io.mimar.objective.Objective;
import io.mimar.run.Mapping;
import io.mimar.run.Runs;
import io.mimar.space.Architecture;
import io.mimar.space.Cell;
import io.mimar.space.Choice;
import io.mimar.space.NetworkSpace;
import io.mimar.space.SearchSpace;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.TrialPage;
import io.mimar.store.TrialPoint;
import io.mimar.store.TrialSelection;
import io.mimar.store.TrialSort;
import io.mimar.store.TrialSpan;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The numbers behind the charts, as JSON in columns. However many trials a study has, a chart gets
 * about {@link #MOST} of them, and all that stand out.
 */
final class Charts {
  static final int MOST = 2_000;
  private static final int MOST_READ = 200_000;
  private static final int MOST_LINES = 800;
  private static final int MOST_PLACES = 1_500;
  private static final int MOST_SPANS = 800;
  private static final int MOST_AXES = 14;

  /** Times are kept in milliseconds, rounded at both ends. */
  private static final Duration ROUNDING = Duration.ofMillis(2);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What the chart of costs can lie over. */
  private static final Map<String, ToDoubleFunction<TrialPoint>> COSTS = costs();

  private Charts() {}

  // ---- progress and front

  private static Map<String, ToDoubleFunction<TrialPoint>> costs() {
    Map<String, ToDoubleFunction<TrialPoint>> costs = new LinkedHashMap<>();
    costs.put(Cost.PARAMS.column(), TrialPoint::params);
    costs.put(Cost.MACS.column(), TrialPoint::macs);
    costs.put(Cost.MEMORY.column(), TrialPoint::memory);
    costs.put(Cost.SIZE.column(), TrialPoint::size);
    costs.put(Cost.LATENCY.column(), TrialPoint::latency);
    return Collections.unmodifiableMap(costs);
  }

  /**
   * Trials for the charts of progress and costs: in even steps, and all that improve on what was
   * before, that are on the front, or that no cheaper one beats, whatever the cost.
   */
  static ObjectNode points(StudyStore store) {
    StudyDescription study = StudyDescription.of(store);
    List<TrialPoint> points = store.queries().points(MOST_READ, study.objective());
    if (points.size() > MOST) {
      Set<Integer> best = undominated(points, study.objective());
      store.queries().contenders(study.tradeoff(), Set.of()).forEach(t -> best.add(t.number()));
      points = thinned(points, best);
    }
    return columns(store, points);
  }

  private static Set<Integer> undominated(List<TrialPoint> points, Objective objective) {
    Set<Integer> numbers = new HashSet<>();
    for (ToDoubleFunction<TrialPoint> cost : COSTS.values()) {
      List<TrialPoint> rising =
          points.stream()
              .filter(p -> p.outcome() == Outcome.COMPLETE && cost.applyAsDouble(p) > 0)
              .sorted(
                  Comparator.comparingDouble(cost)
                      .thenComparingDouble(p -> -objective.gain(p.score())))
              .toList();
      double best = Double.NEGATIVE_INFINITY;
      for (TrialPoint point : rising) {
        double gain = objective.gain(point.score());
        if (gain > best) {
          best = gain;
          numbers.add(point.number());
        }
      }
    }
    return numbers;
  }

  private static List<TrialPoint> thinned(List<TrialPoint> points, Set<Integer> always) {
    int step = (points.size() + MOST - 1) / MOST;
    return IntStream.range(0, points.size())
        .filter(i -> i % step == 0 || isKept(points.get(i), always))
        .mapToObj(points::get)
        .toList();
  }

  private static boolean isKept(TrialPoint point, Set<Integer> always) {
    return point.improves() || always.contains(point.number());
  }

  private static ObjectNode columns(StudyStore store, List<TrialPoint> points) {
    ObjectNode columns = JSON.objectNode();
    columns.put("count", store.queries().count());
    numbers(columns, "number", points, TrialPoint::number);
    texts(columns, "outcome", points, p -> p.outcome().name().toLowerCase(Locale.ROOT));
    numbers(columns, "score", points, TrialPoint::score);
    COSTS.forEach((name, cost) -> numbers(columns, name, points, cost));
    texts(columns, "proposer", points, TrialPoint::proposer);
    ArrayNode improvements = columns.putArray("improves");
    points.forEach(p -> improvements.add(p.improves() ? 1 : 0));
    return columns;
  }

  private static <T> void numbers(
      ObjectNode columns, String name, List<T> rows, ToDoubleFunction<T> value) {
    ArrayNode column = columns.putArray(name);
    rows.forEach(row -> add(column, value.applyAsDouble(row)));
  }

  private static <T> void texts(
      ObjectNode columns, String name, List<T> rows, Function<T, String> value) {
    ArrayNode column = columns.putArray(name);
    rows.forEach(row -> column.add(value.apply(row)));
  }

  /** JSON has no NaN. */
  private static void add(ArrayNode column, double value) {
    if (!Double.isFinite(value)) {
      column.addNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      column.add((long) value);
    } else {
      column.add(value);
    }
  }

  // ---- the timeline

  /**
   * When the last trials ran, a lane for each worker. Where it is not known who trained them, they
   * lie in as few lanes as do not overlap, which are as many as there were workers.
   */
  static ObjectNode timeline(StudyStore store) {
    List<TrialSpan> spans =
        store.queries().lastSpans(MOST_SPANS).stream()
            .sorted((a, b) -> a.started().compareTo(b.started()))
            .toList();
    ObjectNode timeline = JSON.objectNode();
    timeline.put("trials", spans.size());
    ArrayNode rows = timeline.putArray("spans");
    Lanes lanes = new Lanes();
    for (TrialSpan span : spans) {
      int lane = lanes.of(span);
      rows.addObject()
          .put("number", span.number())
          .put("outcome", span.outcome().name().toLowerCase(Locale.ROOT))
          .put("from", span.started().toEpochMilli())
          .put("to", span.finished().toEpochMilli())
          .put("lane", lane)
          .put("session", span.session());
    }
    ArrayNode workers = timeline.putArray("workers");
    lanes.workers.forEach(workers::add);
    return timeline;
  }

  private static final class Lanes {
    /** Whose each lane is; empty text for one of trials of which that is not known. */
    private final List<String> workers = new ArrayList<>();

    /** When each lane is free again. */
    private final List<Instant> free = new ArrayList<>();

    /** The lane of a span that starts no sooner than those before. */
    private int of(TrialSpan span) {
      String worker = span.worker().orElse("");
      int lane = 0;
      while (lane < workers.size() && !takes(lane, worker, span)) {
        lane++;
      }
      if (lane == workers.size()) {
        workers.add(worker);
        free.add(span.finished());
      } else {
        free.set(lane, span.finished());
      }
      return lane;
    }

    private boolean takes(int lane, String worker, TrialSpan span) {
      boolean isFree = !free.get(lane).minus(ROUNDING).isAfter(span.started());
      return workers.get(lane).equals(worker) && (isFree || !worker.isEmpty());
    }
  }

  // ---- parallel coordinates

  /**
   * Completed trials over what was chosen, what that costs and how good it is: axes, then a row of
   * values for each trial. A space of graphs has too many choices to read: there, how often the
   * cell has each operation.
   */
  static ObjectNode parallel(StudyStore store) {
    List<Trial> trials = store.queries().of(store.queries().spread(MOST_LINES));
    ObjectNode parallel = JSON.objectNode();
    ArrayNode axes = parallel.putArray("axes");
    List<ToDoubleFunction<Trial>> values = new ArrayList<>();
    space(store, trials).ifPresent(space -> choices(space, trials, axes, values));
    for (String cost : List.of("params", "macs")) {
      if (trials.stream().anyMatch(t -> t.costs().containsKey(cost))) {
        axes.addObject().put("name", cost.equals("params") ? "parameters" : cost).put("log", true);
        values.add(t -> t.costs().getOrDefault(cost, Double.NaN));
      }
    }
    axes.addObject().put("name", "seconds");
    values.add(t -> t.result().seconds());
    axes.addObject().put("name", "score").put("score", true);
    values.add(t -> t.score().orElse(Double.NaN));
    ArrayNode numbers = parallel.putArray("number");
    ArrayNode rows = parallel.putArray("rows");
    for (Trial trial : trials) {
      numbers.add(trial.number());
      ArrayNode row = rows.addArray();
      values.forEach(value -> add(row, value.applyAsDouble(trial)));
    }
    return parallel;
  }

  /** The space of a study, where its trials still mean in it what they meant. */
  private static Optional<NetworkSpace> space(StudyStore store, List<Trial> trials) {
    return Runs.space(store)
        .filter(
            space ->
                space.isStructured() // then its trials' graphs tell all
                    || trials.stream().allMatch(t -> space.contains(t.architecture())));
  }

  private static void choices(
      SearchSpace space, List<Trial> trials, ArrayNode axes, List<ToDoubleFunction<Trial>> values) {
    if (space.isStructured()) {
      operations(trials, axes, values);
      return;
    }
    List<Choice> choices = space.choices();
    for (int c = 0; c < Math.min(MOST_AXES, choices.size()); c++) {
      int choice = c;
      ObjectNode axis = axes.addObject().put("name", choices.get(c).name());
      ArrayNode words = axis.putArray("words");
      choices.get(c).values().forEach(words::add);
      values.add(t -> t.architecture().values().get(choice));
    }
  }

  private static void operations(
      List<Trial> trials, ArrayNode axes, List<ToDoubleFunction<Trial>> values) {
    TreeSet<String> names = new TreeSet<>();
    trials.forEach(t -> names.addAll(operations(t.architecture()).keySet()));
    names.stream()
        .limit(MOST_AXES)
        .forEach(
            name -> {
              axes.addObject().put("name", name).put("count", true);
              values.add(t -> operations(t.architecture()).getOrDefault(name, 0));
            });
  }

  /** How often the cell has each operation, its ends left out. */
  private static Map<String, Integer> operations(Architecture architecture) {
    List<String> labels = architecture.graph().labels();
    int end = labels.indexOf(Cell.OUTPUT);
    Map<String, Integer> counts = new LinkedHashMap<>();
    labels
        .subList(1, end < 0 ? labels.size() : end)
        .forEach(label -> counts.merge(label, 1, Integer::sum));
    return counts;
  }

  // ---- the map

  /**
   * Trials with a score by likeness, the best last, and what else was proposed: as kept at the end
   * of the search, where no trial completed since, else as they lie now.
   */
  static ObjectNode map(StudyStore store) {
    ObjectNode columns = JSON.objectNode();
    Objective objective = StudyDescription.of(store).objective();
    Optional<TrialMap> kept =
        store.meta(StudyKeys.MAP, TrialMap.class).filter(map -> isOfAll(map, store));
    Collection<Integer> numbers =
        kept.isPresent()
            ? places(kept.get()).keySet()
            : store.queries().spreadOfScored(MOST_PLACES);
    List<Trial> trials =
        store.queries().of(numbers).stream()
            .filter(t -> t.score().isPresent())
            .sorted(History.order(objective))
            .toList();
    kept.or(() -> space(store, trials).map(space -> Mapping.quick(space, trials)))
        .ifPresent(map -> draw(map, trials, columns));
    return columns;
  }

  private static void draw(TrialMap map, List<Trial> trials, ObjectNode columns) {
    Map<Integer, TrialMap.Place> places = places(map);
    numbers(columns, "number", trials, Trial::number);
    numbers(columns, "score", trials, t -> t.score().orElse(Double.NaN));
    numbers(columns, "params", trials, t -> t.cost("params").orElse(Double.NaN));
    texts(columns, "proposer", trials, Trial::proposer);
    texts(columns, "outcome", trials, t -> t.outcome().name().toLowerCase(Locale.ROOT));
    numbers(columns, "x", trials, t -> places.get(t.number()).x());
    numbers(columns, "y", trials, t -> places.get(t.number()).y());
    columns.put("words", map.method());
    ObjectNode proposals = columns.putObject("proposals");
    numbers(proposals, "x", map.proposals(), TrialMap.Proposed::x);
    numbers(proposals, "y", map.proposals(), TrialMap.Proposed::y);
    texts(proposals, "proposer", map.proposals(), TrialMap.Proposed::proposer);
    texts(proposals, "architecture", map.proposals(), TrialMap.Proposed::architecture);
  }

  /** Whether no trial completed after the last that is on {@code map}, which is never left out. */
  private static boolean isOfAll(TrialMap map, StudyStore store) {
    int last = map.places().stream().mapToInt(TrialMap.Place::trial).max().orElse(-1);
    return newest(store).orElse(-1) <= last;
  }

  private static OptionalInt newest(StudyStore store) {
    TrialSelection last =
        new TrialSelection(
            Optional.of(Outcome.COMPLETE), Optional.empty(), "", TrialSort.NUMBER, true, 0, 1);
    return store.queries().page(last).rows().stream().mapToInt(TrialPage.Row::number).findFirst();
  }

  private static Map<Integer, TrialMap.Place> places(TrialMap map) {
    return map.places().stream().collect(Collectors.toMap(TrialMap.Place::trial, place -> place));
  }
}
