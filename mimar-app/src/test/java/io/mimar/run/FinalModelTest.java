package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.folder.Expected;
import io.mimar.folder.RunFolder;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The study never speaks of another model than the one that is there. */
final class FinalModelTest {
  @TempDir Path path;

  private RunFolder folder;
  private StudyStore store;
  private FinalModel model;

  @BeforeEach
  void make() throws IOException {
    folder = new RunFolder(path);
    store = StudyStore.create(path, Clock.systemUTC(), Map.of(), Map.of());
    model = new FinalModel(folder, store);
    train("the model of 5");
    model.replace(List.of(5, 3), Results.of(5, OptionalDouble.empty()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void train(String text) throws IOException {
    Files.createDirectories(folder.nextModel().getParent());
    Files.writeString(folder.nextModel(), text);
    Files.writeString(Expected.beside(folder.nextModel()), "answers of " + text);
  }

  private Optional<Integer> told() {
    return store.meta(StudyKeys.RESULT, FinalResult.class).map(FinalResult::trial);
  }

  private void assertModel(int trial) throws IOException {
    String text = "the model of " + trial;
    assertEquals(Optional.of(trial), told());
    assertEquals(text, Files.readString(folder.model()));
    assertEquals("answers of " + text, Files.readString(Expected.beside(folder.model())));
  }

  @Test
  void whatIsTrainedTouchesNothingBeforeTheStudyKnowsIt() throws IOException {
    train("the model of 7"); // and a kill
    assertModel(5);
    model.replace(List.of(7), Results.of(7, OptionalDouble.empty()));
    assertModel(7);
    assertEquals(Optional.of("[7]"), store.meta(StudyKeys.MEMBERS));
    assertFalse(Files.exists(folder.nextModel().getParent()));
  }

  @Test
  void halfAFileOfAKilledWorkerIsNoObstacle() throws IOException {
    train("the model of 7");
    Files.writeString(folder.nextModel().resolveSibling("half.tmp"), "the mod");
    model.replace(List.of(7), Results.of(7, OptionalDouble.empty()));
    assertModel(7);
  }

  @Test
  void whereReplacingEndsHalfwayTheStudyTellsOfNoModel() throws IOException {
    train("the model of 7");
    Files.delete(folder.model());
    Files.createDirectories(folder.model().resolve("in the way"));
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> model.replace(List.of(7), Results.of(7, OptionalDouble.empty())));
    assertTrue(e.getMessage().contains(folder.model() + " cannot be written"), e.getMessage());
    assertEquals(Optional.empty(), told());
  }
}
