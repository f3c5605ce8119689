package io.mimar.bench.fuzz;

import io.mimar.bench.Programs;
import io.mimar.store.StudyLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder whose study another process owns for as long as this one lives. */
final class HeldLock {
  private static final Path FOLDER = hold();

  private HeldLock() {}

  private static Path hold() {
    try {
      Scratch scratch = Scratch.open(); // as long as its owner
      List<String> arguments = List.of(scratch.folder().toString());
      Process owner =
          new ProcessBuilder(Programs.java(LockHolder.class, List.of("-Xmx64m"), arguments))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (owner.getInputStream().read() < 0) {
        throw new IllegalStateException("nobody owns the study in " + scratch.folder());
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> release(owner, scratch)));
      return scratch.folder();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void release(Process owner, Scratch scratch) {
    try {
      owner.destroy();
      scratch.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its owner wrote. */
  static byte[] text() throws IOException {
    return Files.readAllBytes(FOLDER.resolve(StudyLock.FILE));
  }

  /** Asks who owns the study, where its lock says {@code text}, and is refused. */
  static void ask(byte[] text) throws IOException {
    Files.write(FOLDER.resolve(StudyLock.FILE), text);
    StudyLock.Owner owner = StudyLock.owner(FOLDER).orElseThrow();
    if ((owner.host() + owner.since()).chars().anyMatch(Character::isISOControl)) {
      throw new IllegalStateException("an owner is told that a terminal would obey: " + owner);
    }
  }
}
