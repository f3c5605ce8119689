package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.process.Host;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One living owner, and no dead one. */
final class StudyLockTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  /** Owns a study until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      try (StudyLock lock = StudyLock.acquire(Path.of(args[0]), Clock.systemUTC())) {
        System.out.println("owner " + StudyLock.owner(Path.of(args[0])).isPresent() + ", " + lock);
        Thread.sleep(120_000);
      }
    }
  }

  @Test
  void theSameProcessCannotOwnTwiceAndKeepsItsLock() {
    StudyLock lock = StudyLock.acquire(folder, CLOCK);
    assertThrows(MimarException.class, () -> StudyLock.acquire(folder.resolve("."), CLOCK));
    assertEquals(ProcessHandle.current().pid(), StudyLock.owner(folder).orElseThrow().pid());
    lock.close();
    assertTrue(StudyLock.owner(folder).isEmpty());
    StudyLock.acquire(folder, CLOCK).close();
  }

  @Test
  void aLivingOwnerIsNamedAndADeadOneForgottenAtOnce() throws Exception {
    Process holder = holder();
    try (BufferedReader lines = holder.inputReader()) {
      assertTrue(lines.readLine().startsWith("owner true"));
      MimarException e = assertThrows(MimarException.class, () -> StudyLock.acquire(folder, CLOCK));
      assertTrue(e.getMessage().contains("process " + holder.pid()), e.getMessage());
      assertTrue(e.getMessage().contains(Host.name()), e.getMessage());
      assertTrue(e.hint().contains("kill " + holder.pid()), e.hint());
      assertEquals(holder.pid(), StudyLock.owner(folder).orElseThrow().pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertTrue(StudyLock.owner(folder).isEmpty());
    StudyLock.acquire(folder, CLOCK).close();
  }

  @Test
  void rubbishInTheFileOfADeadOwnerIsHarmless() throws Exception {
    Files.write(folder.resolve(StudyLock.FILE), new byte[] {0, 1, -1, 10, 10, 10, 10});
    assertTrue(StudyLock.owner(folder).isEmpty());
    StudyLock.acquire(folder, CLOCK).close();
  }

  @Test
  void anOwnerWhoseTextIsNoneIsUnknown() throws Exception {
    Process holder = holder();
    try (BufferedReader lines = holder.inputReader()) {
      assertTrue(lines.readLine().startsWith("owner true"));
      for (String text :
          List.of("", "x\nhost\nnow\n", "7\nho\033[2Jst\nnow\n", "7\nhost\nno\rw\n")) {
        Files.writeString(folder.resolve(StudyLock.FILE), text);
        StudyLock.Owner owner = StudyLock.owner(folder).orElseThrow();
        assertEquals(new StudyLock.Owner(0, "an unknown host", "an unknown time"), owner);
      }
      Files.writeString(folder.resolve(StudyLock.FILE), "7\nhost\nnow\n");
      assertEquals(new StudyLock.Owner(7, "host", "now"), StudyLock.owner(folder).orElseThrow());
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  @Test
  void manyMayAskAtTheSameTimeAlsoWhileItIsAcquired() {
    StudyLock.acquire(folder, CLOCK).close();
    boolean owned =
        IntStream.range(0, 2_000)
            .parallel()
            .mapToObj(i -> StudyLock.owner(folder))
            .anyMatch(Optional::isPresent);
    assertFalse(owned);
    IntStream.range(0, 8)
        .parallel()
        .forEach(
            thread -> {
              for (int i = 0; i < 200; i++) {
                if (thread == 0) {
                  StudyLock.acquire(folder, CLOCK).close();
                } else {
                  StudyLock.owner(folder);
                }
              }
            });
  }

  private Process holder() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
