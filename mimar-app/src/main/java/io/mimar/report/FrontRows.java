package io.mimar.report;

import io.mimar.config.CostText;
import io.mimar.objective.Cost;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudySummary;
import io.mimar.trial.Tradeoff;
import io.mimar.trial.Trial;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The trials that no other beats in all objectives. Where nothing is minimised these are the score
 * and the parameters, to show what size buys.
 *
 * @param title what it is
 * @param costs what the costs are called
 * @param members the trials, ascending by the first cost
 * @param foretold whether a cost of one of them was not measured
 * @param left how many members are not listed, since there are very many; empty text for none
 * @param charts the score against each cost
 * @param drawn what the charts leave out; empty text for nothing
 * @param pick how the chosen one was picked, a sentence
 */
record FrontRows(
    String title,
    List<String> costs,
    List<Row> members,
    boolean foretold,
    String left,
    List<Figure> charts,
    String drawn,
    String pick) {
  private static final int MOST = 300;

  /** A member; a cost that was foretold rather than measured has a tilde. */
  record Row(int number, String score, List<String> costs, String architecture, boolean chosen) {}

  /** The rows; empty where no trial completed, or the space knows no costs. */
  static Optional<FrontRows> of(StudySummary summary) {
    StudyDescription study = summary.study();
    boolean wanted = !study.minimised().isEmpty();
    List<String> minimised = wanted ? study.minimised() : List.of(Cost.PARAMS.column());
    List<Trial> trials =
        summary.trials().stream()
            .filter(t -> minimised.stream().allMatch(cost -> t.cost(cost).isPresent()))
            .toList();
    Tradeoff tradeoff = new Tradeoff(study.objective(), minimised);
    Measure measure = Measure.of(study);
    FrontChart chart = new FrontChart(trials, tradeoff, measure);
    if (chart.isEmpty()) {
      return Optional.empty();
    }
    int chosen = summary.chosen().map(Trial::number).orElse(-1);
    List<Trial> front = tradeoff.front(trials);
    Set<Integer> listed = Drawn.numbers(Drawn.spread(front, MOST));
    List<Trial> members =
        front.stream().filter(t -> listed.contains(t.number()) || t.number() == chosen).toList();
    int left = front.size() - members.size();
    return Optional.of(
        new FrontRows(
            wanted
                ? "The front: what no other trial beats in all objectives"
                : "What size buys: the best score for each number of parameters",
            minimised.stream().map(CostText::name).toList(),
            members.stream().map(t -> row(t, minimised, measure, chosen)).toList(),
            members.stream()
                .anyMatch(t -> minimised.stream().anyMatch(c -> !t.costs().containsKey(c))),
            left == 0 ? "" : Format.plural(left, "more member"),
            minimised.stream().map(chart::draw).toList(),
            chart.caption(),
            wanted
                ? "The model was picked by “" + study.pick() + "”."
                : "The model was picked by its score alone."));
  }

  private static Row row(Trial trial, List<String> minimised, Measure measure, int chosen) {
    return new Row(
        trial.number(),
        measure.text(trial.score().orElseThrow()),
        minimised.stream().map(cost -> CostText.of(trial, cost)).toList(),
        ArchitectureText.brief(trial.architecture().graph()),
        trial.number() == chosen);
  }
}
