package io.mimar.store;

import io.mimar.MimarException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which PostgreSQL database keeps a study, as {@code
 * jdbc:postgresql://HOST:PORT/DATABASE?user=NAME} says it: never a password. Only parameters that
 * cannot load code or write files are taken, since the folder of a run may come from others.
 *
 * @param text the URL
 */
public record StoreUrl(String text) {
  /** The parameters that a URL may have. */
  public static final List<String> PARAMETERS =
      List.of("user", "sslmode", "sslrootcert", "sslcert", "sslkey");

  private static final int LONGEST = 1_000;
  private static final String HOST = "(?:[\\w.-]+|\\[[0-9a-fA-F:.]+\\])(?::\\d{1,5})?";
  private static final Pattern SHAPE =
      Pattern.compile(
          "jdbc:postgresql://(" + HOST + "(?:," + HOST + ")*)/([\\w.%+-]+)(?:\\?(.*))?");
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=([^&\\s]*)");
  private static final Pattern SECRET =
      Pattern.compile("(?i)((?:password|passwd|pwd)\\w*=)[^&\\s'\"]+|(//)[^/\\s@]*:[^/\\s@]*(?=@)");

  /** More than may be one: what holds {@code / @ '} too. */
  private static final Pattern MAYBE_SECRET =
      Pattern.compile("(?i)((?:password|passwd|pwd)\\w*=)[^&\\s]+|(//)\\S*(?=@)");

  private static final String FORM =
      "Write jdbc:postgresql://HOST:PORT/DATABASE?user=NAME; " + StorePassword.PLACES + ".";

  /**
   * The URL that {@code text} is.
   *
   * @throws MimarException when it is none, or holds a password; the message never repeats it
   */
  public static StoreUrl parse(String text) {
    if (SECRET.matcher(text).find()) {
      throw new MimarException(
          "the store's URL holds a password, which others could read",
          "Leave it out, and change it where others saw it; " + StorePassword.PLACES + ".");
    }
    Matcher shape = SHAPE.matcher(text);
    if (text.length() > LONGEST || !shape.matches()) {
      throw new MimarException("the store is no URL of a PostgreSQL database", FORM);
    }
    String parameters = shape.group(3);
    if (parameters != null && !parameters.isEmpty()) {
      List<String> all = List.of(parameters.split("&", -1));
      all.forEach(StoreUrl::requireKnown);
      requireOnce(all); // of two, the driver takes the last
    }
    return new StoreUrl(text);
  }

  private static void requireKnown(String parameter) {
    Matcher matcher = PARAMETER.matcher(parameter);
    if (!matcher.matches() || !PARAMETERS.contains(matcher.group(1))) {
      String name = matcher.matches() ? matcher.group(1) : "one that is not NAME=VALUE";
      throw new MimarException(
          "the store's URL has the parameter " + name + ", but may have only " + PARAMETERS, FORM);
    }
  }

  private static void requireOnce(List<String> parameters) {
    List<String> names = parameters.stream().map(p -> p.substring(0, p.indexOf('='))).toList();
    for (String name : names) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new MimarException(
            "the store's URL has the parameter " + name + " twice, but may have it once", FORM);
      }
    }
  }

  /** Whether the server has to prove who it is before it is told anything. */
  boolean isVerified() {
    return text.matches(".*[?&]sslmode=verify-full(&.*)?");
  }

  /** The names or addresses of its servers, without ports. */
  List<String> hosts() {
    Matcher shape = SHAPE.matcher(text);
    return shape.matches()
        ? Arrays.stream(shape.group(1).split(",", -1))
            .map(host -> host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT))
            .toList()
        : List.of();
  }

  /** {@code words} without what may be a password in a URL. */
  public static String withoutSecrets(String words) {
    return MAYBE_SECRET.matcher(words).replaceAll("$1$2…");
  }

  @Override
  public String toString() {
    return text;
  }
}
