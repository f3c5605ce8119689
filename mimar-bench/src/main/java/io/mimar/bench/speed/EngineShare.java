package io.mimar.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * How much of a thread's time goes to native code, which in training is the engine, and how much to
 * Java: by samples of Java's flight recorder, taken every 10 ms in either.
 */
final class EngineShare {
  private static final String JAVA = "jdk.ExecutionSample";
  private static final String NATIVE = "jdk.NativeMethodSample";
  private static final Duration PERIOD = Duration.ofMillis(10);

  private final String thread;
  private final Recording recording = new Recording();

  /** Of {@code thread}. */
  EngineShare(Thread thread) {
    this.thread = thread.getName();
  }

  /** Begins to take samples. */
  void start() {
    recording.enable(JAVA).withPeriod(PERIOD);
    recording.enable(NATIVE).withPeriod(PERIOD);
    recording.start();
  }

  /** The share of samples in native code since the start, from 0 to 1; takes no more samples. */
  double stop() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("mimar-profile", ".jfr");
    try {
      recording.dump(file);
      recording.close();
      return share(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private double share(Path file) throws IOException {
    long engine = 0;
    long java = 0;
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      String kind = event.getEventType().getName();
      if (kind.equals(NATIVE) && isOwn(event)) {
        engine++;
      } else if (kind.equals(JAVA) && isOwn(event)) {
        java++;
      }
    }
    if (engine + java == 0) {
      throw new IllegalStateException("the flight recorder took no sample of " + thread);
    }
    return (double) engine / (engine + java);
  }

  private boolean isOwn(RecordedEvent event) {
    return event.getThread("sampledThread") != null
        && thread.equals(event.getThread("sampledThread").getJavaName());
  }
}
