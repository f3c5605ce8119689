package io.mimar.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** What disks need care for. */
public final class Disk {
  /** With less than this nothing of use can be written. */
  private static final long TOO_LITTLE = 1 << 16;

  private Disk() {}

  /** Copies a file, whole or not at all; what {@code target} was before stays until then. */
  public static void copy(Path source, Path target) throws IOException {
    Path unfinished = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      Files.copy(source, unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished); // half a file would keep the room of a full disk
    }
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
