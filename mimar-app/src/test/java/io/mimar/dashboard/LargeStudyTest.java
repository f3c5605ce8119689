package io.mimar.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study of very many trials stays quick to look at: 100,000 by {@code -Dmimar.trials=100000},
 * which is what docs/benchmarks.md has; fewer where nothing is said, with the same bounds.
 */
@Timeout(900)
final class LargeStudyTest {
  private static final int TRIALS = Integer.getInteger("mimar.trials", 5_000);
  private static final int ROUNDS = 9;

  private static final double PAGING_MILLIS = 200;
  private static final double CHART_MILLIS =
      6_000; // made once, at 100,000 trials on a busy machine
  private static final double PAINT_MILLIS = 1_500;
  private static final double RESIDENT_MEGABYTES = 512;

  private static final List<String> PAGES =
      List.of(
          "sort=number&order=desc",
          "sort=score&order=desc",
          "sort=params&order=asc",
          "sort=seconds&order=desc&offset=" + TRIALS / 2,
          "sort=number&offset=" + (TRIALS - 50),
          "outcome=stopped&sort=macs&order=desc&offset=" + TRIALS / 4,
          "proposer=swarm&sort=score&order=desc",
          "words=sep3x3&sort=score&order=desc");

  @TempDir static Path folder;

  @Test
  void pagesChartsAndMemoryKeepTheirBounds() throws Exception {
    long start = System.nanoTime();
    MadeStudies.write(folder.resolve("runs/large"), TRIALS, List.of("a", "b", "c"));
    tell("writing %,d trials: %.0f s", TRIALS, (System.nanoTime() - start) / 1e9);
    try (DashboardProcess process = DashboardProcess.start(folder.resolve("runs"))) {
      Visitor visitor = new Visitor(process.url());
      String id = visitor.json("/api/studies").at("/studies/0/id").asText();
      String api = "/api/studies/" + id;
      double made = 0;
      double again = 0;
      for (String chart : List.of("", "/points", "/timeline", "/map", "/parallel")) {
        double first = millis(visitor, api + chart);
        double second = median(visitor, api + chart);
        String name = chart.isEmpty() ? "details" : chart;
        tell("%-9s first %.0f ms, again %.0f ms", name, first, second);
        made = Math.max(made, first);
        again = Math.max(again, second);
      }
      double slowest = 0;
      for (String page : PAGES) {
        double first = millis(visitor, api + "/trials?limit=50&" + page);
        double median = median(visitor, api + "/trials?limit=50&" + page);
        tell("page %-60s first %.0f ms, again %.0f ms", page, first, median);
        slowest = Math.max(slowest, median);
      }
      charts(visitor, api);
      double paint = paint(process.url() + "studies/" + id);
      double resident = process.residentMegabytes();
      tell("memory of the server: %.0f MB resident", resident);
      assertTrue(made <= CHART_MILLIS, "the slowest chart took " + made + " ms");
      assertTrue(again <= PAGING_MILLIS, "a chart that is kept took " + again + " ms");
      assertTrue(slowest <= PAGING_MILLIS, "the slowest page took " + slowest + " ms");
      assertTrue(paint <= PAINT_MILLIS, "the first paint took " + paint + " ms");
      assertTrue(resident <= RESIDENT_MEGABYTES, "the server has " + resident + " MB");
    }
  }

  /**
   * However many trials there are, a chart has about two thousand, all improvements, and all that
   * no cheaper one beats, which are at most as many as there are architectures.
   */
  private static void charts(Visitor visitor, String api) throws Exception {
    JsonNode points = visitor.json(api + "/points");
    assertEquals(TRIALS, points.get("count").asInt());
    int improvements = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points.get("number").size(); i++) {
      if (points.get("improves").get(i).asInt() == 1) {
        improvements++;
        assertTrue(points.get("score").get(i).asDouble() > best, "an improvement improves nothing");
        best = points.get("score").get(i).asDouble();
      }
    }
    int beside = improvements + 2 * MadeStudies.DISTINCT; // over parameters, over multiply-adds
    assertTrue(points.get("number").size() <= Charts.MOST + beside);
    JsonNode first =
        visitor.json(api + "/trials?outcome=complete&sort=score&order=desc&limit=1").at("/rows/0");
    assertEquals(
        visitor.json(api).at("/card/best").asInt(), first.at("/trial/number").asInt(), "the best");
  }

  private static double paint(String url) {
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.open(1280, 900, ColorScheme.LIGHT);
      List<Double> paints = new ArrayList<>();
      List<Double> words = new ArrayList<>();
      List<Double> rows = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        page.navigate(url);
        page.locator("#trials tr").first().waitFor();
        rows.add(((Number) page.evaluate("performance.now()")).doubleValue());
        page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");
        words.add(
            ((Number)
                    page.evaluate(
                        "performance.getEntriesByType('resource')"
                            + ".filter(e => /studies.[0-9a-f]+$/.test(e.name))[0].responseEnd"))
                .doubleValue());
        paints.add(
            ((Number)
                    page.evaluate(
                        "performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                .doubleValue());
      }
      tell(
          "first paint %.0f ms, words after %.0f ms, table after %.0f ms (the first of three visits)",
          paints.get(0), words.get(0), rows.get(0));
      return words.get(0); // before that the page has only headings
    }
  }

  private static double median(Visitor visitor, String path) throws Exception {
    double[] times = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      times[i] = millis(visitor, path);
    }
    Arrays.sort(times);
    return times[ROUNDS / 2];
  }

  private static double millis(Visitor visitor, String path) throws Exception {
    long start = System.nanoTime();
    assertEquals(200, visitor.get(path).statusCode(), path);
    return (System.nanoTime() - start) / 1e6;
  }

  private static void tell(String words, Object... values) {
    System.out.printf(Locale.ROOT, words + "%n", values);
  }
}
