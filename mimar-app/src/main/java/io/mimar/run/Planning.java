package io.mimar.run;

import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.config.Quantity;
import io.mimar.folder.RunFolder;
import io.mimar.random.Seeds;
import io.mimar.search.Feasible;
import io.mimar.search.Problem;
import io.mimar.space.Architecture;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.train.CostProbe;
import io.mimar.trial.History;
import io.mimar.worker.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans a run before its first trial: by what was measured where there is a time, else by fixed
 * numbers.
 *
 * @param stopped whether to give up, asked now and then
 */
record Planning(
    RunFolder folder,
    Setting setting,
    StudyStore store,
    RunListener listener,
    Notes notes,
    BooleanSupplier stopped) {
  private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

  /** Random architectures whose training is measured. */
  private static final int PROBES = 5;

  /** Random architectures whose work is counted, which is cheap. */
  private static final int DRAWS = 200;

  /** Makes the plan, and keeps it with the study. */
  Plan plan() {
    Config config = setting.config();
    Planner planner = setting.planner();
    Feasible.require(setting.problem(0, 0), seeds().at("feasible").rng());
    boolean timed = time().isPresent() && config.budget().trials().isEmpty();
    Plan plan = timed ? timedPlan(planner) : planner.fixed();
    store.putMeta(Map.of(SearchRun.PLAN, plan, StudyKeys.PLAN, PlanNotes.outline(plan)));
    notes.addAll(PlanNotes.of(plan, setting));
    return plan;
  }

  private Plan timedPlan(Planner planner) {
    listener.phase(RunListener.Phase.MEASURE, Optional.empty());
    boolean limited = setting.config().limits().macs().isPresent();
    Duration total = time().orElseThrow();
    Problem typical = setting.problem(limited ? 0 : Planner.DEFAULT_MAX_MACS, 0);
    Planner.Speed speed = measure(typical);
    long work = planner.fittingWork(total, speed);
    requireRoom(total, work);
    return planner.timed(total, planner.typical(speed, work), work);
  }

  /** The time must allow for some network at all. */
  private void requireRoom(Duration total, long work) {
    try {
      Feasible.require(setting.problem(0, work), seeds().at("feasible").rng());
    } catch (MimarException e) {
      throw new MimarException(
          "a budget of "
              + Quantity.text(total)
              + " is too short to train any network of space "
              + setting.space().name()
              + " within the limits on these data",
          "Give a longer --budget, or --trials instead of it.",
          e);
    }
  }

  private Planner.Speed measure(Problem problem) {
    RandomGenerator rng = seeds().at("probe").rng();
    List<Architecture> typical =
        Stream.generate(() -> typical(problem, rng)).limit(PROBES).toList();
    Message.Probe question = new Message.Probe(typical.stream().map(Architecture::values).toList());
    List<CostProbe> costs =
        setting
            .call(folder, setting.planner().fixed(), 1)
            .ask(question, Message.Probed.class, m -> {}, stopped)
            .costs();
    int work = problem.costs().names().indexOf("work");
    LOG.debug("measured speed: {}", costs);
    return setting
        .planner()
        .measured(
            typical.stream().mapToDouble(a -> problem.costs().of(a)[work]).toArray(),
            costs.stream().mapToDouble(CostProbe::trainMillis).toArray(),
            () -> drawn(problem, work));
  }

  /** The same whatever the seed. */
  private static double[] drawn(Problem problem, int work) {
    RandomGenerator rng = Seeds.root(0).at("drawn").rng();
    return Stream.generate(() -> typical(problem, rng))
        .limit(DRAWS)
        .mapToDouble(a -> problem.costs().of(a)[work])
        .toArray();
  }

  private static Architecture typical(Problem problem, RandomGenerator rng) {
    return new Feasible(problem)
        .random(History.empty(), rng)
        .orElseThrow(
            () ->
                new MimarException(
                    "no architecture of space "
                        + problem.space().name()
                        + " holds "
                        + problem.limits()
                        + " on these data",
                    "Give --max-macs, or a smaller size by --set data.height and data.width."));
  }

  private Seeds seeds() {
    return Seeds.root(setting.config().seed());
  }

  private Optional<Duration> time() {
    return Planner.time(setting.config());
  }
}
