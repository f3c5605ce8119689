package io.mimar.tabulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.trial.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was trained, one JSON object a line, appended as it ends. A last line that a kill tore is
 * cut off; its training is done again. One process at a time holds the file.
 */
final class TrainingLog implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final TrainingPlan plan;
  private final Map<Integer, Result> results = new TreeMap<>();

  /**
   * A training that has ended.
   *
   * @param training its number
   * @param architecture the hash of what was trained
   * @param result how it ended
   */
  private record Line(int training, String architecture, Result result) {}

  private TrainingLog(Path file, FileChannel channel, TrainingPlan plan) {
    this.file = file;
    this.channel = channel;
    this.plan = plan;
  }

  /**
   * Opens the log and reads what is there.
   *
   * @throws MimarException when another process builds, or a line does not fit the plan
   */
  static TrainingLog open(Path file, TrainingPlan plan) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    TrainingLog log = new TrainingLog(file, channel, plan);
    try {
      log.lock();
      log.read();
      return log;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void lock() throws IOException {
    boolean held;
    try {
      held = channel.tryLock() == null; // freed with the channel
    } catch (OverlappingFileLockException e) { // held by this very process
      held = true;
    }
    if (held) {
      throw new MimarException(
          "another process is building the table of " + file,
          "Wait for it, or stop it by Ctrl-C; then give the command again.");
    }
  }

  private void read() throws IOException {
    String text = Files.readString(file);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
    channel.position(channel.size());
    List<String> lines = whole.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Line line = parse(lines.get(i), i + 1);
      results.put(line.training(), line.result());
    }
  }

  private Line parse(String text, int number) {
    try {
      Line line = Json.json().readValue(text, Line.class);
      Check.that(line.result() != null, "result", "missing", "there");
      Check.range("training", line.training(), 0, plan.size() - 1);
      String hash = plan.row(line.training()).architecture().hash();
      Check.that(hash.equals(line.architecture()), "architecture", line.architecture(), hash);
      return line;
    } catch (JsonProcessingException e) {
      throw damaged(number, e.getOriginalMessage(), e);
    } catch (MimarException e) {
      throw damaged(number, e.getMessage(), e);
    }
  }

  private MimarException damaged(int number, String why, Exception e) {
    return new MimarException(
        file + ", line " + number + ": " + why,
        "Delete that line: its training is then done again.",
        e);
  }

  /** What has ended so far, by number; of one that was tried again the last try. */
  Map<Integer, Result> results() {
    return new TreeMap<>(results);
  }

  /** Writes down that a training has ended. */
  void append(int number, Result result) {
    String hash = plan.row(number).architecture().hash();
    try {
      String line = Json.json().writeValueAsString(new Line(number, hash, result)) + "\n";
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    results.put(number, result);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
