package io.mimar.bench.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.MimarException;
import io.mimar.config.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The study of small parts, in this process. */
final class PartsStudyTest {
  /** JMH's lock is one for the whole machine. */
  @BeforeAll
  static void besideOthers() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  private static String run(String... arguments) {
    StringWriter text = new StringWriter();
    CommandLine line =
        new CommandLine(new PartsStudy())
            .setOut(new PrintWriter(text))
            .setErr(new PrintWriter(new StringWriter()));
    assertEquals(0, line.execute(arguments));
    return text.toString();
  }

  private static JsonNode timed(String parts) throws Exception {
    return Json.json()
        .readTree(
            run("--only", parts, "--forks", "0", "--rounds", "3", "--seconds", "0.05", "--json"));
  }

  @Test
  void everyPartTakesItsTime() throws Exception {
    JsonNode all = timed("random,mutate,canonical,paths,network,costs,encode,decode,fit,predict");
    assertEquals(10, all.size(), all.toString());
    for (JsonNode time : all) {
      assertTrue(time.get("micros").asDouble() > 0, all.toString());
      assertTrue(time.get("error").asDouble() >= 0, all.toString());
    }
    double fit = all.at("/fit/micros").asDouble();
    assertTrue(fit > 10 * all.at("/costs/micros").asDouble(), "a fit inverts matrices: " + all);
  }

  @Test
  void aSpaceOfTablesHasNoSuchParts() {
    PartsStudy study = new PartsStudy();
    new CommandLine(study).parseArgs("--space", "tabular");
    assertThrows(MimarException.class, study::call);
  }

  @Test
  void whatIsNotThereIsNamed() {
    for (List<String> wrong :
        List.of(
            List.of("--only", "fits"),
            List.of("--only", ".*"),
            List.of("--space", "nowhere"),
            List.of("--rounds", "1"),
            List.of("--seconds", "0"),
            List.of("--forks", "-1"))) {
      PartsStudy study = new PartsStudy();
      new CommandLine(study).parseArgs(wrong.toArray(String[]::new));
      MimarException refused = assertThrows(MimarException.class, study::call);
      assertTrue(refused.getMessage().contains(wrong.get(1)), refused.getMessage());
    }
  }
}
