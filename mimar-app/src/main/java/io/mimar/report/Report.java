package io.mimar.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mimar.MimarException;
import io.mimar.config.CostText;
import io.mimar.explain.Explanation;
import io.mimar.network.Task;
import io.mimar.objective.Cost;
import io.mimar.store.DataSummary;
import io.mimar.store.FinalResult;
import io.mimar.store.Proposals;
import io.mimar.store.Refusals;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudySummary;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a study found, as one self-contained HTML file (no network, no script, well-formed XML) or
 * as Markdown with its figures beside it. Everything that comes from outside is escaped by the
 * template engine or by {@link Markup}.
 */
public final class Report {
  private static final int CURVES = 12;

  private static final Map<String, String> FINDERS = finding();

  private static Map<String, String> finding() {
    Map<String, String> finders = new LinkedHashMap<>();
    finders.put("enqueued", "was asked for by the user");
    finders.put("portfolio", "starts with what was good on other data");
    finders.put("source", "was good in the run that it started from");
    finders.put("initial", "spreads the first trials over the space");
    finders.put("evolution", "changes and mixes the best");
    finders.put("swarm", "moves between the best");
    finders.put("generator", "is proposed by the adversarial network");
    finders.put("random", "is drawn by chance");
    return finders;
  }

  private final StudySummary summary;
  private final Optional<Task> task;
  private final Explanations explanations;
  private final Instant made;
  private final TrialRows rows;

  private Report(
      StudySummary summary, Optional<Task> task, Explanations explanations, Instant made) {
    this.summary = summary;
    this.task = task;
    this.explanations = explanations;
    this.made = made;
    this.rows = new TrialRows(summary);
  }

  /** A name and a value side by side. */
  public record Item(String name, String value) {}

  /**
   * The report on {@code summary}.
   *
   * @param task what the networks are for, where it is known: then their shapes are shown
   * @param explanations what is known of why
   * @param made when it is made
   */
  public static Report of(
      StudySummary summary, Optional<Task> task, Explanations explanations, Instant made) {
    return new Report(summary, task, explanations, made);
  }

  /** The report as HTML. */
  String html() {
    return Page.render(Report.class, "report.mustache", model());
  }

  /**
   * Writes the report as HTML; a reader never sees half of it.
   *
   * @throws MimarException when {@code file} cannot be written
   */
  public void writeHtml(Path file) {
    Page.write(file, html());
  }

  /**
   * Writes the report as Markdown, its figures as SVG and PNG into a folder beside it: those of
   * {@code report.md} into {@code report-figures}.
   *
   * @throws MimarException when a file cannot be written
   */
  public void writeMarkdown(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "") + "-figures";
    Markdown markdown = new Markdown(name);
    String text = markdown.render("markdown.mustache", model());
    Path folder = Page.folder(file.resolveSibling(name));
    for (Figure figure : markdown.figures()) {
      Page.write(folder.resolve(figure.name() + ".svg"), figure.file());
      Page.write(folder.resolve(figure.name() + ".png"), Pixels.png(figure));
    }
    Page.write(file, text);
  }

  private Map<String, Object> model() {
    StudyDescription study = summary.study();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("css", Page.css());
    model.put("name", study.name());
    model.put("made", made.truncatedTo(ChronoUnit.SECONDS).toString());
    model.put("version", study.version());
    model.put("unfinished", summary.result().isEmpty() || summary.successor().isPresent());
    model.put("headline", Headline.of(summary));
    model.put("tiles", tiles());
    model.put("scores", scores());
    summary.result().flatMap(MetricRows::of).ifPresent(rows -> model.put("metrics", rows));
    StepRows.of(summary).ifPresent(rows -> model.put("steps", rows));
    model.put("about", About.of(summary));
    model.put("notes", summary.data().map(DataSummary::notes).orElse(List.of()));
    model.put("assumptions", summary.assumptions());
    model.put("caveats", Caveats.of(summary));
    model.put("advice", Advice.of(summary, explanations.search()));
    search(model);
    summary.chosen().ifPresent(best -> architecture(model, best));
    explanations.show(Measure.of(study), model);
    model.put("merits", Merits.of(summary));
    unexplained().ifPresent(sentence -> model.put("unexplained", sentence));
    explanations
        .map()
        .flatMap(map -> MapCharts.of(map, summary))
        .ifPresent(map -> model.put("map", map));
    Confusion.of(summary).ifPresent(c -> model.put("confusion", c));
    reproduce(model);
    return model;
  }

  // ---- the answer

  private List<Item> tiles() {
    List<Item> tiles = new ArrayList<>();
    if (summary.chosen().isPresent()) {
      tiles.add(new Item("parameters", cost("params")));
      tiles.add(new Item("multiply-adds per sample", cost("macs")));
    }
    summary
        .result()
        .flatMap(r -> r.latencyMillis().stream().boxed().findFirst())
        .ifPresent(ms -> tiles.add(new Item("latency", CostText.of(Cost.LATENCY.column(), ms))));
    tiles.add(new Item("trials", Format.count(summary.trials().size())));
    tiles.add(new Item("time in all", Format.time(summary.elapsed().toMillis() / 1000.0)));
    return tiles;
  }

  private String cost(String name) {
    return Format.brief(summary.cost(name).orElse(Double.NaN));
  }

  private List<Item> scores() {
    Measure measure = Measure.of(summary.study());
    List<Item> scores = new ArrayList<>();
    summary
        .result()
        .ifPresent(
            r -> {
              scores.add(new Item("on what it learned from", measure.text(r.train())));
              scores.add(
                  new Item("in the search, on validation samples", measure.text(r.validation())));
              scores.add(
                  r.test().isPresent()
                      ? new Item(
                          "on test samples, never seen", measure.text(r.test().getAsDouble()))
                      : new Item("on test samples", "no set"));
            });
    return scores;
  }

  // ---- the search

  private void search(Map<String, Object> model) {
    Measure measure = Measure.of(summary.study());
    ProgressChart progress =
        new ProgressChart(summary.trials(), summary.study().objective(), measure, summary.chosen());
    model.put("hasTrials", !summary.trials().isEmpty());
    model.put("progress", progress.draw());
    model.put("caption", progress.caption());
    model.put("outcomes", outcomes());
    int chosen = summary.chosen().map(Trial::number).orElse(-1);
    CurvesChart curves =
        new CurvesChart(
            rows.best().stream().limit(CURVES).toList(), chosen, measure, summary.resource());
    if (!curves.isEmpty()) {
      model.put("curves", curves.draw());
    }
    FrontRows.of(summary).ifPresent(front -> model.put("front", front));
    model.put("refusals", refusals());
    model.put("top", rows.top());
    model.put("resource", summary.resource().many());
    model.put("hasTop", !rows.top().isEmpty());
    model.put("all", rows.all());
    model.put("allTitle", rows.title());
    model.put("finders", finders());
    model.put(
        "codes",
        ArchitectureText.key(summary.trials().stream().map(Trial::architecture)).stream().toList());
  }

  private List<Item> outcomes() {
    List<Item> items = new ArrayList<>();
    add(items, Outcome.COMPLETE, summary.count(Outcome.COMPLETE), "trained to the end");
    add(
        items,
        Outcome.STOPPED,
        summary.count(Outcome.STOPPED),
        "stopped early, since they did poorly");
    add(items, Outcome.INFEASIBLE, summary.refused(), "candidates refused by the limits");
    add(items, Outcome.FAILED, summary.count(Outcome.FAILED), "failed");
    return items;
  }

  /** What those do who found the trials, a sentence each. */
  private List<String> finders() {
    return FINDERS.entrySet().stream()
        .filter(e -> summary.trials().stream().anyMatch(t -> t.proposer().equals(e.getKey())))
        .map(e -> "“" + e.getKey() + "” " + e.getValue() + ".")
        .toList();
  }

  /** Where limits refused anything: the share that held them, and how many, by proposer. */
  private List<Item> refusals() {
    Proposals all = summary.proposals();
    Stream<Item> share =
        Stream.of(all)
            .filter(some -> some.refused() > 0)
            .map(
                some ->
                    new Item(
                        "all together",
                        "%s of %s held the limits"
                            .formatted(
                                Format.percent(some.share()),
                                Format.plural(some.all(), "candidate"))));
    return Stream.of(share, refusalsOfEach(), refusedInVain()).flatMap(s -> s).toList();
  }

  private Stream<Item> refusedInVain() {
    long left = summary.proposals().inVain(Refusals.of(summary.trials()));
    return left == 0
        ? Stream.of()
        : Stream.of(new Item("no trial", Format.count(left) + " refused, and nothing found"));
  }

  private Stream<Item> refusalsOfEach() {
    List<Refusals> all = Refusals.of(summary.trials());
    return all.stream()
        .filter(any -> all.stream().anyMatch(one -> one.refused() > 0))
        .map(
            one ->
                new Item(
                    one.proposer(),
                    "%s refused on the way to %s"
                        .formatted(
                            Format.count(one.refused()), Format.plural(one.trials(), "trial"))));
  }

  private static void add(List<Item> items, Outcome outcome, long count, String text) {
    if (count > 0) {
      String kind = outcome.name().toLowerCase(Locale.ROOT);
      items.add(new Item(kind, Format.count(count) + " " + text));
    }
  }

  // ---- the architecture

  private void architecture(Map<String, Object> model, Trial best) {
    model.put("best", Map.of("number", best.number(), "hash", best.architecture().hash()));
    joined(best).ifPresent(sentence -> model.put("joined", sentence));
    model.put(
        "architecture",
        ArchitectureView.of(best.architecture(), summary.study(), summary.data(), task));
  }

  /** Says so where the model is more than the network that is drawn. */
  private Optional<String> joined(Trial best) {
    double all = summary.cost("params").orElse(0);
    double own = best.cost("params").orElse(all);
    double work = summary.cost("macs").orElse(0);
    double ownWork = best.cost("macs").orElse(work);
    boolean views =
        summary.result().filter(r -> r.steps().containsKey(FinalResult.MIRRORED)).isPresent();
    if (all > own) {
      return Optional.of(
          ("The model is the mean of %s networks%s, with %s parameters and %s multiply-adds in all."
                  + " Drawn is one of them, the best of the search, with %s and %s.")
              .formatted(
                  summary.members().isEmpty() ? "several" : "" + summary.members().size(),
                  views ? ", each shown the image as it is and mirrored" : "",
                  Format.brief(all),
                  Format.brief(work),
                  Format.brief(own),
                  Format.brief(ownWork)));
    }
    return work <= ownWork
        ? Optional.empty()
        : Optional.of(
            ("The model shows each image to this network mirrored as well, which takes %s"
                    + " multiply-adds instead of %s.")
                .formatted(Format.brief(work), Format.brief(ownWork)));
  }

  // ---- how to do it again

  private void reproduce(Map<String, Object> model) {
    StudyDescription study = summary.study();
    model.put("command", study.command());
    model.put("seed", study.seed());
    model.put("lag", study.lag());
    model.put("latency", isTimed(study));
    model.put("timed", study.budgetSeconds().isPresent());
    model.put("sessions", summary.sessions().stream().map(About::session).toList());
    summary
        .result()
        .filter(r -> !r.model().isEmpty())
        .ifPresent(
            r -> {
              model.put("model", r.model());
              model.put("finalEpochs", Format.plural(r.epochs(), "epoch"));
              model.put("finalTime", Format.time(r.seconds()));
            });
    if (!summary.config().isMissingNode()) {
      model.put("config", pretty(summary.config()));
    }
  }

  private static boolean isTimed(StudyDescription study) {
    String latency = Cost.LATENCY.column();
    return study.minimised().contains(latency)
        || study.limits().stream().anyMatch(l -> l.cost().equals(latency));
  }

  private static String pretty(Object config) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(config);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the configuration", e);
    }
  }

  /** Why nothing is said of what makes networks good, where too few trials are there for that. */
  private Optional<String> unexplained() {
    long scored = summary.trials().stream().filter(t -> t.score().isPresent()).count();
    return explanations.search().isPresent() || scored >= Explanation.LEAST_TRIALS
        ? Optional.empty()
        : Optional.of(
            "That cannot be told from %s with a score: %d are needed at least, and more tell more."
                .formatted(Format.plural(scored, "trial"), Explanation.LEAST_TRIALS));
  }
}
