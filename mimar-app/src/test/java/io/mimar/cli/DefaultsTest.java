package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Quantity;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What holds when the user does not say, and the command as the report repeats it. */
final class DefaultsTest {

  @Test
  void theCommandIsRepeatedWholeAndQuoted() {
    CommandLine program = new CommandLine(new Main());
    program.parseArgs("search", "--data", "search", "--out", "it's here", "--set", "a.b=c");
    assertEquals(
        "./mimar search --data search --out 'it'\\''s here' --set a.b=c",
        Defaults.commandLine(program.getSubcommands().get("search").getCommandSpec()));
  }

  @Test
  void aSearchWithoutAnEndGetsOneAndKeepsItsOwn() {
    assertEquals(Optional.of("10m"), Defaults.ended(Config.DEFAULT).budget().time());
    for (String end : new String[] {"budget.trials=3", "budget.time=1h"}) {
      Config config = ConfigLoader.from(Config.DEFAULT).set(end).build();
      assertEquals(config, Defaults.ended(config));
      assertEquals(config, Defaults.endedDemo(config));
    }
  }

  @Test
  void theDemoIsUnderItsTwoMinutesAndLimits() {
    Config demo = Defaults.endedDemo(Defaults.demo());
    assertEquals(100_000, demo.limits().params().orElseThrow());
    Duration time = Quantity.duration("demo", demo.budget().time().orElseThrow());
    assertTrue(time.compareTo(Duration.ofMinutes(2)) < 0, time::toString);
  }
}
