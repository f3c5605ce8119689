package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RehearsalTest {
  @TempDir Path folder;

  @Test
  void itLeavesAModelInTheGivenFolder() throws IOException {
    Rehearsal.main(new String[] {folder.toString()});
    assertTrue(Files.size(new RunFolder(folder).model(0)) > 0, "nothing was trained");
  }
}
