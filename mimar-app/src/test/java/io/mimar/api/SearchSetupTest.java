package io.mimar.api;

import static io.mimar.api.Limits.latency;
import static io.mimar.api.Limits.macs;
import static io.mimar.api.Limits.memory;
import static io.mimar.api.Limits.params;
import static io.mimar.api.Limits.size;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Network;
import io.mimar.network.Task;
import io.mimar.objective.Cost;
import io.mimar.objective.Limit;
import io.mimar.search.RandomSearch;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.Chosen;
import io.mimar.space.ImageSpace;
import io.mimar.space.MobileSpace;
import io.mimar.space.NetworkSpace;
import io.mimar.space.PlainSpace;
import io.mimar.train.Metric;
import io.mimar.trial.Pick;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a search refuses before it does anything. */
final class SearchSetupTest {
  @TempDir Path folder;

  private static Search search() {
    return Mimar.search(Dataset.of(Path.of("nowhere")));
  }

  /** A space whose constructor needs something: no worker could make it. */
  public record Needy(String name) implements PlainSpace, NetworkSpace {
    @Override
    public List<Choice> choices() {
      return List.of(Choice.of("a", "b", "c"));
    }

    @Override
    public boolean matters(int choice, int[] values) {
      return true;
    }

    @Override
    public Network network(Architecture architecture, Task task) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void wrongArgumentsAreRefusedAtOnce() {
    Search search = search();
    List<Executable> wrong =
        List.of(
            () -> search.budget(Duration.ZERO),
            () -> search.budget(Duration.ofSeconds(-180)),
            () -> search.budget(Duration.ofSeconds(9)),
            () -> search.budget(Duration.ofMillis(9_999)),
            () -> search.budget(Duration.ofSeconds(Long.MAX_VALUE)),
            () -> search.trials(0),
            () -> search.trials(-5),
            () -> search.trials(Integer.MAX_VALUE),
            () -> search.limit(params().atMost(0)),
            () -> search.limit(params().atMost(-1)),
            () -> search.limit(params().atMost(Double.NaN)),
            () -> search.limit(params().atMost(Double.POSITIVE_INFINITY)),
            () -> search.limit(new Limit("latency of the moon", 3)),
            () -> search.limit(size().atMost(0)),
            () -> search.limit(latency().atMost(0)),
            () -> search.limit(latency().atMost(Double.POSITIVE_INFINITY)),
            () -> search.minimize(Cost.PARAMS, Cost.PARAMS),
            () -> search.pick(Pick.KNEE),
            () -> search.warmStart(Path.of("")),
            () -> search.warmStart(Path.of("run")).searcher(RandomSearch::new).run(),
            () -> search.warmStart(Path.of("nowhere")).set("searcher", "random"),
            () -> search.ensemble(0),
            () -> search.ensemble(101),
            () -> search.workers(0),
            () -> search.workers(-1),
            () -> search.workers(1_025),
            () -> search.space(new Needy("needy")),
            () -> search.set("gne.explorashun", "1"),
            () -> search.set("gne.exploration", "lots"),
            () -> search.set("", "1"),
            () -> search.set("seed", "{"),
            () -> search.set("schedule.epochs", "0"));
    wrong.forEach(w -> assertThrows(MimarException.class, w));
  }

  @Test
  void nullIsRefusedAtOnce() {
    Search search = search();
    List<Executable> missing =
        List.of(
            () -> Mimar.search(null),
            () -> Mimar.resume(null),
            () -> Mimar.open(null),
            () -> search.budget(null),
            () -> search.limit(null),
            () -> search.metric(null),
            () -> search.minimize(null),
            () -> search.pick(null),
            () -> search.warmStart(null),
            () -> search.space(null),
            () -> search.searcher(null),
            () -> search.enqueue(null),
            () -> search.set(null, "1"),
            () -> search.set("seed", null),
            () -> search.folder(null),
            () -> search.listener(null));
    missing.forEach(m -> assertThrows(NullPointerException.class, m));
  }

  @Test
  void whatIsRightIsTaken() {
    search()
        .budget(Duration.ofMinutes(90))
        .trials(7)
        .limit(params().atMost(1e5))
        .limit(macs().atMost(20_000_000))
        .limit(memory().atMost(1 << 20))
        .limit(size().atMost(1e6))
        .limit(latency().atMost(0.25))
        .minimize(Cost.PARAMS, Cost.LATENCY)
        .pick(Pick.SMALLEST)
        .warmStart(Path.of("a run: #1"))
        .metric(Metric.MACRO_F1)
        .ensemble(3)
        .seed(Long.MIN_VALUE)
        .workers(2)
        .space(new MobileSpace())
        .space(ImageSpace.nasBench201())
        .enqueue(Chosen.parse("a=b"))
        .set("gne.exploration", "2")
        .set("gne.swarm", "off");
  }

  @Test
  void dataThatAreNotThereAreNamedAndNothingIsWritten() {
    Path run = folder.resolve("run");
    MimarException e =
        assertThrows(MimarException.class, () -> search().trials(1).folder(run).run());
    assertTrue(e.getMessage().contains("nowhere"), e.getMessage());
    assertTrue(Files.notExists(run));
  }

  @Test
  void aFolderThatIsNoRunIsRefused() {
    for (Path path : List.of(folder, folder.resolve("missing"))) {
      for (Executable wrong :
          List.<Executable>of(() -> Mimar.resume(path), () -> Mimar.open(path))) {
        MimarException e = assertThrows(MimarException.class, wrong);
        assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
      }
    }
  }
}
