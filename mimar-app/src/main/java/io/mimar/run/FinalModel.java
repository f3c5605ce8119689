package io.mimar.run;

import io.mimar.MimarException;
import io.mimar.file.WholeFile;
import io.mimar.folder.Expected;
import io.mimar.folder.RunFolder;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The run's model and what the study says of it. Whenever a run is killed, the study speaks of the
 * model that is there, or of none, and then it is trained again.
 *
 * @param folder where the model is
 * @param store the study
 */
record FinalModel(RunFolder folder, StudyStore store) {

  /**
   * Makes the {@link RunFolder#nextModel} the run's model.
   *
   * @param members the trials that it is joined of
   * @param result what came of its training
   * @throws MimarException when the folder cannot be written
   */
  void replace(List<Integer> members, FinalResult result) {
    Path next = folder.nextModel();
    store.removeMeta(StudyKeys.RESULT);
    try {
      WholeFile.move(Expected.beside(next), Expected.beside(folder.model()));
      WholeFile.move(next, folder.model());
      deleteIfEmpty(next.getParent());
    } catch (IOException e) {
      throw new MimarException(
          "the model " + folder.model() + " cannot be written: " + e,
          "Make the folder writable, then `mimar resume " + folder.path() + "`.",
          e);
    }
    store.putMeta(Map.of(StudyKeys.MEMBERS, members, StudyKeys.RESULT, result));
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      // half a file of a worker that was killed, which the next one writes anew
    }
  }
}
