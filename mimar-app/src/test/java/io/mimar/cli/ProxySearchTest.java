package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mimar.TinyData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that asks zero-cost proxies, end to end. */
final class ProxySearchTest {
  private static final int TRIALS = 14;

  @TempDir Path folder;

  @Test
  void whatProxiesChooseDoesNotDependOnTheNumberOfWorkers() throws IOException {
    Path data = TinyData.write(folder.resolve("data"), 80);
    List<?> one = search(data, "one", "all", "1");
    assertEquals(one, search(data, "two", "all", "2"));
    assertNotEquals(one, search(data, "without", "off", "2"), "proxies choose nothing");
  }

  private List<?> search(Path data, String name, String proxies, String workers)
      throws IOException {
    Path run = folder.resolve(name);
    TinySearch.run(
            data,
            run,
            TRIALS,
            "--workers",
            workers,
            "--set",
            "gne.proxies=" + proxies,
            "--set",
            "gne.initial=4")
        .done();
    return TinySearch.sequence(run);
  }
}
