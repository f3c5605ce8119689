package io.mimar.dashboard;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.folder.RunFolder;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live page about studies. It reads their stores while other processes own them; what it
 * changes it asks for: docs/adr/0013. Where it listens beyond this machine it wants a token.
 */
public final class Dashboard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);
  private static final int MOST_THREADS = 24;
  private static final int TOKEN_BYTES = 24;
  private static final int HIGHEST_PORT = 65_535;

  private final Options options;
  private final InetAddress address;
  private final Optional<String> token;
  private final Guard guard;
  private final Shelf shelf;
  private final Live live;
  private final Api api;
  private final TrialPages trials;
  private final Assets assets = new Assets();
  private final Javalin server;

  /**
   * What a dashboard shows and where.
   *
   * @param host the address it listens at
   * @param port the port, 0 for any that is free
   * @param runs run folders, or folders that hold some; none for the default folder
   * @param program how Mimar is started, to resume and to export
   */
  public record Options(String host, int port, List<Path> runs, Program program) {
    /** The address of this machine that no other reaches. */
    public static final String LOCAL = "127.0.0.1";

    /** The port where nothing else is said. */
    public static final int DEFAULT_PORT = 7600;

    /** Where runs go by default. */
    private static final Path RUNS = Path.of("runs");

    public Options {
      Check.range("--port", port, 0, HIGHEST_PORT);
      runs = List.copyOf(runs);
    }
  }

  private Dashboard(Options options) {
    this.options = options;
    this.address = address(options.host());
    this.token = address.isLoopbackAddress() ? Optional.empty() : Optional.of(newToken());
    this.guard = new Guard(address, options.host(), token);
    this.shelf =
        options.runs().isEmpty() ? Shelf.ofDefault(Options.RUNS) : Shelf.of(options.runs());
    this.live = new Live(shelf);
    this.api = new Api(shelf, options.program(), Clock.systemUTC());
    this.trials = new TrialPages(api, options.program());
    this.server = Javalin.create(this::configure);
  }

  /**
   * Starts a dashboard.
   *
   * @throws MimarException when a run is not there, or the address or port cannot be had
   */
  public static Dashboard start(Options options) {
    requireFree(options);
    Dashboard dashboard = new Dashboard(options);
    try {
      dashboard.server.start(dashboard.address.getHostAddress(), options.port());
      return dashboard;
    } catch (RuntimeException e) {
      dashboard.close();
      throw e;
    }
  }

  /** Says what is wrong with address or port; the server itself would only say that it failed. */
  private static void requireFree(Options options) {
    try {
      new ServerSocket(options.port(), 1, address(options.host())).close();
    } catch (IOException e) {
      boolean taken = String.valueOf(e.getMessage()).contains("already in use");
      throw taken
          ? new MimarException(
              "port " + options.port() + " on " + options.host() + " is taken by another program",
              "Give another --port, or --port 0 for any that is free.",
              e)
          : new MimarException(
              "the dashboard cannot listen on port %d of %s: %s"
                  .formatted(options.port(), options.host(), e.getMessage()),
              "Give an address of this machine by --host, and a --port above 1023.",
              e);
    }
  }

  private static InetAddress address(String host) {
    try {
      Check.that(!host.isBlank(), "--host", '"' + host + '"', "an address of this machine");
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new MimarException(
          "--host is " + host + ", which is no address of this machine",
          "Leave it out for this machine alone, or give 0.0.0.0 for all its addresses.",
          e);
    }
  }

  private static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Where it is, as a browser on this machine wants it. */
  public String url() {
    String named = address.isAnyLocalAddress() ? Options.LOCAL : options.host();
    String host = named.contains(":") ? "[" + named + "]" : named;
    return "http://" + host + ":" + server.port() + "/";
  }

  /** What visitors must know; empty where only this machine can ask. */
  public Optional<String> token() {
    return token;
  }

  // ---- what is answered

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = Guard.MOST_BYTES;
    config.http.compressionStrategy = CompressionStrategy.NONE; // it is loopback
    config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, 2);
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.routes.before(guard::check);
    config.routes.get("/", context -> page(context, "studies"));
    config.routes.get("/compare", context -> page(context, "compare"));
    config.routes.get("/studies/{id}", this::study);
    config.routes.get("/studies/{id}/why", this::why);
    config.routes.get("/login", context -> page(context, "login"));
    config.routes.post("/login", this::login);
    config.routes.get("/assets/{name}", assets::serve);
    config.routes.sse("/api/events", client -> live.join(client, Optional.empty()));
    config.routes.before("/api/studies/{id}/events", api::run); // events answer 200 at once
    config.routes.sse(
        "/api/studies/{id}/events",
        client -> live.join(client, Optional.of(client.ctx().pathParam("id"))));
    api.routes(config.routes);
    trials.routes(config.routes);
    config.routes.exception(MimarException.class, Dashboard::refuse);
    config.routes.exception(
        BadQuestion.class,
        (e, context) -> {
          context.status(HttpStatus.BAD_REQUEST);
          fail(context, e.refused().getMessage(), e.refused().hint());
        });
    config.routes.exception(HttpResponseException.class, Dashboard::answer);
    config.routes.exception(Exception.class, Dashboard::bug);
  }

  private static void page(Context context, String name) {
    html(context, Assets.page(name));
  }

  static void html(Context context, String html) {
    context.contentType("text/html; charset=utf-8").result(html);
  }

  private void study(Context context) {
    try (StudyStore store = StudyStore.read(api.run(context).path())) {
      store.queries().count(); // else the page would be a frame around nothing
    }
    page(context, "study");
  }

  private void why(Context context) {
    RunFolder folder = api.run(context);
    try (StudyStore store = StudyStore.read(folder.path())) {
      html(context, WhyView.html(context.pathParam("id"), folder, store));
    }
  }

  private void login(Context context) {
    if (guard.isToken(body(context))) {
      guard.remember(context);
      context.status(HttpStatus.NO_CONTENT);
    } else {
      fail(
          context.status(HttpStatus.UNAUTHORIZED),
          "the token is wrong",
          "Copy the one that the dashboard's terminal shows.");
    }
  }

  /** What was sent, unless it ends before its time or is written as nothing can be. */
  private static String body(Context context) {
    try {
      return context.body();
    } catch (HttpResponseException e) {
      throw e;
    } catch (Exception e) { // Kotlin's unsaid checked ones among them
      LOG.debug("a body that cannot be read: {}", e.toString());
      throw BadQuestion.of(
          "the body of the request cannot be read to its end",
          "Send as many bytes as its Content-Length says.");
    }
  }

  private static void refuse(MimarException e, Context context) {
    fail(context.status(HttpStatus.CONFLICT), e.getMessage(), e.hint());
  }

  private static void answer(HttpResponseException e, Context context) {
    context.status(e.getStatus());
    if (wantsPage(context)) {
      page(context, "missing");
    } else {
      fail(context, e.getMessage(), "Ask for something that a page of this dashboard links to.");
    }
  }

  private static void bug(Exception e, Context context) {
    LOG.error("{} {} failed", context.method(), context.path(), e);
    fail(
        context.status(HttpStatus.INTERNAL_SERVER_ERROR),
        "this is a bug",
        "Please report it with what the terminal says.");
  }

  /** Says what is wrong: to a person, to a page, or to a program. */
  static void fail(Context context, String error, String hint) {
    if (wantsPage(context)) {
      html(context, Assets.refused(error, hint));
    } else {
      Api.json(context, Map.of("error", error, "hint", hint));
    }
  }

  private static boolean wantsPage(Context context) {
    boolean page = String.valueOf(context.header("Accept")).contains("text/html");
    return page && !context.path().startsWith("/api/");
  }

  /**
   * Ends the server, and exports and questions that are under way; runs that were resumed go on.
   */
  @Override
  public void close() {
    live.close();
    server.stop();
    api.close();
    trials.close();
  }
}
