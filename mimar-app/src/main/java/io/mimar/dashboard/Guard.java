package io.mimar.dashboard;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may ask what: the checks before every request, and the headers of every answer.
 *
 * <ol>
 *   <li>The Host header names this machine by an address, or by a name that was agreed on: a page
 *       of another site whose name was pointed here (DNS rebinding) does not.
 *   <li>What writes comes from a page of this server: the Origin is the Host, and there is a header
 *       that no form of another site can send.
 *   <li>Bodies are small.
 *   <li>Where the server listens beyond this machine, there is a token, in a cookie or a header.
 * </ol>
 */
final class Guard {
  /** A header that a request of another origin may not have without being asked about first. */
  static final String HEADER = "X-Mimar";

  static final long MOST_BYTES = 4_096;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
  private static final String READING = "GET";

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private final String host;
  private final boolean local;
  private final Optional<String> token;

  /**
   * The guard of a server.
   *
   * @param address where it listens
   * @param host what the user called that
   * @param token what visitors must know; empty where only this machine can ask
   */
  Guard(InetAddress address, String host, Optional<String> token) {
    this.local = address.isLoopbackAddress();
    this.host = host.toLowerCase(Locale.ROOT);
    this.token = token;
  }

  /** Answers what must not go on; else only adds headers. */
  void check(Context context) {
    headers(context);
    if (!isOwnHost(context.header("Host"))) {
      refuse(
          context,
          HttpStatus.MISDIRECTED_REQUEST,
          "this server is not called that",
          "Use its address, or start it with --host NAME.");
    } else if (context.method().name().equals("HEAD")) { // would be 200 whatever is there
      context.header("Allow", "GET");
      refuse(context, HttpStatus.METHOD_NOT_ALLOWED, "HEAD is not answered", "Ask by GET instead.");
    } else if (context.req().getContentLengthLong() > MOST_BYTES) {
      refuse(
          context,
          HttpStatus.CONTENT_TOO_LARGE,
          "the request has more than " + MOST_BYTES + " bytes",
          "Send less.");
    } else if (!READING.equals(context.method().name()) && !isOwnPage(context)) {
      refuse(
          context,
          HttpStatus.FORBIDDEN,
          "only a page of this server may ask that",
          "A program proves that it is none of another site by a header " + HEADER + ".");
    } else if (!isOpen(context.path()) && !isKnown(context)) {
      strangers(context);
    }
  }

  private static void headers(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("X-Frame-Options", "DENY");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cache-Control", "no-store");
  }

  private static void refuse(Context context, HttpStatus status, String why, String remedy) {
    Dashboard.fail(context.status(status), why, remedy);
    context.skipRemainingHandlers();
  }

  // ---- the host

  /** Whether a Host header may be ours. An address as such cannot have been rebound. */
  private boolean isOwnHost(String header) {
    if (header == null) {
      return false;
    }
    String name = header.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
    boolean ipv6 = name.startsWith("[") && name.endsWith("]");
    boolean ipv4 = IPV4.matcher(name).matches();
    if (local) {
      return name.equals("localhost")
          || name.equals("[::1]")
          || (ipv4 && name.startsWith("127."))
          || name.equals(host);
    }
    return ipv6 || ipv4 || name.equals("localhost") || name.equals(host);
  }

  // ---- who writes

  private static boolean isOwnPage(Context context) {
    String origin = context.header("Origin");
    String site = context.header("Sec-Fetch-Site");
    boolean sameOrigin = origin == null || origin.equals("http://" + context.header("Host"));
    boolean sameSite = site == null || site.equals("same-origin");
    return sameOrigin && sameSite && context.header(HEADER) != null;
  }

  // ---- the token

  /** What a browser needs before it can tell the token; it tells nothing about any study. */
  private static boolean isOpen(String path) {
    return path.equals("/login") || path.startsWith("/assets/");
  }

  private boolean isKnown(Context context) {
    if (token.isEmpty()) {
      return true;
    }
    String header = context.header("Authorization");
    String bearer =
        header != null && header.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())
            ? header.substring("Bearer ".length())
            : "";
    return isToken(bearer)
        || isToken(Optional.ofNullable(context.cookie(cookie(context))).orElse(""));
  }

  /** Whether {@code told} is the token; takes as long for any other text. */
  boolean isToken(String told) {
    return token.isPresent() && MessageDigest.isEqual(digest(told), digest(token.get()));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Lets the browser remember the token, out of reach of scripts and of other sites. */
  void remember(Context context) {
    context.header(
        "Set-Cookie",
        cookie(context) + "=" + token.orElseThrow() + "; Path=/; HttpOnly; SameSite=Strict");
  }

  /** Named by the port, since all ports of a host share their cookies. */
  private static String cookie(Context context) {
    return "mimar-" + context.req().getLocalPort();
  }

  private void strangers(Context context) {
    boolean page = READING.equals(context.method().name()) && !context.path().startsWith("/api/");
    if (page && String.valueOf(context.header("Accept")).contains("text/html")) {
      context.redirect("/login", HttpStatus.SEE_OTHER);
      context.skipRemainingHandlers();
    } else {
      refuse(
          context,
          HttpStatus.UNAUTHORIZED,
          "the token is missing or wrong",
          "The terminal of the dashboard shows it: send it as \"Authorization: Bearer …\".");
    }
  }
}
