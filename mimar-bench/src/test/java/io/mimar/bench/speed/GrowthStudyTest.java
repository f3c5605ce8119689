package io.mimar.bench.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.config.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The small end of the study of growth. */
final class GrowthStudyTest {
  @TempDir Path folder;

  private static JsonNode measured(String... arguments) throws Exception {
    StringWriter text = new StringWriter();
    int code =
        new CommandLine(new GrowthStudy())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(text))
            .execute(arguments);
    assertEquals(0, code);
    return Json.json().readTree(text.toString());
  }

  @Test
  void imagesAreTrainedOnFromTheirFile() throws Exception {
    JsonNode data = measured("--parts", "data", "--most", "1000", "--json").get("data");
    assertEquals(1, data.size());
    assertEquals(1_000, data.get(0).get("size").asInt());
    assertTrue(data.get(0).get("cpuMs").asDouble() > 0, data::toPrettyString);
  }

  @Test
  void everySizeIsMeasuredAndDrawn() throws Exception {
    JsonNode all =
        measured("--parts", "studies,graphs", "--most", "100", "--out", folder + "", "--json");
    assertEquals(1, all.get("studies").size(), "100 trials");
    assertEquals(6, all.get("graphs").size());
    all.forEach(
        part ->
            part.forEach(
                point -> assertTrue(point.get("cpuMs").asDouble() > 0, point::toPrettyString)));
    List<String> lines = Files.readAllLines(folder.resolve("growth.csv"));
    assertEquals(1 + 1 + 6, lines.size());
    String chart = Files.readString(folder.resolve("growth-graphs-cpu.svg"));
    assertEquals(6, chart.split("class=\"complete\"", -1).length - 1, "a dot for each size");
  }
}
