package io.mimar.dashboard;

import io.mimar.folder.RunFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The logs that a run may have, and their ends. */
final class Logs {
  /** The exit code of a run that was stopped and can be resumed. */
  static final int INTERRUPTED = 130;

  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_LINES = 200;

  /** What is said of one trial is looked for in so much of a log. */
  private static final int MOST_SEARCHED = 4 << 20;

  /**
   * How entries begin, those of Spark with a day; other lines go on with the entry before them, but
   * for what a run prints.
   */
  private static final Pattern ENTRY =
      Pattern.compile("(\\d\\d/\\d\\d/\\d\\d )?\\d\\d:\\d\\d:\\d\\d [A-Z]+ ");

  private static final Pattern PRINTED = Pattern.compile("trial +\\d+ |- |$");

  private static final int LAST_WORDS = 2;

  private Logs() {}

  /**
   * The end of a log.
   *
   * @param cut whether there is more before it
   */
  record End(String name, String text, boolean cut) {}

  /** The last lines of each log that says anything. */
  static List<End> of(RunFolder folder) {
    return files(folder).stream().map(Logs::end).filter(end -> !end.text().isBlank()).toList();
  }

  /**
   * The last lines that say something of one trial, of each log; without text where its end says
   * nothing of it but there is more before that.
   */
  static List<End> ofTrial(RunFolder folder, int number) {
    Predicate<String> names =
        Pattern.compile("\\btrial +" + number + "\\b", Pattern.CASE_INSENSITIVE).asPredicate();
    return files(folder).stream()
        .map(file -> end(file, 0, MOST_SEARCHED, text -> said(text, names)))
        .filter(end -> end.cut() || !end.text().isBlank())
        .toList();
  }

  /** The entries that name it, each to its end. */
  private static String said(String text, Predicate<String> names) {
    boolean goesOn = false;
    List<String> said = new ArrayList<>();
    for (String line : text.lines().toList()) {
      boolean entry = ENTRY.matcher(line).lookingAt();
      boolean named = names.test(line);
      goesOn = entry ? named : goesOn && !PRINTED.matcher(line).lookingAt();
      if (named || goesOn) {
        said.add(line);
      }
    }
    return String.join("\n", said);
  }

  /** The whole log of that name; empty where there is none. */
  static Optional<Path> whole(RunFolder folder, String name) {
    return files(folder).stream()
        .filter(file -> file.getFileName().toString().equals(name) && Files.isRegularFile(file))
        .findFirst();
  }

  private static List<Path> files(RunFolder folder) {
    return List.of(folder.ownerLog(), folder.workerLog(), folder.clusterLog());
  }

  /** The last two lines behind {@code from}, in which a program says why it failed. */
  static String lastWords(Path file, long from) {
    List<String> lines = end(file, from).text().lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - LAST_WORDS))
        .collect(Collectors.joining(" "));
  }

  private static End end(Path file) {
    return end(file, 0);
  }

  /** The end of what lies behind {@code start}. */
  private static End end(Path file, long start) {
    return end(file, start, MOST_BYTES, text -> text);
  }

  /** What {@code choice} takes of the last bytes behind {@code start}. */
  private static End end(Path file, long start, int most, UnaryOperator<String> choice) {
    String name = file.getFileName().toString();
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long least = Math.min(start, channel.size());
      long from = Math.max(least, channel.size() - most);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      channel.position(from);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      String whole = from == least ? text : text.substring(text.indexOf('\n') + 1);
      return last(name, choice.apply(whole), from > 0);
    } catch (NoSuchFileException e) {
      return new End(name, "", false);
    } catch (IOException e) {
      return new End(name, "The log cannot be read: " + e.getMessage(), false);
    }
  }

  /** The last lines of {@code text}, which may itself be an end. */
  private static End last(String name, String text, boolean cut) {
    List<String> lines = text.lines().toList();
    int from = Math.max(0, lines.size() - MOST_LINES);
    return new End(name, String.join("\n", lines.subList(from, lines.size())), cut || from > 0);
  }
}
