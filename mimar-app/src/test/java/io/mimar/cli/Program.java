package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.config.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the program in this process and keeps what it printed. */
final class Program {
  private Program() {}

  /** What a call of the program did. */
  record Ran(int code, String out, String err) {

    /** The last line of standard output as JSON. */
    JsonNode json() throws JsonProcessingException {
      List<String> lines = out.lines().toList();
      assertEquals(1, lines.size(), out);
      return Json.json().readTree(lines.get(0));
    }

    /** Checks that the call ended well. */
    Ran done() {
      assertEquals(ExitCode.DONE, code, () -> err + out);
      return this;
    }

    /** Checks that the call was refused in two lines, the first of which holds {@code words}. */
    Ran refused(int expected, String... words) {
      assertEquals(expected, code, () -> err + out);
      List<String> lines = err.lines().filter(l -> !l.equals("Preparing")).toList();
      assertEquals(2, lines.size(), err);
      assertTrue(lines.get(0).startsWith("mimar: "), err);
      assertFalse(lines.get(1).isBlank(), err);
      assertFalse(err.contains("\tat ") || err.contains("bug"), err);
      assertEquals("", out);
      for (String word : words) {
        assertTrue(err.contains(word), () -> "\"" + word + "\" is missing in: " + err);
      }
      return this;
    }
  }

  static Ran run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      int code = Main.run(arguments);
      System.out.flush();
      return new Ran(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
