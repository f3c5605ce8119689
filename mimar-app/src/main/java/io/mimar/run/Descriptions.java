package io.mimar.run;

import io.mimar.Version;
import io.mimar.config.Config;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Target;
import io.mimar.network.Shape;
import io.mimar.objective.Limit;
import io.mimar.search.MeasuredCost;
import io.mimar.search.Problem;
import io.mimar.store.DataSummary;
import io.mimar.store.StudyDescription;
import io.mimar.train.Evenness;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Says what a study searches and on what data, for reports. */
final class Descriptions {
  private Descriptions() {}

  static StudyDescription study(Runs.Start start, Setting setting) {
    Config config = start.config();
    Problem problem = setting.problem(0, 0);
    List<Limit> limits = new ArrayList<>(problem.limits());
    problem
        .measured()
        .map(MeasuredCost::limit)
        .filter(limit -> Double.isFinite(limit.most()))
        .ifPresent(limits::add);
    return new StudyDescription(
        start.folder().name(),
        setting.space().name(),
        setting.searcherName(),
        problem.objective().metric(),
        problem.objective().direction(),
        limits,
        problem.minimised(),
        config.front().chosen(),
        config.seed(),
        config.study().lag(),
        config.budget().trials(),
        seconds(config),
        start.command(),
        Version.STRING);
  }

  /** The study with the budget and the pick it has now. */
  static StudyDescription extended(StudyDescription study, Config config) {
    return new StudyDescription(
        study.name(),
        study.space(),
        study.searcher(),
        study.metric(),
        study.direction(),
        study.limits(),
        study.minimised(),
        config.front().chosen(),
        study.seed(),
        study.lag(),
        config.budget().trials(),
        seconds(config),
        study.command(),
        study.version());
  }

  private static OptionalDouble seconds(Config config) {
    return Planner.time(config)
        .map(t -> OptionalDouble.of(t.toMillis() / 1e3))
        .orElse(OptionalDouble.empty());
  }

  static DataSummary data(Dataset data) {
    Shape sample = sample(data.format());
    return new DataSummary(
        data.name(),
        kind(data.format()),
        sample.channels(),
        sample.height(),
        sample.width(),
        data.target() instanceof Target.Amount amount ? amount.name() : "",
        data.classes(),
        data.train().size(),
        data.validation().size(),
        data.test().map(LabelledSamples::size).orElse(0),
        data.assumptions(),
        OptionalDouble.of(Evenness.of(data)));
  }

  private static DataSummary.Kind kind(Format format) {
    if (format instanceof Format.Table) {
      return DataSummary.Kind.TABLE;
    }
    if (format instanceof Format.Text) {
      return DataSummary.Kind.TEXT;
    }
    return format instanceof Format.Series ? DataSummary.Kind.SERIES : DataSummary.Kind.IMAGE;
  }

  /** A sample's sizes as people count them: a table's columns and a text's words are its width. */
  private static Shape sample(Format format) {
    if (format instanceof Format.Table table) {
      long columns = table.columns().stream().map(Format.Column::name).distinct().count();
      return new Shape(1, 1, (int) columns); // a column of dates gives several numbers
    }
    return format instanceof Format.Text text
        ? new Shape(1, 1, text.length())
        : format.input().shape();
  }
}
