package io.mimar.run;

import io.mimar.Version;
import io.mimar.config.Config;
import io.mimar.data.Dataset;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Shape;
import io.mimar.search.Problem;
import io.mimar.store.DataSummary;
import io.mimar.store.StudyDescription;
import java.util.OptionalDouble;

/** Says what a study searches and on what data, for reports. */
final class Descriptions {
  private Descriptions() {}

  static StudyDescription study(Runs.Start start, Setting setting) {
    Config config = start.config();
    Problem problem = setting.problem(0, 0);
    return new StudyDescription(
        start.folder().name(),
        setting.space().name(),
        config.searcher(),
        problem.objective().metric(),
        problem.objective().direction(),
        problem.limits(),
        config.seed(),
        config.study().lag(),
        config.budget().trials(),
        seconds(config),
        start.command(),
        Version.STRING);
  }

  /** The study with the budget it has now. */
  static StudyDescription extended(StudyDescription study, Config config) {
    return new StudyDescription(
        study.name(),
        study.space(),
        study.searcher(),
        study.metric(),
        study.direction(),
        study.limits(),
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
    Shape shape = data.train().shape();
    return new DataSummary(
        data.name(),
        shape.channels(),
        shape.height(),
        shape.width(),
        data.classes(),
        data.train().size(),
        data.validation().size(),
        data.test().map(LabelledSamples::size).orElse(0),
        data.assumptions());
  }
}
