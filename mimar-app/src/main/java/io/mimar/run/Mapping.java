package io.mimar.run;

import io.mimar.Check;
import io.mimar.embed.Encoders;
import io.mimar.embed.OneHot;
import io.mimar.embed.Plane;
import io.mimar.explain.TrialMap;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.gne.ScoreModel;
import io.mimar.random.Seeds;
import io.mimar.report.ArchitectureText;
import io.mimar.search.Encoder;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.space.Architecture;
import io.mimar.space.SearchSpace;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyStore;
import io.mimar.trial.History;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A run's trials in the embedding of their space: on a plane with what else was proposed, near each
 * other, between two.
 */
public final class Mapping {
  /** Of more trials, so many are drawn: the best and the newest among them. */
  private static final int DRAWN = 1_000;

  /** Of what is proposed, so much is drawn. */
  private static final int PROPOSED = 200;

  private static final String EMBEDDING = "the embedding, which never saw a score";
  private static final String CHOICES = "their choices";

  private final RunFolder folder;
  private final Setting setting;
  private final Problem problem;
  private final Encoder encoder;
  private final History history;
  private final List<Trial> trials;
  private final Optional<Source> source;
  private final boolean isOwnSearcherHere;

  Mapping(RunFolder folder, StudyStore store, Setting setting, Plan plan) {
    this.folder = folder;
    this.setting = setting;
    this.problem = setting.problem(plan.maxMacs(), plan.allowedWork());
    this.encoder = Searchers.encoder(setting.config().gne(), problem.space());
    this.history = new History(store.trials(), List.of());
    this.trials = history.scored();
    this.source = store.meta(Source.KEY, Source.class);
    this.isOwnSearcherHere = StudyDescription.of(store).searcher().equals(setting.searcherName());
  }

  /**
   * The trials of a run, finished or not.
   *
   * @throws io.mimar.MimarException when it has not even a plan yet
   */
  public static Mapping of(RunFolder folder, StudyStore store) {
    Setting setting = Setting.of(store, Runs.config(store), PreparedData.read(folder.data()));
    return new Mapping(folder, store, setting, Explaining.plan(folder, store));
  }

  /**
   * Trials on the plane in which they differ most, by the embedding that ships where that is of
   * {@code space}, else by their choices: nothing is trained for it and nothing else is on it, so
   * that it is there at once while a search goes on.
   */
  public static TrialMap quick(SearchSpace space, List<Trial> trials) {
    if (trials.isEmpty()) {
      return new TrialMap("", List.of(), List.of());
    }
    Optional<? extends Encoder> embedding =
        space.isStructured() ? Encoders.shipped(space) : Optional.empty();
    double[][] points =
        embedding.isPresent() ? points(embedding.get(), trials) : points(new OneHot(space), trials);
    Plane plane = Plane.components(points);
    String of = embedding.isPresent() ? EMBEDDING : CHOICES;
    return new TrialMap(plane.method() + " of " + of, places(trials, plane), List.of());
  }

  /**
   * All trials with a score on a plane, and what was proposed beside them; of many, the best and
   * some of the others.
   */
  public TrialMap plane() {
    List<Trial> drawn = drawn();
    if (drawn.isEmpty()) {
      return new TrialMap("", List.of(), List.of());
    }
    List<Proposal> proposed = proposed();
    List<Architecture> all = new ArrayList<>(drawn.stream().map(Trial::architecture).toList());
    proposed.forEach(p -> all.add(p.architecture()));
    Plane plane = Plane.of(encoder.encode(all), setting.config().seed());
    return new TrialMap(
        plane.method() + " of " + encoding(), places(drawn, plane), places(drawn, proposed, plane));
  }

  private String encoding() {
    if (!problem.space().isStructured()) {
      return CHOICES;
    }
    return switch (setting.config().gne().embedding()) {
      case AUTOENCODER -> EMBEDDING;
      case GRAPH2VEC -> "graph2vec";
      case OFF -> CHOICES;
    };
  }

  /**
   * What the run's searcher would choose from next: of what it chose from before, only how much was
   * refused is kept. Nothing, where a program searched by its own means, which are not here.
   */
  private List<Proposal> proposed() {
    if (!isOwnSearcherHere) {
      return List.of();
    }
    return setting
        .searcher(problem, source.map(s -> s.warmStart(problem.space())))
        .candidates(history, PROPOSED, Seeds.root(setting.config().seed()).at("map").rng());
  }

  private static List<TrialMap.Place> places(List<Trial> trials, Plane plane) {
    return IntStream.range(0, trials.size())
        .mapToObj(
            i ->
                new TrialMap.Place(
                    trials.get(i).number(), plane.places()[i][0], plane.places()[i][1]))
        .toList();
  }

  private static List<TrialMap.Proposed> places(
      List<Trial> before, List<Proposal> proposed, Plane plane) {
    List<TrialMap.Proposed> places = new ArrayList<>();
    for (Proposal one : proposed) {
      double[] place = plane.places()[before.size() + places.size()];
      String brief = ArchitectureText.brief(one.architecture().graph());
      places.add(new TrialMap.Proposed(one.proposer(), brief, place[0], place[1]));
    }
    return places;
  }

  private List<Trial> drawn() {
    if (trials.size() <= DRAWN) {
      return trials;
    }
    List<Trial> best =
        trials.stream()
            .sorted(History.order(problem.objective()).reversed())
            .limit(DRAWN / 2)
            .toList();
    List<Trial> rest = trials.stream().filter(t -> !best.contains(t)).toList();
    List<Trial> drawn = new ArrayList<>(best);
    int every = Math.max(1, rest.size() / (DRAWN / 2));
    for (int i = rest.size() - 1; i >= 0 && drawn.size() < DRAWN; i -= every) {
      drawn.add(rest.get(i));
    }
    drawn.sort(Comparator.comparingInt(Trial::number));
    return drawn;
  }

  private static double[][] points(Encoder encoder, List<Trial> of) {
    return encoder.encode(of.stream().map(Trial::architecture).toList());
  }

  /**
   * A trial near another.
   *
   * @param trial its number
   * @param distance in the embedding
   * @param score its score
   * @param architecture what it is, in a short line
   */
  public record Neighbour(int trial, double distance, double score, String architecture) {
    private static Neighbour of(Trial trial, double distance) {
      String brief = ArchitectureText.brief(trial.architecture().graph());
      return new Neighbour(trial.number(), distance, trial.score().orElseThrow(), brief);
    }
  }

  /**
   * The trials with a score that are nearest to one, which may have none.
   *
   * @throws io.mimar.MimarException when there is no such trial
   */
  public List<Neighbour> neighbours(int number, int count) {
    double[][] points = points(encoder, trials);
    double[] own = points(encoder, List.of(Explaining.done(folder, history, number)))[0];
    double[] distances = Arrays.stream(points).mapToDouble(p -> distance(p, own)).toArray();
    return IntStream.range(0, trials.size())
        .filter(i -> trials.get(i).number() != number)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> distances[i]))
        .limit(count)
        .map(i -> Neighbour.of(trials.get(i), distances[i]))
        .toList();
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return Math.sqrt(sum);
  }

  private Trial find(int number) {
    return Explaining.find(folder, trials, number);
  }

  /**
   * A step on the line between two trials.
   *
   * @param share 0 at the first, 1 at the second
   * @param expected the score that the search's surrogate expects
   * @param holds whether it holds the limits
   * @param architecture what it is, in a short line
   */
  public record Step(double share, double expected, boolean holds, String architecture) {}

  /**
   * Architectures on the line between two trials in the embedding, each once.
   *
   * @param steps into how many parts the line is divided
   * @throws io.mimar.MimarException when there is no such trial with a score, or too few trials
   */
  public List<Step> between(int first, int second, int steps) {
    Check.range("steps", steps, 1, 1_000);
    Encoder.Decoder decoder =
        encoder instanceof Encoder.Decoder back ? back : new OneHot(problem.space());
    double[][] ends =
        decoder.encode(List.of(find(first).architecture(), find(second).architecture()));
    double[][] line = new double[steps + 1][ends[0].length];
    for (int s = 0; s <= steps; s++) {
      for (int d = 0; d < line[s].length; d++) {
        line[s][d] = ends[0][d] + (ends[1][d] - ends[0][d]) * s / steps;
      }
    }
    List<Architecture> met =
        new ArrayList<>(decoder.decode(line, 0, Seeds.root(setting.config().seed()).rng()));
    met.set(0, find(first).architecture()); // the ends are known
    met.set(steps, find(second).architecture());
    ScoreModel model = new ScoreModel(problem, encoder, trials, 0, Seeds.root(0));
    double[] gains = model.gains(met)[0];
    List<Step> all = new ArrayList<>();
    for (int s = 0; s <= steps; s++) {
      Architecture own = met.get(s);
      boolean end = s == 0 || s == steps;
      if (end || !(own.equals(met.get(s - 1)) || own.equals(met.get(steps)))) {
        double score = problem.objective().gain(gains[s]); // its own inverse
        String brief = ArchitectureText.brief(own.graph());
        all.add(new Step((double) s / steps, score, problem.isFeasible(own), brief));
      }
    }
    return all;
  }
}
