package io.mimar.dashboard;

import io.mimar.MimarException;
import io.mimar.folder.RunFolder;
import io.mimar.run.RunState;
import io.mimar.store.Session;
import io.mimar.store.StudyLock;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Starts owners of runs that have none; they outlive the dashboard. */
final class Resumptions {
  /** How a process that a signal ended exits, less the signal's number. */
  private static final int SIGNALLED = 128;

  private final Program program;
  private final Map<String, Start> started = new ConcurrentHashMap<>();

  Resumptions(Program program) {
    this.program = program;
  }

  /**
   * A start.
   *
   * @param process what was started
   * @param before how many sessions the study had
   * @param logged how many bytes the owners' log had
   */
  private record Start(Process process, int before, long logged) {
    /** Whether the process came to own the study. */
    boolean hasOwned(List<Session> sessions) {
      return later(sessions).anyMatch(session -> session.pid() == process.pid());
    }

    /** Whether another process owned the study since. */
    boolean isPast(List<Session> sessions) {
      return later(sessions).anyMatch(session -> session.pid() != process.pid());
    }

    private Stream<Session> later(List<Session> sessions) {
      return sessions.stream().skip(before);
    }

    boolean hasFailed() {
      return !process.isAlive()
          && process.exitValue() != 0
          && process.exitValue() != Logs.INTERRUPTED;
    }
  }

  /**
   * Starts a process that goes on with a run.
   *
   * @throws MimarException when a living process owns it, or none can be started
   */
  synchronized void start(String id, RunFolder folder) {
    Optional<StudyLock.Owner> owner = StudyStore.owner(folder.path());
    if (owner.isPresent() || isAlive(id)) {
      throw new MimarException(
          "the run is going on already" + owner.map(o -> " in process " + o.pid()).orElse(""),
          "Wait for it, or stop it first.");
    }
    requireUnfinished(folder);
    try {
      int before = sessions(folder).size();
      List<String> words = List.of("resume", folder.path().toAbsolutePath().toString());
      long logged = Files.exists(folder.ownerLog()) ? Files.size(folder.ownerLog()) : 0;
      Process process = program.detach(words, folder.ownerLog());
      started.put(id, new Start(process, before, logged));
    } catch (IOException e) {
      throw new MimarException(
          "the run cannot be resumed from here: " + e.getMessage(),
          "Try `mimar resume` in a terminal.",
          e);
    }
  }

  private static void requireUnfinished(RunFolder folder) {
    try (StudyStore store = StudyStore.read(folder.path())) {
      if (RunState.of(store) == RunState.FINISHED) {
        throw new MimarException(
            "the run has had all that it was to have",
            "`mimar resume` with a larger --budget or --trials extends it.");
      }
    }
  }

  private boolean isAlive(String id) {
    Start start = started.get(id);
    return start != null && start.process().isAlive();
  }

  private static List<Session> sessions(RunFolder folder) {
    try (StudyStore store = StudyStore.read(folder.path())) {
      return store.sessions();
    }
  }

  /** Whether a process that was started from here lives and does not own the run yet. */
  boolean isStarting(String id, StudyStore store) {
    Start start = started.get(id);
    return start != null && start.process().isAlive() && !start.hasOwned(store.sessions());
  }

  /**
   * Why the process that was started from here ended, where that was a failure; no longer told when
   * another has owned the run since.
   */
  Optional<String> failure(String id, RunFolder folder) {
    Start start = started.get(id);
    if (start == null || !start.hasFailed()) {
      return Optional.empty();
    }
    if (isPast(start, folder)) {
      started.remove(id, start);
      return Optional.empty();
    }
    int exit = start.process().exitValue();
    return Optional.of(
        exit > SIGNALLED
            ? "its process was ended by signal " + (exit - SIGNALLED)
            : Logs.lastWords(folder.ownerLog(), start.logged()));
  }

  /** Ends a process that was started from here and does not own the run yet, if there is one. */
  synchronized boolean stop(String id, StudyStore store) {
    if (!isStarting(id, store)) {
      return false;
    }
    started.remove(id).process().destroy(); // as Ctrl-C does
    return true;
  }

  private static boolean isPast(Start start, RunFolder folder) {
    try {
      return start.isPast(sessions(folder));
    } catch (MimarException e) {
      return false; // it cannot be read now, which whoever asks will see
    }
  }
}
