package io.mimar.tabulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.trial.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was trained, one JSON object a line, appended as it ends. A last line that a kill tore is
 * cut off; its training is done again. One process at a time holds the file.
 */
final class TrainingLog implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 30;

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
   * Opens the log, which is this process's alone until it is closed, and reads what is there.
   *
   * @throws MimarException when another process builds, or a line does not fit the plan
   */
  static TrainingLog open(Path file, TrainingPlan plan) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
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
    byte[] all = bytes();
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    channel.truncate(end);
    channel.position(end);
    List<String> lines = new String(all, 0, end, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Line line = parse(lines.get(i), i + 1);
      results.put(line.training(), line.result());
    }
  }

  /** Of the locked channel: closing another one on the file would free the lock. */
  private byte[] bytes() throws IOException {
    Check.range("the bytes of " + file, channel.size(), 0, MOST_BYTES);
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // until all is there
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private Line parse(String text, int number) {
    try {
      Line line = Json.json().readValue(text, Line.class);
      Check.that(line.result() != null, "result", "missing", "there");
      double score = line.result().score().orElse(0);
      Check.that(score >= 0 && score <= 1, "score", score, "in [0, 1]");
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
      throw new MimarException(
          "cannot write " + file + ": " + e.getMessage(),
          "Make room or mend the disk, then give the same command again: what was written is kept.",
          e);
    }
    results.put(number, result);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
