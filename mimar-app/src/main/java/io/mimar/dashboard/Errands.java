package io.mimar.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.MimarException;
import io.mimar.config.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verbs of Mimar in processes of their own, so that what they need stays out of this one: one at a
 * time, in a folder for what they write; what the last of them said is kept.
 */
final class Errands implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
  private static final long END_SECONDS = 5;

  /** One that takes longer hangs, and would keep all others waiting. */
  private static final long LONGEST_MINUTES = 15;

  private final Program program;
  private final String what;
  private final int mostKept;
  private final Path folder;
  private final Map<String, Errand> errands = Collections.synchronizedMap(new LinkedHashMap<>());

  /**
   * A place for errands of a kind.
   *
   * @param what what one is called, in small letters
   * @param mostKept so many are known; older ones would be run anew
   */
  Errands(Program program, String what, int mostKept) {
    this.program = program;
    this.what = what;
    this.mostKept = mostKept;
    try {
      this.folder = Files.createTempDirectory("mimar-" + what);
    } catch (IOException e) {
      throw new MimarException(
          "there is no place for what an " + what + " writes: " + e,
          "Make room in the folder for temporary files.",
          e);
    }
  }

  /**
   * A process and what it writes.
   *
   * @param process what runs, or ran
   * @param file what else it may write
   * @param out what it says
   * @param err what it complains of
   */
  record Errand(Process process, Path file, Path out, Path err) {
    boolean isRunning() {
      return process.isAlive();
    }

    /** How it ended. */
    int exit() {
      return process.exitValue();
    }

    /** What it said, once it has ended well; empty where that was lost, say to a full disk. */
    Optional<JsonNode> answer() {
      try {
        JsonNode said = Json.json().readTree(out.toFile());
        return said.isMissingNode() ? Optional.empty() : Optional.of(said);
      } catch (IOException e) {
        LOG.warn("the answer {} cannot be read: {}", out, e.toString());
        return Optional.empty();
      }
    }

    /** Why it failed. */
    String lastWords() {
      return Logs.lastWords(err, 0);
    }

    private void remove() {
      try {
        for (Path own : List.of(file, out, err)) {
          Files.deleteIfExists(own);
        }
      } catch (IOException e) {
        throw new MimarException(
            "an old file cannot be removed: " + e, "Remove " + file.getParent() + ".", e);
      }
    }

    /** Ends it, for it writes into a folder that will be removed. */
    private void end() {
      process.destroy();
      try {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Where the errand called {@code name} may write a file. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * Starts an errand, or stays with the one of the same name that runs.
   *
   * @param name what it is called, which a file may be
   * @param words the verb and what follows
   * @throws MimarException when another is under way
   */
  synchronized Errand start(String name, List<String> words) {
    Optional<String> running =
        errands.entrySet().stream()
            .filter(e -> e.getValue().isRunning())
            .map(Map.Entry::getKey)
            .findFirst();
    if (running.isPresent() && !running.get().equals(name)) {
      throw new MimarException("another " + what + " is under way", "Wait until it is done.");
    }
    if (running.isEmpty()) {
      forget(name);
      while (errands.size() >= mostKept) {
        forget(errands.keySet().iterator().next());
      }
      errands.put(name, begin(name, words));
    }
    return errands.get(name);
  }

  /** Removes what an errand left; who fetches it at this moment gets all of it nevertheless. */
  private void forget(String name) {
    Errand old = errands.remove(name);
    if (old != null) {
      old.remove();
    }
  }

  private Errand begin(String name, List<String> words) {
    Path out = folder.resolve(name + ".json");
    Path err = folder.resolve(name + ".log");
    try {
      Process process = program.start(words, out, err);
      process
          .onExit()
          .orTimeout(LONGEST_MINUTES, TimeUnit.MINUTES)
          .exceptionally(late -> process.destroyForcibly());
      return new Errand(process, folder.resolve(name), out, err);
    } catch (IOException e) {
      throw new MimarException(
          "the " + what + " cannot be started: " + e.getMessage(),
          "Try `mimar " + words.get(0) + "` in a terminal.",
          e);
    }
  }

  /** The errand of that name; empty where none was asked for. */
  Optional<Errand> find(String name) {
    return Optional.ofNullable(errands.get(name));
  }

  /** Ends what runs and removes all files; may be called again. */
  @Override
  public synchronized void close() {
    errands.values().forEach(Errand::end);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
