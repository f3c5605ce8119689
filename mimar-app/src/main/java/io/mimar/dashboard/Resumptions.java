package io.mimar.dashboard;

import io.mimar.MimarException;
import io.mimar.folder.RunFolder;
import io.mimar.store.StudyLock;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Starts owners of runs that have none; they outlive the dashboard. */
final class Resumptions {
  private final Program program;
  private final Map<String, Process> started = new ConcurrentHashMap<>();

  Resumptions(Program program) {
    this.program = program;
  }

  /**
   * Starts a process that goes on with a run.
   *
   * @throws MimarException when a living process owns it, or none can be started
   */
  synchronized void start(String id, RunFolder folder) {
    Optional<StudyLock.Owner> owner = StudyStore.owner(folder.path());
    if (owner.isPresent() || isStarting(id)) {
      throw new MimarException(
          "the run is going on already" + owner.map(o -> " in process " + o.pid()).orElse(""),
          "Wait for it, or stop it first.");
    }
    try {
      Files.deleteIfExists(folder.ownerLog()); // what the last one said, which has ended
      started.put(
          id,
          program.detach(
              List.of("resume", folder.path().toAbsolutePath().toString()), folder.ownerLog()));
    } catch (IOException e) {
      throw new MimarException(
          "the run cannot be resumed from here: " + e.getMessage(),
          "Try `mimar resume` in a terminal.",
          e);
    }
  }

  /** Whether a process that was started from here lives, perhaps before it owns the run. */
  boolean isStarting(String id) {
    Process process = started.get(id);
    return process != null && process.isAlive();
  }

  /** Why the process that was started from here ended, where that was a failure. */
  Optional<String> failure(String id, RunFolder folder) {
    Process process = started.get(id);
    boolean failed =
        process != null
            && !process.isAlive()
            && process.exitValue() != 0
            && process.exitValue() != Logs.INTERRUPTED;
    return failed ? Optional.of(Logs.lastWords(folder.ownerLog())) : Optional.empty();
  }
}
