package io.mimar.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.mimar.TinyData;
import io.mimar.dashboard.Chromium;
import io.mimar.dashboard.Dashboard;
import io.mimar.dashboard.MadeStudies;
import io.mimar.store.StudyLock;
import io.mimar.store.StudyStore;
import io.mimar.store.Winner;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard as people use it, in a real Chromium: a search appears and grows, a trial opens, a
 * model is exported, a killed run is resumed and stopped. Pictures are left in {@code
 * target/screenshots}.
 */
@Timeout(600)
final class DashboardBrowserTest {
  private static final double PATIENCE_MILLIS = 90_000; // another process trains meanwhile
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";

  @TempDir Path folder;

  private Chromium chromium;
  private Dashboard dashboard;
  private Path live;

  @BeforeEach
  void start() {
    chromium = Chromium.start();
    Path runs = folder.resolve("runs");
    live = runs.resolve("live");
    MadeStudies.write(runs.resolve("made"), 400, List.of(HOSTILE, "b"), HOSTILE);
    dashboard =
        Dashboard.start(
            new Dashboard.Options(
                "127.0.0.1",
                0,
                List.of(runs),
                io.mimar.dashboard.Program.own(Main.class.getName())));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  @AfterEach
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (dashboard != null) {
      dashboard.close();
      StudyLock.owner(live)
          .flatMap(owner -> ProcessHandle.of(owner.pid()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void aSearchIsWatchedKilledResumedAndStopped() throws Exception {
    Path data = TinyData.write(folder.resolve("data"), 80);
    Page page = chromium.open(1280, 900, ColorScheme.LIGHT);
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.navigate(dashboard.url());
    assertThat(page.locator("#rows tr")).hasCount(1);
    List<String> slow =
        TinySearch.command(
            data,
            live,
            500,
            "--searcher",
            "random",
            "--workers",
            "1",
            "--set",
            "schedule.epochs=6");
    try (Owner owner = Owner.start(slow, new TreeSet<>())) {
      page.getByText("live", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("#state")).hasText("running");
      watch(page);
      open(page);
      export(page, data);
      page.goBack();
      assertThat(page.locator("#state")).hasText("running");
      assertTrue(owner.kill(), owner::said);
    }
    assertThat(page.locator("#state")).hasText("interrupted");
    page.locator("#resume").click();
    assertThat(page.locator("#state")).hasText("running");
    watch(page);
    page.locator("#stop").dblclick();
    assertThat(page.locator("#stop")).hasText("Stop at once");
    assertThat(page.locator("#message")).containsText("what is under way is finished first");
    assertThat(page.locator("#state")).hasText("interrupted");
    Program.run("status", live.toString()).done();
    assertTrue(Files.readString(live.resolve("owner.log")).contains("interrupted"));
    assertEquals(List.of(), chromium.complaints(), "the console complains");
    assertEquals(List.of(), chromium.foreign(), "a request left the machine");
  }

  /** Trials appear without a reload. */
  private static void watch(Page page) {
    Locator count = page.locator("#count");
    assertThat(count).hasText(Pattern.compile("\\d+ trials?"));
    page.evaluate("window.loadedOnce = true");
    String before = count.textContent();
    assertThat(count).not().hasText(before);
    assertEquals(true, page.evaluate("window.loadedOnce"), "the page was loaded anew");
  }

  private static void open(Page page) {
    page.locator("#outcome").selectOption("complete");
    assertThat(page.locator("#trials tr").first()).containsText("complete");
    Locator first = page.locator("#trials a").first();
    first.focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText(Pattern.compile("Trial \\d+"));
    assertThat(page.locator("svg.cell")).isVisible();
  }

  private void export(Page page, Path data) throws Exception {
    Download download = page.waitForDownload(() -> page.locator("#export").click());
    Path model = folder.resolve(download.suggestedFilename());
    download.saveAs(model);
    assertTrue(model.toString().matches(".*live-trial-\\d+\\.onnx"), model::toString);
    assertThat(page.locator("#message"))
        .hasText(Pattern.compile("Exported: on \\d+ samples ONNX Runtime differs by .*"));
    try (Stream<Path> images = Files.walk(data)) {
      String image =
          images.filter(f -> f.toString().endsWith(".png")).findFirst().orElseThrow().toString();
      Program.run("predict", model.toString(), image).done();
    }
  }

  @Test
  void anyTrialIsExplainedWhenSomeoneAsks() throws Exception {
    Path data = TinyData.write(folder.resolve("data"), 80);
    TinySearch.run(data, live, 8, "--searcher", "random").done();
    int other;
    try (StudyStore store = StudyStore.read(live)) {
      int best = Winner.of(store).orElseThrow().number();
      other =
          store.trials().stream()
              .filter(t -> t.outcome() == Outcome.COMPLETE && t.number() != best)
              .findFirst()
              .orElseThrow()
              .number();
    }
    for (int width : List.of(1280, 390)) {
      Page page = chromium.open(width, 900, ColorScheme.LIGHT);
      page.setDefaultTimeout(PATIENCE_MILLIS);
      page.navigate(dashboard.url());
      page.getByText("live", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("#trials tr").first()).isVisible();
      page.navigate(page.url() + "/trials/" + other);
      boolean first = page.locator("#near").count() == 0; // the second visitor sees the answer
      assertEquals(width == 1280, first);
      if (first) {
        page.locator("#explain").click();
        assertThat(page.locator("#message")).hasText("Asking the search's surrogate …");
        assertThat(page.locator("#near")).hasText("The trials most like it");
      }
      assertThat(page.locator("#why ~ p").first()).containsText("8 trials");
      page.locator("#to").fill(other == 0 ? "1" : "0");
      page.keyboard().press("Enter");
      assertThat(page.locator("#way ~ .scroll caption")).containsText("On the line from");
      named(page);
      fits(page, "explained-" + width);
    }
    assertEquals(List.of(), chromium.complaints(), "the console complains");
    assertEquals(List.of(), chromium.foreign(), "a request left the machine");
  }

  @Test
  void allPagesFitWideAndNarrowScreensInBothSchemes() throws Exception {
    MadeStudies.write(folder.resolve("runs/second"), 60, List.of("a", "b"));
    MadeStudies.explain(folder.resolve("runs/made"), HOSTILE);
    for (int width : List.of(1280, 390)) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        Page page = chromium.open(width, 900, scheme);
        page.setDefaultTimeout(PATIENCE_MILLIS);
        String end = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        page.navigate(dashboard.url());
        assertThat(page.locator("#rows tr")).hasCount(2);
        page.locator("#rows input").first().check();
        page.locator("#rows input").last().check();
        fits(page, "studies" + end);
        page.locator("#compare").click();
        assertThat(page.locator("#rows tr")).hasCount(2);
        assertThat(page.locator("#plot-compare canvas").first()).isVisible();
        fits(page, "compare" + end);
        page.locator("#rows a").first().click();
        assertThat(page.locator("#cap-map"))
            .hasText(Pattern.compile(".*trials with a score by likeness.*"));
        assertThat(page.locator("#plot-parallel canvas").first()).isVisible();
        named(page);
        fits(page, "study" + end);
        String study = page.url();
        page.navigate(study + "/trials/0");
        fits(page, "trial" + end);
        named(page);
        page.navigate(study);
        page.locator("#why").click();
        assertThat(page.locator("h1")).hasText("Why it is good, and how it decides");
        assertThat(page.locator("svg.steps image").first()).isVisible();
        fits(page, "why" + end);
        named(page);
      }
    }
    assertEquals(List.of(), chromium.complaints(), "the console complains");
    assertEquals(List.of(), chromium.foreign(), "a request left the machine");
  }

  /** Nothing sticks out sideways; and leaves a picture. */
  private static void fits(Page page, String name) throws Exception {
    Chromium.shoot(page, name);
    int sticksOut =
        ((Number)
                page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
            .intValue();
    assertTrue(sticksOut <= 0, name + " sticks out by " + sticksOut + " px");
  }

  /** Whatever can be used has a name that can be read aloud. */
  private static void named(Page page) {
    Object nameless =
        page.evaluate(
            """
            [...document.querySelectorAll('a, button, select, input, summary, [role=img], progress')]
              .filter(e => !(e.getAttribute('aria-label') || e.textContent.trim()
                || e.closest('label')?.textContent.trim()))
              .map(e => e.outerHTML)
            """);
    assertEquals(List.of(), nameless);
    assertEquals(1, page.locator("h1").count());
    assertEquals("en", page.locator("html").getAttribute("lang"));
  }

  @Test
  void theTableIsSortedFilteredAndPagedByTheServer() {
    Page page = chromium.open(1280, 900, ColorScheme.LIGHT);
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.navigate(dashboard.url());
    page.locator("#rows a").first().click();
    assertThat(page.locator("#count")).hasText("400 trials");
    assertThat(page.locator("#page")).hasText("page 1 of 8");
    page.locator("#last").click();
    assertThat(page.locator("#page")).hasText("page 8 of 8");
    assertThat(page.locator("#trials tr").last()).containsText("complete"); // trial 0
    page.locator("#sort-score").click();
    assertThat(page.locator("th[aria-sort=descending]")).containsText("score");
    assertThat(page.locator("#page")).hasText("page 1 of 8");
    assertThat(page.locator("#trials tr").first()).hasClass("chosen"); // the best
    page.locator("#sort-score").press("Enter");
    assertThat(page.locator("th[aria-sort=ascending]")).containsText("score");
    assertThat(page.locator("#sort-score")).isFocused();
    page.locator("#outcome").selectOption("failed");
    assertThat(page.locator("#trials tr").first()).containsText(HOSTILE); // as text
    page.locator("#words").fill("nothing has this");
    assertThat(page.locator("#count")).hasText("0 trials");
    assertEquals(List.of(), chromium.complaints(), "the console complains");
  }

  @Test
  void theFocusStaysWhereItIsWhileTrialsCome() {
    Page page = chromium.open(1280, 900, ColorScheme.LIGHT);
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.navigate(dashboard.url());
    page.locator("#rows a").first().click();
    page.locator("#sort-number").click(); // the oldest first: new ones are on another page
    Locator link = page.locator("#trials a[href$='/trials/3']");
    link.focus();
    addOne();
    assertThat(page.locator("#count")).hasText("401 trials");
    assertThat(link).isFocused();
    assertEquals(List.of(), chromium.complaints(), "the console complains");
  }

  /** To the 400 that were made. */
  private void addOne() {
    try (StudyStore owner =
        StudyStore.open(folder.resolve("runs/made"), Clock.systemUTC(), Map.of())) {
      Trial old = owner.trial(3).orElseThrow();
      owner.record(
          new Trial(
              400, old.architecture(), old.costs(), old.proposer(), 0, old.seed(), old.result()));
    }
  }

  /** What is shown anew while the mouse is down on it is not put away. */
  @Test
  void aClickIsNotLostWhereTheListIsShownAnewMeanwhile() {
    Page page = chromium.open(1280, 900, ColorScheme.LIGHT);
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.navigate(dashboard.url());
    page.locator("#rows a").hover();
    page.mouse().down();
    MadeStudies.write(folder.resolve("runs/more"), 1, List.of("a", "b")); // by name the second
    assertThat(page.locator("#rows tr")).hasCount(2);
    page.mouse().up();
    assertThat(page.locator("#count")).hasText("400 trials");
    page.locator("#sort-number").click(); // the oldest first: new ones are on another page
    page.locator("#trials a[href$='/trials/5']").hover();
    page.mouse().down();
    addOne();
    assertThat(page.locator("#count")).hasText("401 trials");
    page.mouse().up();
    assertThat(page.locator("h1")).hasText("Trial 5");
    assertEquals(List.of(), chromium.complaints(), "the console complains");
  }

  /** A browser has six connections to a server; pages that nobody sees hold none of them. */
  @Test
  void manyTabsLeaveEachOtherConnections() {
    BrowserContext context = chromium.open(1280, 900, ColorScheme.LIGHT).context();
    context.setDefaultTimeout(PATIENCE_MILLIS);
    Page first = context.newPage();
    for (int tab = 0; tab < 8; tab++) {
      Page page = tab == 0 ? first : context.newPage();
      page.navigate(dashboard.url());
      assertThat(page.locator("#rows tr")).hasCount(1);
      see(page, false);
    }
    MadeStudies.write(folder.resolve("runs/later"), 1, List.of("a", "b"));
    see(first, true);
    assertThat(first.locator("#rows tr")).hasCount(2);
  }

  /** Chromium without a screen sees all its pages: what changes is told as a browser would. */
  private static void see(Page page, boolean seen) {
    page.evaluate(
        "seen => { Object.defineProperty(document, 'hidden', { value: !seen, configurable: true });"
            + " document.dispatchEvent(new Event('visibilitychange')); }",
        seen);
  }

  @Test
  void aVisitorFromElsewhereSignsInWithTheToken() {
    Dashboard open = openToAll(0);
    try {
      String url = open.url();
      Page page = chromium.open(390, 800, ColorScheme.DARK);
      page.setDefaultTimeout(PATIENCE_MILLIS);
      page.navigate(url);
      assertThat(page.locator("h1")).hasText("Sign in");
      page.locator("#token").fill(open.token().orElseThrow());
      page.keyboard().press("Enter");
      assertThat(page.locator("h1"))
          .hasText("Studies", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
      Page other = chromium.open(390, 800, ColorScheme.DARK);
      other.navigate(url + "login#" + open.token().orElseThrow());
      assertThat(other.locator("h1")).hasText("Studies");
      assertEquals(List.of(), chromium.complaints(), "the console complains");
      other.navigate(url + "login");
      other.evaluate("window.loadedOnce = true");
      other.locator("#token").fill("wrong");
      other.keyboard().press("Enter");
      assertThat(other.locator("#message")).containsText("the token is wrong");
      assertEquals(true, other.evaluate("window.loadedOnce"), "the page was loaded anew");
      open.close();
      assertThat(page.locator("#message")).containsText("does not answer");
      open = openToAll(URI.create(url).getPort()); // with a token of its own
      assertThat(page.locator("h1")).hasText("Sign in");
    } finally {
      open.close();
    }
  }

  private Dashboard openToAll(int port) {
    return Dashboard.start(
        new Dashboard.Options(
            "0.0.0.0",
            port,
            List.of(folder.resolve("runs")),
            new io.mimar.dashboard.Program(List.of("none"))));
  }
}
