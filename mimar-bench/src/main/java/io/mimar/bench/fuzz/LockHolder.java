package io.mimar.bench.fuzz;

import io.mimar.store.StudyLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Owns the study in a folder until its standard input ends; a program of its own. */
public final class LockHolder {
  private LockHolder() {}

  /** Owns the study in the folder that is given, and prints an empty line as soon as it does. */
  @SuppressWarnings("try") // it is owned meanwhile
  public static void main(String[] arguments) throws IOException {
    try (StudyLock lock = StudyLock.acquire(Path.of(arguments[0]), Clock.systemUTC())) {
      System.out.write('\n');
      System.out.flush();
      System.in.readAllBytes();
    }
  }
}
