package io.mimar.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the password of a PostgreSQL store comes from: the environment, or a file that the driver
 * reads, {@code ~/.pgpass} or what {@code PGPASSFILE} names. Nowhere else, and it goes nowhere
 * else.
 */
public final class StorePassword {
  /** The variables that may hold it, the first before the second. */
  public static final List<String> VARIABLES = List.of("MIMAR_STORE_PASSWORD", "PGPASSWORD");

  /** How users are told. */
  static final String PLACES =
      "the password comes from MIMAR_STORE_PASSWORD, PGPASSWORD or ~/.pgpass";

  /**
   * The variable that names the servers, apart by commas, which may be told a password in clear. A
   * URL may come from others, with its own idea of whom to trust, so it cannot say that.
   */
  static final String HOSTS = "MIMAR_STORE_HOST";

  private StorePassword() {}

  /** Whether {@code url} names only servers that the user trusts, and that have to prove it. */
  static boolean mayBeClear(StoreUrl url, Map<String, String> environment) {
    List<String> trusted = List.of(environment.getOrDefault(HOSTS, "").split(",", -1));
    return url.isVerified() && !url.hosts().isEmpty() && trusted.containsAll(url.hosts());
  }

  /** What the environment holds; empty where the driver looks into the file. */
  static Optional<String> of(Map<String, String> environment) {
    return VARIABLES.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(password -> !password.isEmpty())
        .findFirst();
  }

  /** Takes it out of the environment of a process that does not need it, say a worker. */
  public static void forget(Map<String, String> environment) {
    environment.keySet().removeAll(VARIABLES);
  }
}
