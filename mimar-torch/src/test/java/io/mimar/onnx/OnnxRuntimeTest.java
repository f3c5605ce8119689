package io.mimar.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each process that unpacked 22 MB for itself left them where it was killed. */
final class OnnxRuntimeTest {

  /** A process that starts ONNX Runtime, says from where, and ends as if it were killed. */
  static final class Killed {
    private Killed() {}

    public static void main(String[] arguments) {
      OnnxRuntime.environment();
      System.out.println(System.getProperty("onnxruntime.native.path"));
      Runtime.getRuntime().halt(9);
    }
  }

  @Test
  void aKilledProcessLeavesNoLibraries(@TempDir Path temporary) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String folder;
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      folder = said.readLine();
    }
    assertEquals(9, process.waitFor());
    assertTrue(Files.exists(Path.of(folder, System.mapLibraryName("onnxruntime4j_jni"))), folder);
    assertEquals(List.of(), files(temporary));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> Files.isRegularFile(p) && p.toString().contains("onnx")).toList();
    }
  }
}
