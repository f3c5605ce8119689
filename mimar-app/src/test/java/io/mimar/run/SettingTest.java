package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Target;
import io.mimar.folder.RunFolder;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.RandomSearch;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.trial.History;
import io.mimar.worker.WorkerJvm;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingTest {
  private static final Shape SHAPE = new Shape(1, 1_000, 1_000);

  private static LabelledSamples samples(int count) {
    byte[] pixels = new byte[(int) (count * SHAPE.size())];
    return LabelledSamples.images(SHAPE, pixels, new int[count]);
  }

  /** With 46,000,000 bytes of data, and so many of a worker's heap. */
  private static WorkerJvm jvm(String... keys) {
    return setting(keys).jvm();
  }

  private static Setting setting(String... keys) {
    Dataset data =
        new Dataset(
            "d",
            new Format.Image(SHAPE),
            new Target.Classes(List.of("a", "b")),
            samples(40),
            samples(5),
            Optional.of(samples(1)),
            true,
            List.of());
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT);
    for (String key : keys) {
      loader.set(key);
    }
    return Setting.of(loader.build(), data);
  }

  @Test
  void aWorkersHeapMustHoldTheData() {
    assertEquals(184_000_000, jvm("worker.heap=184M").heapBytes());
    MimarException e = assertThrows(MimarException.class, () -> jvm("worker.heap=128M"));
    assertEquals(
        "worker.heap is 128M, but the data take 46M and a worker's heap must hold 4 times that",
        e.getMessage());
    assertEquals("Give --worker-heap 184M or more, or leave it out.", e.hint());
  }

  @Test
  void whereNobodySaysOtherwiseAWorkersHeapHoldsTheData() {
    long half = Runtime.getRuntime().maxMemory() / 2;
    assertEquals(Math.max(512 << 20, half), jvm().heapBytes());
    assertEquals(4 * half, WorkerJvm.heap(half));
    WorkerJvm large = new WorkerJvm(0, WorkerJvm.heap(10L << 30));
    assertTrue(large.flags().contains("-Xmx" + Math.max(40 << 10, half >> 20) + "m"));
  }

  @Test
  void aStudyGoesOnInTheSpaceThatWasTheStandardOneWhenItBegan(@TempDir Path folder) {
    Setting setting = setting();
    Runs.Start start =
        new Runs.Start(
            setting.config(), seeds -> setting.data(), new RunFolder(folder), List.of(), "");
    ObjectNode study = Json.json().valueToTree(Descriptions.study(start, setting));
    assertEquals(setting.space().name(), study.get("space").asText());
    study.put("space", "mobile");
    Map<String, String> meta = Map.of(StudyKeys.STUDY, study.toString());
    try (StudyStore store = StudyStore.create(folder, Clock.systemUTC(), Map.of(), meta)) {
      assertEquals("mobile", Setting.of(store, setting.config(), setting.data()).space().name());
    }
  }

  private static List<String> proposers(Setting setting, Problem problem) {
    return asked(setting, problem, 2).stream().map(Proposal::proposer).toList();
  }

  private static List<Proposal> asked(Setting setting, Problem problem, int count) {
    Searcher searcher = setting.searcher(problem, Optional.empty());
    RandomGenerator rng = Seeds.root(1).rng();
    List<Architecture> asked = new ArrayList<>();
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Proposal proposal = searcher.ask(new History(List.of(), asked), rng).orElseThrow();
      assertTrue(problem.isFeasible(proposal.architecture()));
      asked.add(proposal.architecture());
      proposals.add(proposal);
    }
    return proposals;
  }

  @Test
  void whatIsGoodElsewhereIsAskedForFirstUnlessItIsNotWanted() {
    String random = "searcher=random";
    Setting setting = setting(random);
    assertEquals(List.of("portfolio", "random"), proposers(setting, setting.problem(0, 0)));
    Setting without = setting(random, "study.portfolio=false");
    assertEquals(List.of("random", "random"), proposers(without, without.problem(0, 0)));
    Setting own = setting.searchedBy(Optional.of(RandomSearch::new));
    assertEquals(List.of("random", "random"), proposers(own, own.problem(0, 0)));
  }

  @Test
  void theLargestOfAPortfolioThatHoldsTheLimitsIsTaken() {
    Setting setting = setting("searcher=random", "limits.params=20000");
    assertEquals(List.of("portfolio", "portfolio"), proposers(setting, setting.problem(0, 0)));
    Problem problem = setting.problem(0, 0);
    int params = problem.costs().names().indexOf("params");
    List<Double> sizes =
        asked(setting, problem, 2).stream()
            .map(proposal -> problem.costs().of(proposal.architecture())[params])
            .toList();
    assertEquals(List.of(11_298.0, 18_930.0), sizes, "first of the usual growth, then the largest");
    Setting tiny = setting("searcher=random", "limits.params=3000");
    assertEquals(List.of("random", "random"), proposers(tiny, tiny.problem(0, 0)));
  }

  @Test
  void fewChannelsAtFullResolutionAndManyAtHalfAreBothAskedFor() {
    Setting setting = setting("searcher=random", "limits.params=300000", "limits.macs=17000000000");
    List<Proposal> first = asked(setting, setting.problem(0, 0), 3);
    assertEquals(
        List.of("portfolio", "portfolio", "random"),
        first.stream().map(Proposal::proposer).toList());
    assertTrue(first.get(0).architecture().toString().contains("stem/1<3; stage 16x1"));
    assertTrue(first.get(1).architecture().toString().contains("stem/2<3; stage 24x1"));
  }
}
