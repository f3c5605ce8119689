package io.mimar.folder;

import io.mimar.MimarException;
import io.mimar.file.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** What disks need care for. */
public final class Disk {
  /** With less than this nothing of use can be written. */
  private static final long TOO_LITTLE = 1 << 16;

  private Disk() {}

  /**
   * Copies a file as {@link #write} writes one.
   *
   * @throws MimarException when a run would lose a file
   */
  public static void copy(Path source, Path target) throws IOException {
    if (!Files.exists(target) || !Files.isSameFile(source, target)) {
      write(target, out -> Files.copy(source, out));
    }
  }

  /**
   * Writes a file for a user, whole or not at all; what was there before stays until then. What a
   * link names is written, not the link, and a device or a pipe is written to.
   *
   * @throws MimarException when a run would lose a file
   */
  public static void write(Path target, byte[] bytes) throws IOException {
    write(target, out -> out.write(bytes));
  }

  private static void write(Path target, WholeFile.Content content) throws IOException {
    Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath().normalize();
    RunFolder.requireNoPart(place);
    if (Files.exists(place) && !Files.isRegularFile(place)) {
      try (OutputStream out = Files.newOutputStream(place, StandardOpenOption.WRITE)) {
        content.writeTo(out);
      }
      return;
    }
    if (!Files.isDirectory(place.getParent())) {
      throw new FileSystemException(
          target.toString(), null, "there is no folder " + place.getParent());
    }
    WholeFile.write(place, content);
  }

  /** Why a file could not be read or written, in words. */
  public static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "it is missing";
    } else if (failure instanceof AccessDeniedException) {
      return "there is no permission";
    }
    return failure instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : String.valueOf(failure.getMessage());
  }

  /**
   * Whether {@code failure} came of a disk or a quota without room: as the system says it, or,
   * where it says it in another language, as the disk is now.
   *
   * @param folder where it was to be written
   */
  public static boolean isFull(Throwable failure, Path folder) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (cause instanceof IOException
          && (words.contains("no space left")
              || words.contains("quota exceeded")
              || isFull(folder))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFull(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < TOO_LITTLE;
    } catch (IOException e) {
      return false; // the folder is not there, which is another fault
    }
  }
}
