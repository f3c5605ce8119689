package io.mimar.worker;

import io.mimar.folder.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Writes what a worker has to write; where a disk is full it waits for room, and says so once. It
 * goes on giving signs of life, so that nobody takes it for hanging; who has no more use for it
 * ends it.
 *
 * @param reply hears it
 */
record Room(Consumer<Message> reply) {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Writes files. */
  @FunctionalInterface
  interface Writing<T> {
    T write() throws IOException;
  }

  /**
   * Writes {@code file}, perhaps after a while.
   *
   * @throws IOException when something else than room is missing
   */
  <T> T write(Path file, Writing<T> writing) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return writing.write();
      } catch (IOException e) {
        if (!Disk.isFull(e, file.toAbsolutePath().getParent())) {
          throw e;
        }
        reply.accept(
            attempt == 1
                ? new Message.Held("the disk is full: " + file + " cannot be written")
                : new Message.Alive());
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
