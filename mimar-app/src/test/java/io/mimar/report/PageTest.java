package io.mimar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aPageReplacesTheOneBefore() throws IOException {
    Path file = folder.resolve("page.html");
    Page.write(file, "first");
    Page.write(file, "second");
    assertEquals("second", Files.readString(file));
    assertEquals(List.of("page.html"), names());
  }

  @Test
  void aLinkStaysOneAndWhatItNamesIsWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("page.html"), "first");
    Path link = Files.createSymbolicLink(folder.resolve("link.html"), file);
    Page.write(link, "second");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("second", Files.readString(file));
    assertEquals(List.of("link.html", "page.html"), names());
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("page.html"));
    MimarException e = assertThrows(MimarException.class, () -> Page.write(taken, "page"));
    assertTrue(e.getMessage().contains(taken.toString()), e::getMessage);
    assertTrue(Files.isDirectory(taken));
  }
}
