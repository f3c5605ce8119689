package io.mimar.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.mimar.Check;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.trial.Pick;
import io.mimar.trial.Tradeoff;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a study searches and how.
 *
 * @param name its name for people
 * @param space the search space's name
 * @param searcher the searcher's name
 * @param metric what is improved
 * @param direction which way
 * @param limits what architectures may cost
 * @param minimised names of costs that are to be small as well
 * @param pick which member of the front becomes the model
 * @param seed the root of every random stream
 * @param lag trial n sees the outcomes of trials up to n - lag
 * @param trials the budget of trials, if any
 * @param budgetSeconds the budget of wall time, if any
 * @param command the command line that gives this study again
 * @param version the program's version
 */
public record StudyDescription(
    String name,
    String space,
    String searcher,
    String metric,
    Objective.Direction direction,
    List<Limit> limits,
    List<String> minimised,
    Pick pick,
    long seed,
    int lag,
    OptionalInt trials,
    OptionalDouble budgetSeconds,
    String command,
    String version) {
  public StudyDescription {
    Check.present("study", name, space, searcher, metric, direction, trials, budgetSeconds);
    Check.present("study", command, version);
    limits = List.copyOf(limits);
    minimised = minimised == null ? List.of() : List.copyOf(minimised); // null in old JSON
    Check.that(
        minimised.stream().noneMatch(String::isEmpty), "minimised", minimised, "names of costs");
    pick = pick == null ? Pick.ACCURACY : pick;
  }

  /** What the study in {@code store} searches. */
  public static StudyDescription of(StudyStore store) {
    return store.meta(StudyKeys.STUDY, StudyDescription.class).orElseGet(StudyDescription::unknown);
  }

  /** A study of which nothing is known. */
  static StudyDescription unknown() {
    return new StudyDescription(
        "study",
        "unknown",
        "unknown",
        Objective.ACCURACY.metric(),
        Objective.ACCURACY.direction(),
        List.of(),
        List.of(),
        Pick.ACCURACY,
        0,
        1,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        "",
        "unknown");
  }

  /** All that is improved. */
  @JsonIgnore
  public Tradeoff tradeoff() {
    return new Tradeoff(objective(), minimised);
  }

  /** The number that is improved. */
  @JsonIgnore
  public Objective objective() {
    return new Objective(metric, direction);
  }
}
