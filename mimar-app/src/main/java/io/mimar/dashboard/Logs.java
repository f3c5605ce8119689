package io.mimar.dashboard;

import io.mimar.folder.RunFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The ends of the two logs that a run may have. */
final class Logs {
  /** The exit code of a run that was stopped and can be resumed. */
  static final int INTERRUPTED = 130;

  private static final int MOST_BYTES = 64 << 10;
  private static final int LAST_WORDS = 2;

  private Logs() {}

  /** The last lines of each log, by its name. */
  static Map<String, String> of(RunFolder folder) {
    Map<String, String> logs = new LinkedHashMap<>();
    for (Path file : List.of(folder.ownerLog(), folder.workerLog())) {
      String end = end(file);
      if (!end.isBlank()) {
        logs.put(file.getFileName().toString(), end);
      }
    }
    return logs;
  }

  /** The last two lines, in which a program says why it failed. */
  static String lastWords(Path file) {
    List<String> lines = end(file).lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - LAST_WORDS))
        .collect(Collectors.joining(" "));
  }

  private static String end(Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long from = Math.max(0, channel.size() - MOST_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      channel.position(from);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      return "The log cannot be read: " + e.getMessage();
    }
  }
}
