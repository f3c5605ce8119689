package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every older schema. */
final class MigrationsTest extends MigrationsContract {

  @Override
  void place(int version) throws IOException {
    Files.write(folder.resolve(StudyStore.FILE), file(version));
  }

  @ParameterizedTest
  @MethodSource("older")
  void whoReadsChangesNoByte(int version) throws IOException {
    place(version);
    try (StudyStore store = StudyStore.read(folder)) {
      store.trials();
    }
    assertArrayEquals(file(version), Files.readAllBytes(folder.resolve(StudyStore.FILE)));
  }
}
