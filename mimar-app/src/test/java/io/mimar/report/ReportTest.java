package io.mimar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.store.FinalResult;
import io.mimar.store.Proposals;
import io.mimar.store.StudySummary;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The report holds for every study, and nothing in it reaches out. */
final class ReportTest {
  private static final int MAX_BYTES = 3_000_000;

  @TempDir Path folder;

  private static String report(StudySummary summary) {
    return of(summary).html();
  }

  private static Report of(StudySummary summary) {
    return Report.of(summary, Optional.of(Studies.TASK), Explanations.NONE, Studies.NOW);
  }

  /**
   * Parses as XML, holds no script, no link, no reference to anything outside; returns its text.
   */
  private static String check(String html) throws Exception {
    assertTrue(html.getBytes(StandardCharsets.UTF_8).length < MAX_BYTES, "size " + html.length());
    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html)));
    NodeList elements = page.getElementsByTagName("*");
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      assertFalse(
          Set.of("script", "link", "a", "iframe", "object", "base", "form", "use")
              .contains(element.getTagName()),
          element.getTagName());
      for (int k = 0; k < element.getAttributes().getLength(); k++) {
        String name = element.getAttributes().item(k).getNodeName();
        boolean inside =
            element.getTagName().equals("image")
                && element.getAttribute(name).startsWith("data:image/png;base64,");
        assertFalse(name.startsWith("on") || name.equals("src") || name.equals("style"), name);
        assertFalse(name.contains("href") && !inside, name);
      }
    }
    assertFalse(html.toLowerCase(Locale.ROOT).matches("(?s).*(https?://|url\\(|@import).*"));
    return page.getDocumentElement().getTextContent();
  }

  @Test
  void aWholeStudy() throws Exception {
    String html = report(Studies.of(60, true, Studies.CLASSES));
    Files.writeString(Path.of("target", "report.html"), html); // to be looked at
    String text = check(html);
    assertTrue(text.contains("883 of 1,000 test samples right"), "the headline");
    assertTrue(text.contains("86.2\u00a0%") && text.contains("90.1\u00a0%"), "Wilson's interval");
    assertTrue(text.contains("“Sneaker”") && text.contains("was taken for"), "mix-ups");
    assertTrue(text.contains("overfitting"), "the gap");
    assertTrue(text.contains("./mimar search --data fashion"), "how to do it again");
    assertTrue(text.contains("No validation split was given"), "assumptions");
    assertTrue(text.contains("stage 3"), "the skeleton");
    assertTrue(text.contains("sum = output"), "the cell");
    assertTrue(html.contains("class=\"best\""), "the line of the best so far");
  }

  @Test
  void theNetworkStandsBesideSimpleModels() throws Exception {
    String text = check(report(Studies.of(60, true, Studies.CLASSES)));
    assertTrue(
        text.contains(
            "a linear model, which only weighs and adds its inputs, gets 81.2\u00a0%, always telling the same class 10.4\u00a0%."),
        "the headline");
    assertTrue(text.contains("log loss0.34120.3100 to 0.37000.5800–"), "the table");
    assertFalse(text.contains("Guessing among"), "one comparison is enough");
  }

  @Test
  void itSaysWhetherTheNetworkIsBetterAndWhatToTryNext() throws Exception {
    StudySummary summary = Studies.of(60, true, Studies.CLASSES);
    Explanations explanations =
        new Explanations(
            Optional.of(Explained.search("dense")), Optional.empty(), Optional.empty());
    String text =
        check(Report.of(summary, Optional.of(Studies.TASK), explanations, Studies.NOW).html());
    assertTrue(
        text.contains(
            "38\u00a0% fewer mistakes than the linear model, a difference larger than chance explains"),
        text);
    assertTrue(text.contains("Gather more labelled samples"), "98.1 % of those it learned from");
    assertTrue(text.contains("Search longer: the best network was number 55 of 60"), text);
    assertTrue(text.contains("which mimar explain --verify 1 trains: operation 3"), "a change");
    assertFalse(text.contains("Allow more"), "it learned by heart");

    String early = check(report(Studies.of(400, false, Studies.CLASSES)));
    assertTrue(early.contains("Measure it on samples that played no part"), "no test set");
    String unfinished =
        check(report(Studies.summary(summary.trials(), true, Studies.CLASSES, Optional.empty())));
    assertTrue(unfinished.contains("Let it come to its end"), "not finished");
  }

  @Test
  void whatEachStepGainedIsTold() throws Exception {
    StudySummary study = Studies.of(60, true, Studies.CLASSES);
    int best = study.best().orElseThrow().number();
    String text = check(report(study));
    for (String words :
        List.of(
            "a linear model81.2\u00a0%",
            "briefly, not on all samples79.7\u00a0%-1.5 points",
            "not for the test, for 30 epochs87.1\u00a0%+7.4 points",
            "the mean of 3 networks trained so, of trials " + best + ", 386.9\u00a0%-0.2 points",
            "shown each image mirrored as well88.3\u00a0%+1.4 points",
            "on which a score is uncertain by about ±2.0 points",
            "The final training: from 79.7\u00a0% to 88.3\u00a0% on the test samples, +8.6 points",
            "A larger --budget lengthens the final training too, which brought +8.6 points here")) {
      assertTrue(text.contains(words), words + " in " + text);
    }
    assertTrue(text.matches("(?s).*middle one of the \\d+ that were trained to the end.*"), text);
    assertTrue(text.contains("It is weakest at “"), text);
    String untested = check(report(Studies.of(60, false, Studies.CLASSES)));
    assertFalse(untested.contains("It is weakest at"), "not the model was asked");
    String amounts = check(report(Studies.ofAmounts(60, 71.25))); // of an old release
    assertFalse(amounts.contains("What each step gained"), amounts);
  }

  @Test
  void anAmountIsNeitherAClassNorAShare() throws Exception {
    String html = report(Studies.ofAmounts(60, 71.25));
    Files.writeString(Path.of("target", "report-amounts.html"), html); // to be looked at
    String text = check(html);
    assertTrue(text.contains("The best network has RMSE 48.75 on the test samples."));
    assertTrue(text.contains("expect between 44.50 and 53.25 (95 % confidence)"));
    assertTrue(text.contains("gets 71.25, always telling the mean 137.5."));
    assertTrue(text.contains("1,797 rows of 64 columns") && text.contains("the amount “price”"));
    for (String word : List.of("classes", "accuracy", "probabilit", "pixel")) {
      int at = text.replaceAll("\\{[^{}]*}", "").indexOf(word);
      assertEquals(-1, at, word);
    }
    assertFalse(text.contains("\u00a0%"), "no share of anything");
    assertFalse(html.contains("aria-label=\"Confusion matrix\""));
  }

  @Test
  void ofManyRowsTheLinearModelLearnedFromSomeAndOfDistancesTheMedianIsGuessed() throws Exception {
    String text = check(report(Studies.ofAmounts(60, 71.25, "mae", 40_000)));
    assertTrue(
        text.contains("gets 71.25 (having learned from 20,000 rows), always telling the median"),
        text);
  }

  @Test
  void lessIsBetterWhereErrorsAreCounted() throws Exception {
    String text = check(report(Studies.ofAmounts(60, 48.5)));
    assertTrue(text.contains("the network is no better than the linear model"), text);
  }

  @Test
  void aResultOfAnOldReleaseIsShownWithoutComparison() throws Exception {
    FinalResult now = Studies.result(0, true, 10);
    FinalResult old =
        new FinalResult(
            0,
            now.params(),
            now.macs(),
            now.train(),
            now.validation(),
            now.test(),
            Map.of("log loss", 0.34),
            Map.of(),
            Map.of(),
            now.confusion(),
            now.parity(),
            now.latencyMillis(),
            now.model(),
            now.epochs(),
            now.seconds(),
            Map.of());
    List<Trial> trials = List.of(Studies.trial(0));
    String text = check(report(Studies.summary(trials, true, Studies.CLASSES, Optional.of(old))));
    assertTrue(text.contains("Guessing among the 10 classes"), "the chance level");
    assertFalse(text.contains("linear model") || text.contains("95 % interval"), "nothing made up");
  }

  /** While an extended search goes on, the model is still of the best trial of before. */
  @Test
  void aModelThatIsNoLongerOfTheBestTrialIsSaidToBeSo() throws Exception {
    StudySummary ended = Studies.of(30, true, Studies.CLASSES);
    assertFalse(report(ended).contains("would be taken"));
    int best = ended.best().orElseThrow().number();
    int other =
        ended.trials().stream()
            .filter(t -> t.outcome() == Outcome.COMPLETE && t.number() != best)
            .findFirst()
            .orElseThrow()
            .number();
    StudySummary extended =
        Studies.summary(
            ended.trials(), true, Studies.CLASSES, Optional.of(Studies.result(other, true, 10)));
    String text = check(report(extended));
    assertTrue(text.contains("the model, which is of trial " + other + "."), text);
    assertTrue(text.contains("trial " + best + " would be taken"), text);
    assertTrue(text.contains("This study is not finished"), text);
  }

  @Test
  void theFrontIsDrawnAndListed() throws Exception {
    StudySummary plain = Studies.of(30, true, Studies.CLASSES);
    String html = report(Studies.minimising(plain, List.of("params", "macs")));
    String text = check(html);
    assertTrue(text.contains("The model was picked by “knee”"), text);
    assertTrue(text.contains("latency ≤ 2.50 ms"), text);
    assertTrue(text.contains("Latencies are measured, so another run tries other"), text);
    assertTrue(html.contains("accuracy against macs") && html.contains("class=\"ring\""), html);
  }

  @Test
  void whatSizeBuysIsShownWhereNothingIsMinimised() throws Exception {
    StudySummary study = Studies.of(30, true, Studies.CLASSES);
    String html = report(study);
    String text = check(html);
    assertTrue(text.contains("What size buys"), text);
    assertTrue(text.contains("The model was picked by its score alone."), text);
    assertTrue(html.contains("accuracy against params"), html);
    Trial best = study.best().orElseThrow();
    assertTrue(html.contains("<tr class=\"chosen\"><td>" + best.number() + "</td>"), html);
  }

  @Test
  void hostileNamesAreHarmless() throws Exception {
    String html = report(Studies.of(20, true, Studies.HOSTILE));
    String text = check(html);
    assertTrue(text.contains("<script>alert(1)</script>"), "shown as text");
    assertTrue(text.contains("{{name}}"), "no template inside a value");
    assertFalse(html.contains("<script"));
  }

  @Test
  void hostileTrialsAreHarmless() throws Exception {
    Trial sound = Studies.trial(0);
    String evil = "</td><script>alert(1)</script>\u0000" + "x".repeat(100_000);
    List<Trial> trials =
        IntStream.range(0, 50)
            .mapToObj(
                n ->
                    new Trial(
                        n,
                        sound.architecture(),
                        sound.costs(),
                        "<b>evil",
                        0,
                        1,
                        Result.without(Outcome.FAILED, evil, Double.NaN)))
            .toList();
    check(report(Studies.summary(trials, true, Studies.CLASSES, Optional.empty())));
  }

  @Test
  void noTrialYet() throws Exception {
    String text = check(report(Studies.of(0, true, Studies.CLASSES)));
    assertTrue(text.contains("nothing to judge"));
  }

  @Test
  void noCompleteTrial() throws Exception {
    List<Trial> trials = new ArrayList<>();
    for (int n = 0; trials.size() < 12; n++) {
      Trial t = Studies.trial(n);
      if (t.outcome() != Outcome.COMPLETE) {
        trials.add(
            new Trial(trials.size(), t.architecture(), t.costs(), t.proposer(), 0, 0, t.result()));
      }
    }
    String text = check(report(Studies.summary(trials, true, Studies.CLASSES, Optional.empty())));
    assertTrue(text.contains("no network to judge"));
    assertTrue(text.contains("not finished"));
  }

  @Test
  void oneTrial() throws Exception {
    StudySummary study = Studies.of(1, true, Studies.CLASSES);
    assertEquals(1, study.count(Outcome.COMPLETE));
    assertTrue(check(report(study)).contains("All 1 trial"));
  }

  @Test
  void withoutATestSet() throws Exception {
    String text = check(report(Studies.of(40, false, Studies.CLASSES)));
    assertTrue(text.contains("no test set"));
    assertTrue(text.contains("validation samples right"));
    assertFalse(text.contains("never seen"));
    assertTrue(text.contains("of the same kind expect less"), "the validation samples chose it");
    assertTrue(
        text.contains("holds the validation samples of a class"), "which samples are mixed up");
    assertTrue(text.contains("it did not learn from them, but was chosen by them"), text);
    assertFalse(
        check(report(Studies.of(40, true, Studies.CLASSES))).contains("was chosen by them"));
  }

  /** The bounds are those of a machine that is busy with other things; it takes a tenth of them. */
  @Test
  void aHundredThousandTrialsStaySmallAndQuick() throws Exception {
    StudySummary plain = Studies.of(100_000, true, Studies.CLASSES);
    StudySummary front = Studies.minimising(ofManyCosts(plain), List.of("params", "macs"));
    for (StudySummary study : List.of(plain, front)) {
      long start = System.nanoTime();
      String html = report(study);
      double seconds = (System.nanoTime() - start) / 1e9;
      String text = check(html);
      assertTrue(
          text.contains("of 100,000 trials: up to 1,000 that were the best"), "what is left out");
      int dots = html.split("<circle", -1).length - 1;
      assertTrue(dots > Drawn.MOST / 2, "the charts are empty: " + dots);
      assertTrue(seconds < 60, "it took " + seconds + " s");
      System.out.printf(
          Locale.ROOT,
          "report of 100,000 trials: %d kB in %.1f s%n",
          html.getBytes(StandardCharsets.UTF_8).length / 1_000,
          seconds);
    }
  }

  /** Each trial with costs of its own, so that the front has very many members. */
  private static StudySummary ofManyCosts(StudySummary plain) {
    List<Trial> trials =
        plain.trials().stream()
            .map(
                t -> {
                  double share = t.number() / 1e5;
                  double params =
                      1e5 * (0.1 + t.score().orElse(0.5) + 1e-3 * Math.sin(7e3 * share));
                  Map<String, Double> costs = Map.of("params", params, "macs", 2e6 * (1.1 - share));
                  return new Trial(
                      t.number(), t.architecture(), costs, t.proposer(), 0, t.seed(), t.result());
                })
            .toList();
    return Studies.summary(trials, true, Studies.CLASSES, plain.result());
  }

  /** However good each is: those that matter are drawn as far as they can be told apart. */
  @Test
  void aSearchThatImprovesWithEachTrialIsThinnedOutToo() throws Exception {
    List<Trial> trials =
        IntStream.range(0, 50_000)
            .mapToObj(
                n -> {
                  Trial t = Studies.trial(0);
                  Epoch epoch = new Epoch(1, 1, 0.5, 0.4 + n * 1e-5, 1);
                  return new Trial(
                      n,
                      t.architecture(),
                      Map.of("params", 1e3 + n, "macs", 1e6),
                      "random",
                      0,
                      1,
                      new Result(Outcome.COMPLETE, List.of(epoch), "", 1, 1));
                })
            .toList();
    StudySummary rising = Studies.summary(trials, true, Studies.CLASSES, Optional.empty());
    String html = report(Studies.minimising(rising, List.of("params")));
    String text = check(html);
    assertTrue(text.contains("Not listed: 49,"), text);
    assertTrue(html.contains("<td>49999</td>") && html.contains("<td>0</td>"), "the front's ends");
  }

  @Test
  void athousandTrialsAreAllListed() throws Exception {
    String html = report(Studies.of(1_000, true, Studies.CLASSES));
    assertTrue(check(html).contains("All 1,000 trials"));
    System.out.println("report of 1,000 trials: " + html.length() / 1_000 + " kB");
  }

  @Test
  void manyClasses() throws Exception {
    List<String> names = IntStream.range(0, 200).mapToObj(i -> "class " + i).toList();
    check(report(Studies.of(30, true, names)));
  }

  @Test
  void nothingDescribed() throws Exception {
    StudySummary full = Studies.of(10, true, Studies.CLASSES);
    StudySummary bare =
        new StudySummary(
            full.study(),
            Optional.empty(),
            List.of(),
            full.plan(),
            full.config(),
            full.trials(),
            0,
            List.of(),
            full.elapsed(),
            Optional.empty(),
            List.of(),
            Set.of(),
            Proposals.NONE);
    check(report(bare));
  }

  @Test
  void theNumbersDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    String expected = report(Studies.of(30, true, Studies.CLASSES));
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(expected, report(Studies.of(30, true, Studies.CLASSES)));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whyNetworksAreGoodAndHowTheModelDecides() throws Exception {
    String hostile = Studies.HOSTILE.get(0);
    StudySummary summary = Studies.of(30, true, Studies.CLASSES);
    Explanations explanations =
        new Explanations(
            Optional.of(Explained.search(hostile)),
            Optional.of(Explained.model(hostile)),
            Optional.of(Explained.map(summary)));
    String html = Report.of(summary, Optional.of(Studies.TASK), explanations, Studies.NOW).html();
    Files.writeString(Path.of("target", "report-why.html"), html); // to be looked at
    String text = check(html);

    assertTrue(text.contains("operation 3: conv3x3") && text.contains("+1.9"), "a clear component");
    assertFalse(text.contains("stem stride"), "a component whose sign is not sure");
    assertTrue(text.contains("For 1 component more it cannot be said"), "what is left out");
    assertTrue(
        text.contains(
            "operation 3: conv3x3 in place of skip: +1.9 points (+1.5 to +2.3), 12.0k"
                + " parameters more"),
        "a change as a sentence");
    assertTrue(
        text.contains("each hollow dot is one of 2 architectures that the searcher"), "the map");
    assertEquals(4 * 2, html.split("class=\"proposed\"", -1).length - 1, "two rings on each map");
    assertTrue(text.contains("proposed by generator, not trained"), "who proposed");
    assertTrue(text.contains(hostile), "a name as it is");
    assertTrue(text.contains("Shirt, taken for Coat (91\u00a0% sure)"), "an error");
    assertEquals(4, html.split("<image ", -1).length - 1, "two pictures of each of two images");
  }

  @Test
  void isWrittenWholeOrNotAtAll() throws Exception {
    StudySummary study = Studies.of(5, true, Studies.CLASSES);
    Path file = folder.resolve("report.html");
    of(study).writeHtml(file);
    of(study).writeHtml(file);
    assertEquals(report(study), Files.readString(file));
    Path nowhere = folder.resolve("no/report.html");
    assertThrows(MimarException.class, () -> of(study).writeHtml(nowhere));
    assertEquals(OptionalInt.empty(), study.study().trials());
  }
}
