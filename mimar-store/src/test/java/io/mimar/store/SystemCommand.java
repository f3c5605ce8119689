package io.mimar.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Commands of the operating system that strike a run; Linux. */
public final class SystemCommand {
  private static final long LONGEST_SECONDS = 30;

  private SystemCommand() {}

  /** Makes the folder {@code place} a disk of so many megabytes; whether that is allowed. */
  public static boolean mount(Path place, int megabytes) throws InterruptedException {
    String size = "size=" + megabytes + "m";
    return run("mount", "-t", "tmpfs", "-o", size, "tmpfs", place.toString()) == 0;
  }

  /** Takes it away. */
  public static void unmount(Path place) throws InterruptedException {
    run("umount", "-l", place.toString());
  }

  /** The exit code of a command, -1 where there is no such program or it takes too long. */
  public static int run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
