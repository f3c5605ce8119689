package io.mimar.cluster;

import io.mimar.MimarException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Settings of Spark's as users give them, each {@code key=value}. */
public final class SparkSettings {
  /** Names a file of more settings, such as secrets. */
  static final String FILE = "spark.mimar.properties";

  /** What Spark itself takes for names of secrets, {@code spark.redaction.regex}. */
  private static final Pattern SECRET = Pattern.compile("(?i)secret|password|token|access[.]?key");

  private SparkSettings() {}

  /**
   * Refuses settings that are secrets by their names: all could read them.
   *
   * @throws MimarException naming the first
   */
  public static void requireNoSecrets(List<String> settings) {
    for (String setting : settings) {
      String key = setting.substring(0, Math.max(0, setting.indexOf('=')));
      if (SECRET.matcher(key).find()) {
        throw new MimarException(
            key + " would be seen by all who can list processes, and in the run's folder",
            "Write "
                + key
                + "=… into a file that only you can read, and give --spark-conf "
                + FILE
                + "=FILE instead.");
      }
    }
  }

  /** The value of the setting called {@code key}, the first where there are several. */
  static Optional<String> value(List<String> settings, String key) {
    return settings.stream()
        .filter(setting -> setting.startsWith(key + "="))
        .map(setting -> setting.substring(key.length() + 1))
        .findFirst();
  }
}
