package io.mimar.bench.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.config.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The quick parts of the study of the method. */
final class MethodStudyTest {
  @Test
  void everyPartIsMeasuredAgainstWhatIsAsked() throws Exception {
    StringWriter text = new StringWriter();
    int code =
        new CommandLine(new MethodStudy())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(text))
            .setErr(new PrintWriter(new StringWriter()))
            .execute("--parts", "gan,ask,worker", "--trials", "30,40", "--rounds", "2", "--json");
    assertEquals(0, code);
    JsonNode all = Json.json().readTree(text.toString());
    for (String name : List.of("gan", "ask30", "ask40", "worker")) {
      assertTrue(all.at("/" + name + "/first").asDouble() > 0, name + " of " + all);
      assertTrue(all.at("/" + name + "/later").asDouble() > 0, name + " of " + all);
    }
    assertEquals(4, all.size(), all.toString());
  }
}
