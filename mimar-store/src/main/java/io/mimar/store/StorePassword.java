package io.mimar.store;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

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
   * The variable that names the servers, apart by commas, which may be told a password: in clear
   * where they prove who they are. A URL may come from others, with its own idea of whom to trust,
   * so it cannot say that.
   */
  static final String HOSTS = "MIMAR_STORE_HOST";

  private static final Pattern LOOPBACK =
      Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  /** The servers that the user has named to this very process. */
  private static final Set<String> NAMED = ConcurrentHashMap.newKeySet();

  private StorePassword() {}

  /** The user has named {@code url} in this command, not a file that may come from others. */
  public static void trust(StoreUrl url) {
    NAMED.addAll(url.hosts());
  }

  /**
   * Whether what the environment holds may serve to log in at {@code url}: at servers of this
   * machine and at those that the user has named. Who runs another could guess it from the answer.
   */
  static boolean mayServe(StoreUrl url, Map<String, String> environment) {
    Set<String> trusted = new HashSet<>(NAMED);
    trusted.addAll(hosts(environment));
    return !url.hosts().isEmpty()
        && url.hosts().stream().allMatch(host -> isHere(host) || trusted.contains(host));
  }

  private static boolean isHere(String host) {
    return host.equals("localhost") || host.equals("[::1]") || LOOPBACK.matcher(host).matches();
  }

  /** As people write them: with a port or without, in any case, addresses with brackets or not. */
  private static List<String> hosts(Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault(HOSTS, "").split(",", -1))
        .map(host -> host.strip().toLowerCase(Locale.ROOT))
        .map(host -> host.matches("[^\\[]*:.*:.*") ? "[" + host + "]" : host)
        .map(host -> host.replaceFirst("(?<=^[^:]{1,255}|\\]):\\d{1,5}$", ""))
        .toList();
  }

  /** Whether {@code url} names only servers that the user trusts, and that have to prove it. */
  static boolean mayBeClear(StoreUrl url, Map<String, String> environment) {
    return url.isVerified()
        && !url.hosts().isEmpty()
        && hosts(environment).containsAll(url.hosts());
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
