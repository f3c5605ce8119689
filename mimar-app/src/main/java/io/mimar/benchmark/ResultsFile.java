package io.mimar.benchmark;

import io.mimar.MimarException;
import io.mimar.folder.LineFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The file of finished searches: a line of settings, a header, one line for each search, appended
 * when it ends. A line that was cut off, since the program was killed, is dropped and its search
 * run again.
 */
final class ResultsFile implements AutoCloseable {
  /** What the first line starts with. */
  static final String MARK = "# mimar bench ";

  private static final String NEXT = "Name another file with --out, or move this one away.";

  private final Path file;
  private final LineFile lines;
  private final ResultRows format;
  private final List<FinishedSearch> finished = new ArrayList<>();

  private ResultsFile(Path file, LineFile lines, ResultRows format) {
    this.file = file;
    this.lines = lines;
    this.format = format;
  }

  /**
   * Opens {@code file}, which need not exist, and reads what is in it.
   *
   * @param format how searches are written
   * @param notes hears of a line that was dropped
   * @throws MimarException when it is no such file, has other settings, is damaged, is in use, or
   *     cannot be read or written
   */
  static ResultsFile open(Path file, Settings settings, ResultRows format, Consumer<String> notes) {
    try {
      LineFile lines = LineFile.open(file).orElseThrow(() -> held(file));
      try {
        ResultsFile results = new ResultsFile(file, lines, format);
        results.read(settings, notes);
        return results;
      } catch (IOException | RuntimeException e) {
        lines.close();
        throw e;
      }
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static MimarException held(Path file) {
    return new MimarException(
        file + " is in use by another benchmark", "Wait for its end, or name another --out.");
  }

  private static MimarException unusable(Path file, IOException e) {
    return new MimarException(
        "the file of results " + file + " cannot be read and written: " + e,
        "Name a file in a folder that you may write to: --out FILE.",
        e);
  }

  // ---- reading

  private void read(Settings settings, Consumer<String> notes) throws IOException {
    String whole = lines.text();
    String torn = lines.torn();
    if (!torn.isEmpty()) {
      String start = whole.isEmpty() ? torn : whole;
      if (!start.startsWith(MARK) && !MARK.startsWith(start)) {
        throw foreign();
      }
      notes.accept("The last line of " + file + " was cut off and is dropped.");
      lines.cutTorn();
    }
    if (whole.isEmpty()) {
      lines.add(MARK + settings.line() + "\n" + ResultRows.HEADER);
      return;
    }
    int first = whole.indexOf('\n');
    written(whole.substring(0, first)).requireSame(settings, file);
    if (whole.length() == first + 1) { // killed between the first two lines
      lines.add(ResultRows.HEADER);
      return;
    }
    finished.addAll(format.parse(whole.substring(first + 1), file));
  }

  private Settings written(String line) {
    if (!line.startsWith(MARK)) {
      throw foreign();
    }
    return Settings.parse(line.substring(MARK.length()))
        .orElseThrow(() -> new MimarException(file + ", line 1 holds no settings", NEXT));
  }

  private MimarException foreign() {
    return new MimarException(file + " was not written by `mimar bench`", NEXT);
  }

  /** The searches in the file. */
  List<FinishedSearch> finished() {
    return List.copyOf(finished);
  }

  // ---- writing

  /** Adds a search. */
  void append(FinishedSearch search) {
    try {
      lines.add(ResultRows.line(search));
      finished.add(search);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }
}
