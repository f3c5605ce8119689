package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.folder.RunFolder;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.study.Control;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {
  private static final Config HERE = ConfigLoader.from(Config.DEFAULT).set("workers=3").build();

  @TempDir Path folder;

  private static Config kept(String executor) {
    return ConfigLoader.from(HERE)
        .set("executor=" + executor)
        .set(
            "sparkConf=[\"spark.plugins=evil.Plugin\\u001b[2J\", \"spark.jars=http://evil/x.jar\"]")
        .build();
  }

  private static Config resumed(String executor, UnaryOperator<ConfigLoader> change) {
    return Consent.resumed(kept(executor), change);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark://evil:7077", "spark-submit"})
  void aClusterThatOnlyTheRunNamesIsNotJoined(String executor) {
    for (UnaryOperator<ConfigLoader> change :
        List.<UnaryOperator<ConfigLoader>>of(
            loader -> loader,
            loader -> loader.set("budget.trials=9"),
            loader -> loader.set("sparkConf=[spark.ui.enabled=false]"))) {
      MimarException e = assertThrows(MimarException.class, () -> resumed(executor, change));
      String said = e.getMessage() + e.hint();
      assertTrue(e.getMessage().contains(executor), said);
      assertTrue(e.hint().contains("--executor " + executor), said);
      assertTrue(e.hint().contains("--spark-conf spark.plugins=evil.Plugin?[2J"), said);
      assertTrue(e.hint().contains("--executor processes"), said);
      assertFalse(said.contains("\u001b"), said);
    }
  }

  @Test
  void whatTheUserNamesCountsAndNothingOfTheRuns() {
    Config other = resumed("spark-submit", loader -> loader.set("executor=spark://own:7077"));
    assertEquals("spark://own:7077", other.executor());
    assertEquals(List.of(), other.sparkConf());
    Config same =
        resumed(
            "spark-submit",
            loader -> loader.set("executor=spark-submit").set("sparkConf=[spark.a=b]"));
    assertEquals(List.of("spark.a=b"), same.sparkConf());
    assertEquals(HERE, resumed("spark-submit", loader -> loader.set("executor=processes")));
    assertEquals(HERE, Consent.resumed(HERE, loader -> loader));
  }

  @Test
  void aRunThatTrainedInItsOwnersProcessGoesOnSo() {
    assertEquals("in-process", resumed("in-process", loader -> loader).executor());
    assertEquals(HERE, resumed("in-process", loader -> loader.set("executor=processes")));
  }

  /** Before anything else of a run is looked at. */
  @Test
  void aForeignRunIsRefused() throws Exception {
    Config kept = kept("spark://evil:7077");
    Map<String, String> meta = Map.of(StudyKeys.CONFIG, Json.json().writeValueAsString(kept));
    StudyStore.create(folder, Clock.systemUTC(), Map.of(), meta).close();
    MimarException e =
        assertThrows(
            MimarException.class,
            () ->
                new Runs(Clock.systemUTC(), System::nanoTime)
                    .resume(new RunFolder(folder), loader -> loader, event -> {}, new Control()));
    assertTrue(e.getMessage().contains("spark://evil:7077"), e::getMessage);
  }
}
