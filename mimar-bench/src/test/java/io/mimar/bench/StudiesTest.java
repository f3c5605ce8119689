package io.mimar.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What studies are told of folders. */
final class StudiesTest {
  @TempDir Path folder;

  @Test
  void aTableIsAFolderOrANameInTheFolderOfTables() {
    Optional<String> tables = Optional.of("/tables");
    assertEquals(folder, Studies.table(folder, tables));
    assertEquals(Path.of("/tables/cells"), Studies.table(Path.of("cells"), tables));
    assertEquals(Path.of("/nowhere"), Studies.table(Path.of("/nowhere"), tables));
    assertEquals(Path.of("cells"), Studies.table(Path.of("cells"), Optional.empty()));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Path inside = file.resolve("out");
    String message =
        assertThrows(MimarException.class, () -> Studies.folder("--out", inside)).getMessage();
    assertTrue(message.startsWith("--out is " + inside), message);
    assertTrue(
        assertThrows(MimarException.class, () -> Studies.folder("--out", file))
            .getMessage()
            .startsWith("--out is " + file));
    assertTrue(Files.isDirectory(Studies.folder("--out", folder.resolve("a").resolve("b"))));
    assertEquals("mine", Files.readString(file));
  }
}
