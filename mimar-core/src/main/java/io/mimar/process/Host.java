package io.mimar.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine. */
public final class Host {
  private Host() {}

  /** Its name. */
  public static String name() {
    try {
      Path name = Path.of("/proc/sys/kernel/hostname"); // needs no resolver
      return Files.isReadable(name)
          ? Files.readString(name).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    } catch (IOException e) {
      return "an unknown host";
    }
  }
}
