package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.TinyData;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Datasets;
import io.mimar.evaluate.Ensemble;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.train.Metric;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model is the mean of no more networks than all limits allow. */
final class JoiningTest {
  private static final int ASKED = 5;

  @TempDir static Path folder;

  private static Dataset data;

  @BeforeAll
  static void read() throws IOException {
    Path images = TinyData.write(folder.resolve("data"), 12);
    data = Datasets.open(images, DataOptions.DEFAULT, Seeds.root(1).at("data"));
  }

  private static Setting setting(String... keys) {
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT).set("ensemble=" + ASKED);
    for (String key : keys) {
      loader.set(key);
    }
    return Setting.of(loader.build(), data);
  }

  private static Trial trial(Setting setting) {
    Architecture own = setting.space().random(Seeds.root(2).rng());
    Result result = Result.of(0.5, 0);
    return new Trial(0, own, Map.of("latencyMillis", 4.0), "test", 0, 0, result);
  }

  private static int members(String... keys) {
    Setting setting = setting(keys);
    Finalists finalists =
        new Finalists(List.of(), Metric.ACCURACY, 100, setting.joins(), Joining.of(setting)::holds);
    return finalists.members(trial(setting)).size();
  }

  private static Network joined(int members) {
    Setting setting = setting();
    Architecture own = trial(setting).architecture();
    return Ensemble.joined(Collections.nCopies(members, setting.space().network(own, data.task())));
  }

  @Test
  void withoutLimitsAllThatWereAskedForAreJoined() {
    assertEquals(ASKED, members());
  }

  @Test
  void eachLimitHoldsForAllTogether() {
    Setting setting = setting();
    String text = trial(setting).architecture().toString();
    for (int m = 1; m <= 3; m++) {
      Costs costs = Costs.of(joined(m));
      assertEquals(m, members("limits.params=" + (costs.params() + 1)));
      assertEquals(m, members("limits.macs=" + costs.macs()));
      assertEquals(m, members("limits.size=" + setting.sizes().of(joined(m), text)));
      int most = members("limits.memory=" + costs.peakActivationBytes());
      assertTrue(Costs.of(joined(most)).peakActivationBytes() <= costs.peakActivationBytes());
    }
  }

  private static boolean leavesRoom(String... keys) {
    Setting setting = setting(keys);
    return Joining.of(setting).leavesRoomForViews(List.of(trial(setting), trial(setting)));
  }

  /** A mirror image takes multiply-adds and memory, and neither parameters nor bytes of weights. */
  @Test
  void imagesAreSeenMirroredWhereTheLimitsLeaveRoom() {
    Costs costs = Costs.of(joined(2));
    assertTrue(leavesRoom());
    assertTrue(leavesRoom("limits.params=" + costs.params(), "limits.macs=" + 2 * costs.macs()));
    assertFalse(leavesRoom("limits.macs=" + (2 * costs.macs() - 1)));
    assertFalse(leavesRoom("limits.memory=" + (2 * costs.peakActivationBytes() - 1)));
    assertFalse(leavesRoom("limits.latency=100s"), "not known before it is measured");
    assertFalse(leavesRoom("ensemble=1"), "a single network was asked for");
    assertFalse(leavesRoom("front.minimize=[params]"), "small costs were asked for");
  }

  @Test
  void latenciesAddUp() {
    assertEquals(2, members("limits.latency=9ms"));
    assertEquals(1, members("limits.latency=3ms"), "one there must be");
  }

  @Test
  void whereCostsAreMinimisedTheModelIsOneNetworkUnlessAskedOtherwise() {
    assertEquals(1, members("ensemble=0", "front.minimize=[params]"));
    assertEquals(ASKED, members("front.minimize=[params]"));
  }
}
