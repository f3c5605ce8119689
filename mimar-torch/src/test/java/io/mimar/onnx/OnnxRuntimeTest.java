package io.mimar.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

/** Each process that unpacked 22 MB for itself left them where it was killed. */
final class OnnxRuntimeTest {
  @Test
  void nativeLibrariesAreUnpackedOnceForAllProcesses() throws IOException {
    Set<Path> before = unpackedHere();
    assertSame(OnnxRuntime.environment(), OnnxRuntime.environment());
    Path folder = Path.of(System.getProperty("onnxruntime.native.path"));
    assertTrue(folder.startsWith(Loader.getCacheDir().toPath()), folder::toString);
    assertTrue(Files.exists(folder.resolve(System.mapLibraryName("onnxruntime4j_jni"))));
    Set<Path> after = unpackedHere();
    after.removeAll(before);
    assertEquals(Set.of(), after);
  }

  /** What processes unpacked for themselves; ONNX Runtime makes an empty folder all the same. */
  private static Set<Path> unpackedHere() throws IOException {
    Set<Path> files = new HashSet<>();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> own = Files.newDirectoryStream(temporary, "onnxruntime-java*")) {
      for (Path folder : own) {
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(folder)) {
          libraries.forEach(files::add);
        }
      }
    }
    return files;
  }
}
