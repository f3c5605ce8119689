package io.mimar.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes real files to read. */
final class TextFiles {
  private TextFiles() {}

  static Path write(Path file, String text) {
    return write(file, text, StandardCharsets.UTF_8);
  }

  static Path write(Path file, String text, Charset charset) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, text.getBytes(charset));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code count} texts, 0.txt and so on, each of some words. */
  static void texts(Path folder, int count, String words) {
    for (int i = 0; i < count; i++) {
      write(folder.resolve(i + ".txt"), words + " " + i);
    }
  }

  static void assertSaid(List<String> notes, String... words) {
    String said = String.join("\n", notes);
    for (String word : words) {
      assertTrue(said.contains(word), said);
    }
  }
}
