package io.mimar.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.process.Frame;
import io.mimar.process.Frame.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path folder;

  private final Settings settings = new Settings();

  private void read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("spark.properties"), text);
    settings.accept(new Frame(Kind.CONF, "spark.mimar.properties=" + file));
    settings.readFile();
  }

  @Test
  void aFileOfSettingsIsReadAndWhatWasSaidOtherwiseCounts() throws IOException {
    settings.accept(new Frame(Kind.CONF, "spark.cores.max=3"));
    read("spark.authenticate.secret=hush\nspark.cores.max=9\nspark.task.cpus=2\n");
    assertEquals("hush", settings.application().get("spark.authenticate.secret"));
    assertEquals("3", settings.application().get("spark.cores.max"));
    assertEquals(2, settings.cpus());
  }

  @ParameterizedTest
  @CsvSource({
    "spark.jars=a.jar, sets spark.jars",
    "spark.mimar.home=/opt, sets spark.mimar.home",
    "user.name=ada, sets user.name",
    "spark.x=\\u00, cannot be read"
  })
  void whatAFileMayNotSetIsRefused(String line, String words) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read(line + "\n"));
    assertTrue(e.getMessage().contains(words), e::getMessage);
    assertTrue(e.getMessage().startsWith("spark.mimar.properties="), e::getMessage);
  }

  @Test
  void whoAsksForNewWorkersGetsNewOnes() {
    int before = settings.node().generation();
    settings.accept(new Frame(Kind.RENEW, ""));
    assertEquals(before + 1, settings.node().generation());
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    settings.accept(new Frame(Kind.CONF, "spark.mimar.properties=" + folder.resolve("none")));
    assertThrows(IllegalArgumentException.class, settings::readFile);
  }
}
