package io.mimar.run;

import io.mimar.config.Config;
import io.mimar.config.Quantity;
import io.mimar.data.Dataset;
import io.mimar.nn.Engine;
import io.mimar.objective.Cost;
import io.mimar.store.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says in sentences what a plan assumed. */
final class PlanNotes {
  /**
   * The most frequent class has so many times the rows of the rarest where that is worth a word.
   */
  private static final int UNEQUAL = 3;

  private PlanNotes() {}

  static List<String> of(Plan plan, Setting setting) {
    Dataset data = setting.data();
    List<String> notes = new ArrayList<>(classes(setting));
    if (plan.maxMacs() > 0) {
      notes.add("No --max-macs was given: at most " + Quantity.text((double) plan.maxMacs()) + ".");
    }
    if (plan.maxWork() > 0) {
      notes.add(
          "Networks that would take too much of the time are left out: at most "
              + Quantity.text((double) plan.maxWork())
              + " multiply-adds, counting what moving numbers and starting layers takes as some.");
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "Candidates train for %d epoch%s on %s; %s.",
            plan.epochs(),
            plan.epochs() == 1 ? "" : "s",
            plan.folds() == 1
                ? plan.rows() + " of " + data.train().size() + " training rows"
                : "each of " + plan.folds() + " folds of all training and validation rows",
            stopping(setting, plan)));
    if (setting.config().study().inherit()) {
      notes.add(
          plan.folds() == 1
              ? "Candidates start from the weights of good ones that are like them."
              : "Candidates start from fresh weights in spite of study.inherit: with folds, others"
                  + " have learned from the rows that they are judged on.");
    }
    if (plan.measured()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "One full candidate takes about %.1f s here; %s for the search, %s for the winner.",
              plan.trialSeconds(),
              text(plan.searchSeconds()),
              text(plan.finalSeconds())));
      notes.add(
          "The same seed gives the same trials in the same order on machines of like speed (within"
              + " a factor of about 4); how many there are depends on the time. With --trials"
              + " everything is the same everywhere.");
    }
    return notes;
  }

  /** What it means that classes are unequal, where the rarest has far fewer rows than others. */
  private static List<String> classes(Setting setting) {
    List<String> names = setting.data().classes();
    int[] counts = new int[names.size()];
    if (names.size() > 1) {
      for (int label : setting.data().train().labels()) {
        counts[label]++;
      }
    }
    int most = IntStream.range(0, counts.length).reduce(0, (a, b) -> counts[b] > counts[a] ? b : a);
    int least =
        IntStream.range(0, counts.length)
            .filter(c -> counts[c] > 0) // the others cannot be learned
            .reduce(most, (a, b) -> counts[b] < counts[a] ? b : a);
    if (counts.length < 2 || counts[most] < UNEQUAL * Math.max(1, counts[least])) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "Classes are unequal: %d training rows of %s, %d of %s. %s",
            counts[most],
            names.get(most),
            counts[least],
            names.get(least),
            balanced(setting)));
  }

  private static String balanced(Setting setting) {
    double balance = setting.balance();
    if (balance == 0) {
      return "All rows weigh the same in training, as "
          + setting.metric()
          + " counts them; where classes should, give --metric balanced_accuracy or"
          + " --class-weights balanced.";
    }
    return balance == 1
        ? "In training all classes weigh the same."
        : "In training rare classes weigh more, train.balance=" + balance + ".";
  }

  /** A warning when more workers were asked for than the lag lets work. */
  static List<String> lag(Setting setting) {
    List<String> notes = new ArrayList<>();
    int lag = setting.config().study().lag();
    boolean unknown = setting.config().usesSpark() && setting.config().workers() == 0;
    if (!unknown && setting.workers() > lag) {
      notes.add(
          setting.workers()
              + " workers are more than the lag of "
              + lag
              + ": only "
              + lag
              + " can be busy. Raise study.lag.");
    }
    return notes;
  }

  /**
   * What this process should have been started with, where it is to train itself.
   *
   * @param environment as of {@link System#getenv()}
   * @param properties as of {@link System#getProperties()}
   */
  static List<String> process(
      Config config, Map<String, String> environment, Properties properties) {
    return config.staysInProcess()
        ? Engine.missingSettings(environment, properties).stream()
            .map(missing -> "Training is in this process. " + missing.remedy())
            .toList()
        : List.of();
  }

  /** What to know of objectives beside the score, and of costs that are measured. */
  static List<String> costs(Setting setting) {
    List<String> notes = new ArrayList<>();
    Config.Front front = setting.config().front();
    if (!front.minimize().isEmpty()) {
      notes.add(
          "Beside the score "
              + front.minimize().stream().map(Cost::toString).collect(Collectors.joining(", "))
              + " count: of the front that comes out, --pick "
              + front.chosen()
              + " becomes the model. A trial is stopped early only by trials that cost no more.");
    }
    if (setting.latency().isPresent()) {
      notes.add(
          "Latencies are measured on this machine while it works: which trials are asked depends on"
              + " them, so another run asks others, even with the same seed.");
    }
    return notes;
  }

  /** The plan as titles and texts, in the order of showing. */
  static Map<String, String> outline(Plan plan) {
    Map<String, String> outline = new LinkedHashMap<>();
    outline.put("training rows that candidates see", String.valueOf(plan.rows()));
    if (plan.folds() > 1) {
      outline.put(Resource.FOLDS, String.valueOf(plan.folds()));
    }
    outline.put("epochs of a candidate", String.valueOf(plan.epochs()));
    outline.put(
        plan.folds() > 1 ? "the weak stop after folds" : "the weak stop after epochs",
        plan.rungs().isEmpty() ? "none" : rungs(plan));
    if (plan.measured()) {
      outline.put("time for the search", text(plan.searchSeconds()));
      outline.put("time for the final training", text(plan.finalSeconds()));
    }
    return outline;
  }

  private static String stopping(Setting setting, Plan plan) {
    String rungs =
        plan.rungs().isEmpty()
            ? "none is stopped early"
            : "the weak stop after " + (plan.folds() == 1 ? "epochs " : "folds ") + rungs(plan);
    return setting.config().schedule().sureness().isEmpty() || plan.points() == 1
        ? rungs
        : rungs + ", and wherever their curves are foretold to end too low";
  }

  private static String rungs(Plan plan) {
    return plan.rungs().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String text(double seconds) {
    return Quantity.text(Duration.ofSeconds(Math.round(seconds)));
  }
}
