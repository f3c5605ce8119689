package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.worker.Worker.Said;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
@EnabledOnOs(OS.LINUX) // by a real worker, which ends with its input
final class WorkerProcessTest {
  @TempDir Path folder;

  private WorkerProcess start(BlockingQueue<Said> heard, Throwable trouble) {
    WorkerProcess worker =
        WorkerProcess.start(
            folder.resolve("workers.log"),
            WorkerJvm.DEFAULT,
            1,
            (self, said) -> {
              heard.add(said);
              if (said instanceof Said.Word) {
                WorkerProcessTest.<RuntimeException>raise(trouble);
              }
            });
    // there is no such folder, which it says
    worker.send(new Message.Open(folder.resolve("none").toString(), 1, TinyStudy.job(1)));
    return worker;
  }

  @SuppressWarnings("unchecked") // as it is
  private static <E extends Throwable> void raise(Throwable trouble) throws E {
    throw (E) trouble;
  }

  static List<Throwable> troubles() {
    return List.of(new OutOfMemoryError("a test"), new IllegalStateException("a test"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void anOwnerThatCannotHearItsWorkerIsToldThatItIsGone(Throwable trouble) throws Exception {
    BlockingQueue<Said> heard = new LinkedBlockingQueue<>();
    WorkerProcess worker = start(heard, trouble);
    try {
      assertInstanceOf(Said.Word.class, heard.poll(50, TimeUnit.SECONDS));
      Said.Gone gone = assertInstanceOf(Said.Gone.class, heard.poll(50, TimeUnit.SECONDS));
      assertEquals("ended with exit code 137", gone.how());
    } finally {
      worker.kill();
    }
  }

  @Test
  void aSystemThatLetsNoWorkerStartIsNamed() {
    String home = System.setProperty("java.home", folder.toString());
    try {
      MimarException refused =
          assertThrows(
              MimarException.class,
              () -> start(new LinkedBlockingQueue<>(), new OutOfMemoryError()));
      assertTrue(refused.getMessage().contains("a worker cannot be started"), refused.getMessage());
      assertTrue(refused.hint().contains("mimar resume"), refused.hint());
    } finally {
      System.setProperty("java.home", home);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "4, 4", "64, 4"})
  void threadsThatTrainSideBySideHaveArenasOfTheirOwn(int threads, String arenas) {
    Map<String, String> environment = WorkerJvm.DEFAULT.environment(threads);
    assertEquals(arenas, environment.get("MALLOC_ARENA_MAX"));
    assertEquals("1", environment.get("OPENBLAS_NUM_THREADS"));
    assertEquals(String.valueOf(threads), environment.get("OMP_NUM_THREADS"));
  }
}
