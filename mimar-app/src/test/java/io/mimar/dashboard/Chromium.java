package io.mimar.dashboard;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The machine's own Chromium. Where there is none, tests are skipped and say so; where {@code
 * MIMAR_REQUIRE_BROWSER=1}, they fail.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox", // root has none
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static final Path SHOTS = Path.of("target", "screenshots");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> foreign = new CopyOnWriteArrayList<>();

  private Chromium(Path program) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setHeadless(true)
                    .setArgs(FLAGS));
  }

  /** Starts it, or skips the test. */
  public static Chromium start() {
    Optional<Path> program = find();
    boolean required = "1".equals(System.getenv("MIMAR_REQUIRE_BROWSER"));
    if (program.isEmpty()) {
      String words = "no Chromium was found: the dashboard is not tested in a browser";
      System.out.println("SKIPPED: " + words);
      Assertions.assertFalse(required, words + ", but MIMAR_REQUIRE_BROWSER=1");
      Assumptions.abort(words);
    }
    return new Chromium(program.get());
  }

  private static Optional<Path> find() {
    String given = System.getenv().getOrDefault("MIMAR_CHROMIUM", "");
    return Stream.of(
            given, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A new window; what its console complains of, and whom it asks, is kept. */
  public Page open(int width, int height, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setAcceptDownloads(true));
    Page page = context.newPage();
    page.onConsoleMessage(this::hear);
    page.onPageError(error -> complaints.add("error: " + error));
    page.onRequest(
        request -> {
          if (!request.url().startsWith("http://127.0.0.1:")
              && !request.url().startsWith("data:")
              && !request.url().startsWith("blob:")) {
            foreign.add(request.url());
          }
        });
    return page;
  }

  private void hear(ConsoleMessage message) {
    if (List.of("error", "warning").contains(message.type())) {
      complaints.add(message.type() + ": " + message.text() + " at " + message.location());
    }
  }

  /** What consoles complained of so far. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Requests that would have left this machine. */
  public List<String> foreign() {
    return List.copyOf(foreign);
  }

  /** Saves what a page looks like in {@code target/screenshots}. */
  public static void shoot(Page page, String name) throws IOException {
    Files.createDirectories(SHOTS);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")).setFullPage(true));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
