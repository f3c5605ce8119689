package io.mimar.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.mimar.MimarException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * ONNX Runtime, whose native libraries are unpacked once for all processes, into the folder where
 * the engine's are too ({@code ~/.javacpp/cache}, or what {@code -Dorg.bytedeco.javacpp.cachedir}
 * names). Of itself it would unpack them anew into each process's own temporary folder and leave
 * them there whenever a process does not end by itself: now only the empty folder, which it makes
 * in any case. No other class of ONNX Runtime may come before this one.
 */
final class OnnxRuntime {
  /** What ONNX Runtime reads: the folder of its native libraries. */
  private static final String FOLDER = "onnxruntime.native.path";

  private OnnxRuntime() {}

  /** The one of this process; it lives as long as that. */
  static synchronized OrtEnvironment environment() {
    if (System.getProperty(FOLDER) == null) {
      Optional<File> main = unpacked(System.mapLibraryName("onnxruntime"));
      Optional<File> binding = unpacked(System.mapLibraryName("onnxruntime4j_jni"));
      if (main.isPresent() && binding.isPresent()) {
        System.setProperty(FOLDER, binding.get().getParent());
      }
    }
    return OrtEnvironment.getEnvironment();
  }

  /** Empty where the artefact has none for this platform: ONNX Runtime says so itself. */
  private static Optional<File> unpacked(String library) {
    URL packed =
        OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + platform() + "/" + library);
    if (packed == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Loader.cacheResource(packed));
    } catch (IOException e) {
      throw new MimarException(
          "the native library " + library + " of ONNX Runtime cannot be unpacked: " + e,
          "Let -Dorg.bytedeco.javacpp.cachedir=FOLDER name a folder that can be written.",
          e);
    }
  }

  /** As ONNX Runtime names platforms. */
  private static String platform() {
    return Loader.getPlatform()
        .replace("windows", "win")
        .replace("macosx", "osx")
        .replace("x86_64", "x64")
        .replace("arm64", "aarch64");
  }
}
