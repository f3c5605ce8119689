package io.mimar.report;

import io.mimar.config.CostText;
import io.mimar.objective.Cost;
import io.mimar.objective.Limit;
import io.mimar.report.Report.Item;
import io.mimar.store.Session;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudySummary;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a study was asked for and by whom it was run, as names and values. */
public final class About {
  private About() {}

  /** Data, limits, budget, and how it is searched. */
  public static List<Item> of(StudySummary summary) {
    StudyDescription study = summary.study();
    List<Item> items = new ArrayList<>();
    summary
        .data()
        .ifPresent(
            d -> {
              items.add(new Item("data", d.source()));
              items.add(new Item("samples", DataWords.samples(d)));
              items.add(new Item("split", DataWords.split(d)));
              items.add(DataWords.told(d));
            });
    items.add(new Item("limits", limits(study.limits())));
    items.add(new Item("budget", budget(study)));
    items.add(
        new Item("searched", "space “%s” by “%s”".formatted(study.space(), study.searcher())));
    summary.plan().forEach((name, value) -> items.add(new Item(name, value)));
    return items;
  }

  private static String limits(List<Limit> limits) {
    return limits.isEmpty()
        ? "none"
        : String.join(
            ", ", limits.stream().map(l -> CostText.name(l.cost()) + " ≤ " + most(l)).toList());
  }

  private static String most(Limit limit) {
    boolean count = List.of(Cost.PARAMS.column(), Cost.MACS.column()).contains(limit.cost());
    return count ? Format.count(limit.most()) : CostText.of(limit.cost(), limit.most());
  }

  private static String budget(StudyDescription study) {
    List<String> parts = new ArrayList<>();
    study.trials().ifPresent(t -> parts.add(Format.plural(t, "trial")));
    study.budgetSeconds().ifPresent(s -> parts.add(Format.time(s)));
    return parts.isEmpty() ? "none" : String.join(" or ", parts) + " in all";
  }

  /** One time it was run: when and where, with which versions. */
  public static Item session(Session session) {
    String versions =
        String.join(
            ", ",
            new TreeMap<>(session.platform())
                .entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    String start = session.started().truncatedTo(ChronoUnit.SECONDS).toString();
    return new Item(start + " on " + session.host(), versions);
  }
}
