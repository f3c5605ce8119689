package io.mimar.store;

import io.mimar.MimarException;
import io.mimar.process.Host;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a study to one living owner, by a lock of the operating system on {@code study.lock}. The
 * lock goes with its process, however that ends, so a dead owner never stands in the way.
 */
public final class StudyLock implements AutoCloseable {
  /** The file's name in the run folder. */
  public static final String FILE = "study.lock";

  /** Beyond the text: a locked byte cannot be read on some systems. */
  private static final long LOCKED_BYTE = 1L << 30;

  private static final int TEXT_BYTES = 1_000;

  /** Someone who asks for the {@link #owner} holds the lock for an instant: try again so often. */
  private static final int ATTEMPTS = 10;

  private static final long PAUSE_NANOS = 20_000_000;

  /**
   * What this process holds. Static on purpose: POSIX drops all of a process's locks on a file as
   * soon as the process closes any channel to it, so it must not even be opened a second time.
   */
  private static final Map<Path, Owner> HELD = new HashMap<>();

  /**
   * For the same reason one thread at a time opens and closes these files, and {@link #HELD} says
   * what that left. Java refuses a second lock of one process on a file as well, a shared one too.
   */
  private static final ReentrantLock FILES = new ReentrantLock();

  private final Path key;
  private final FileChannel channel;

  /**
   * Who owns a study.
   *
   * @param pid the process
   * @param host the machine it runs on
   * @param since when it opened the study, as ISO-8601
   */
  public record Owner(long pid, String host, String since) {
    private String text() {
      return pid + "\n" + host + "\n" + since + "\n";
    }

    /** Anybody may have written it: a terminal would obey signs that are not printed. */
    private static Owner parse(String text) {
      String[] lines = text.split("\n", -1);
      boolean whole =
          lines.length >= 3
              && lines[0].matches("\\d{1,18}")
              && (lines[1] + lines[2]).chars().noneMatch(Character::isISOControl);
      return whole
          ? new Owner(Long.parseLong(lines[0]), lines[1], lines[2])
          : new Owner(0, "an unknown host", "an unknown time");
    }
  }

  private StudyLock(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Becomes the owner of the study in {@code folder}, which must exist.
   *
   * @throws MimarException when a living process owns it, naming that process, or when the folder
   *     cannot be written
   */
  public static StudyLock acquire(Path folder, Clock clock) {
    FILES.lock();
    try {
      return acquired(folder, clock);
    } finally {
      FILES.unlock();
    }
  }

  private static StudyLock acquired(Path folder, Clock clock) {
    Owner self = new Owner(ProcessHandle.current().pid(), Host.name(), clock.instant().toString());
    try {
      Path key = folder.toRealPath();
      Owner other = HELD.putIfAbsent(key, self);
      if (other != null) {
        throw refused("the study in " + folder, other);
      }
      try {
        return new StudyLock(key, lock(folder, self));
      } catch (IOException | RuntimeException e) {
        HELD.remove(key);
        throw e;
      }
    } catch (IOException e) {
      throw new MimarException(
          "cannot lock the study in " + folder + ": " + e,
          "Make the folder writable, or give another one with --out.",
          e);
    }
  }

  private static FileChannel lock(Path folder, Owner self) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      for (int attempt = 1; !tryLock(channel, false); attempt++) {
        if (attempt == ATTEMPTS) {
          throw refused("the study in " + folder, Owner.parse(read(channel)));
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(self.text().getBytes(StandardCharsets.UTF_8)), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean tryLock(FileChannel channel, boolean shared) throws IOException {
    FileLock lock = channel.tryLock(LOCKED_BYTE, 1, shared);
    return lock != null;
  }

  /** The error for a study that {@code owner} has. */
  static MimarException refused(String study, Owner owner) {
    return new MimarException(
        study
            + " is being run by process "
            + owner.pid()
            + " on "
            + owner.host()
            + " since "
            + owner.since(),
        "Wait for it, stop it there (Ctrl-C, or `kill "
            + owner.pid()
            + "`), or give another folder with --out; `mimar status` may watch it.");
  }

  /** The error for an owner that another process took {@code study} from. */
  static MimarException overtaken(String when, String study) {
    return new MimarException(
        when + ", another process went on with " + study,
        "Let it; `mimar status` shows how far it is.");
  }

  /** The living owner of the study in {@code folder}, if there is one. */
  public static Optional<Owner> owner(Path folder) {
    FILES.lock();
    try {
      Owner self = HELD.get(folder.toRealPath());
      return self != null ? Optional.of(self) : foreignOwner(folder);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // never owned
    } catch (IOException e) {
      throw new MimarException(
          "cannot tell who runs the study in " + folder + ": " + e,
          "Make " + folder.resolve(FILE) + " readable.",
          e);
    } finally {
      FILES.unlock();
    }
  }

  private static Optional<Owner> foreignOwner(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return tryLock(channel, true) ? Optional.empty() : Optional.of(Owner.parse(read(channel)));
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(TEXT_BYTES);
    channel.read(bytes, 0);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  @Override
  public String toString() {
    return "lock of " + key;
  }

  @Override
  public void close() {
    FILES.lock();
    try {
      channel.close(); // and with it the lock
    } catch (IOException e) {
      throw new IllegalStateException("cannot close " + key.resolve(FILE), e);
    } finally {
      HELD.remove(key);
      FILES.unlock();
    }
  }
}
