package io.mimar.run;

import io.mimar.MimarException;
import io.mimar.Printable;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Whom a run may be trained by that goes on. Its folder may come from others, and a cluster's
 * settings name programs to run and machines to talk to: so those that are kept with a run do not
 * count unless the user says them again.
 */
final class Consent {
  private Consent() {}

  /**
   * The configuration that a run goes on with.
   *
   * @param kept with the run
   * @param change what the user wants otherwise
   * @throws MimarException when the run was trained by a cluster and the user names none, nor this
   *     machine
   */
  static Config resumed(Config kept, UnaryOperator<ConfigLoader> change) {
    String here = kept.usesSpark() ? Config.PROCESSES : kept.executor();
    Config wanted =
        change.apply(ConfigLoader.from(kept).set("executor=" + here).set("sparkConf=[]")).build();
    Config asKept = change.apply(ConfigLoader.from(kept)).build();
    if (asKept.usesSpark() && !wanted.usesSpark()) {
      throw new MimarException(
          "this run is kept with the executor " + words(kept.executor(), kept.sparkConf()),
          "A run may come from others: give --executor "
              + words(kept.executor(), kept.sparkConf())
              + " if you trust that, or --executor processes to train here.");
    }
    return wanted;
  }

  /** As flags. */
  private static String words(String executor, List<String> conf) {
    StringBuilder words = new StringBuilder(executor);
    conf.forEach(setting -> words.append(" --spark-conf ").append(setting));
    return Printable.line(words.toString());
  }
}
