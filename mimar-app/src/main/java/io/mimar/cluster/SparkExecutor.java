package io.mimar.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.file.WholeFile;
import io.mimar.folder.Expected;
import io.mimar.folder.RunFolder;
import io.mimar.process.Frame;
import io.mimar.process.Frame.Kind;
import io.mimar.space.Architecture;
import io.mimar.study.Assignment;
import io.mimar.study.Executor;
import io.mimar.train.MemoryExhaustedException;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.worker.Message;
import io.mimar.worker.Truth;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains on a Spark cluster, each assignment as a job of one task, in a worker process on its node.
 * A node or worker that goes away costs its own trial only; models that trials leave behind come
 * back with their answers.
 */
final class SparkExecutor implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(SparkExecutor.class);

  /** Workers that never said a word, or refused, so many times in a row will do no better. */
  private static final int MAX_FALSE_STARTS = 3;

  /** What a file that a trial leaves behind may have: so much Spark brings back at once. */
  private static final int MOST_BYTES = 1 << 30;

  /** How the answers start after which a worker can, or cannot, be asked again. */
  static final String DONE = "{\"type\":\"finished\"";

  static final String BROKEN = "{\"type\":\"failed\"";

  /** How a worker's word starts that waits for room on a disk. */
  static final String WAITS = "{\"type\":\"held\"";

  private final BridgeProcess bridge;
  private final Options options;
  private final Truth truth;
  private final Map<Integer, Assignment> asked = new LinkedHashMap<>();

  /** What came of files that trials leave behind, by trial and name. */
  private final Map<Integer, Map<String, ByteArrayOutputStream>> brought = new TreeMap<>();

  private int slots;
  private int falseStarts;
  private int refusals;

  /**
   * How trials are run.
   *
   * @param open what workers are told first, as if they were here
   * @param folder the run's, which gets the models
   * @param workers how many trials are asked at once; 0 for as many as there are cores
   * @param slots how many cores the cluster has now
   * @param memory about how many bytes training an architecture takes
   */
  record Options(
      Message.Open open,
      RunFolder folder,
      int workers,
      int slots,
      ToLongFunction<Architecture> memory) {}

  SparkExecutor(BridgeProcess bridge, Options options) {
    this.bridge = bridge;
    this.options = options;
    this.slots = options.slots();
    this.truth = Truth.of(options.open());
    // a node has the data where its workers start, and they leave models there
    Message.Open there = new Message.Open(".", options.open().threads(), options.open().job());
    bridge.say(new Frame(Kind.OPEN, json(there)));
    bridge.say(new Frame(Kind.DONE, DONE));
    bridge.say(new Frame(Kind.BROKEN, BROKEN));
    bridge.say(new Frame(Kind.WAITS, WAITS));
  }

  private static String json(Message message) {
    try {
      return Json.json().writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes with the cluster. */
  @Override
  public int slots() {
    return options.workers() > 0 ? options.workers() : Math.max(1, slots);
  }

  @Override
  public void submit(Assignment assignment) {
    int number = assignment.number();
    asked.put(number, assignment);
    files(number).forEach(file -> bridge.say(new Frame(Kind.BRING, number, name(file))));
    bridge.say(new Frame(Kind.ASK, number, json(Message.Train.of(assignment))));
  }

  private List<Path> files(int number) {
    Path model = options.folder().model(number);
    return List.of(model, Expected.beside(model));
  }

  private String name(Path file) {
    return options.folder().path().relativize(file).toString().replace(File.separatorChar, '/');
  }

  @Override
  public Optional<News> poll(Duration patience) {
    return bridge.poll(patience).flatMap(this::news);
  }

  private Optional<News> news(Frame frame) {
    falseStarts = frame.kind() == Kind.HEARD ? 0 : falseStarts;
    if (frame.kind() == Kind.SLOTS) {
      return resize(frame);
    }
    Assignment about = asked.get(frame.id());
    return about == null ? Optional.empty() : news(frame, about); // else of what has ended
  }

  private Optional<News> news(Frame frame, Assignment about) {
    return switch (frame.kind()) {
      case HEARD -> heard(frame);
      case ANSWERED -> Optional.of(answer(frame, about));
      case LOST -> Optional.of(lost(frame, frame.text()));
      case INFEASIBLE -> Optional.of(infeasible(frame, frame.text()));
      case TOO_LARGE -> Optional.of(infeasible(frame, frame.text() + estimate(about)));
      case STILLBORN -> Optional.of(stillborn(frame));
      case FILE -> take(frame) ? Optional.empty() : Optional.of(lied(frame, "sent a bad file"));
      default -> Optional.empty();
    };
  }

  private static Optional<News> heard(Frame frame) {
    Message message = message(frame.text());
    if (message instanceof Message.Held held) {
      return Optional.of(new News.Held(frame.id(), held.reason()));
    }
    return message instanceof Message.Progress progress && progress.number() == frame.id()
        ? Optional.of(new News.Progress(progress.number(), progress.epoch()))
        : Optional.empty();
  }

  private News answer(Frame frame, Assignment about) {
    Message message = message(frame.text());
    if (message instanceof Message.Failed failed) {
      return refused(frame, failed);
    }
    if (!(message instanceof Message.Finished finished)) {
      return lied(frame, "answered something else");
    }
    Optional<String> lie = truth.lie(Optional.of(about), finished);
    if (lie.isPresent()) {
      return lied(frame, lie.get());
    }
    refusals = 0;
    keep(frame.id());
    end(frame.id());
    return new News.Finished(
        finished.number(), finished.result(), finished.measured(), finished.worker());
  }

  /** Who it was is known to its node alone, so that all that were started so far are dismissed. */
  private News lied(Frame frame, String what) {
    bridge.say(new Frame(Kind.RENEW, ""));
    return lost(frame, "its worker " + what);
  }

  /** The fault of one node, perhaps, of its disk, say; or of all. */
  private News refused(Frame frame, Message.Failed failed) {
    refusals++;
    if (refusals >= MAX_FALSE_STARTS) {
      throw new MimarException(failed.what(), failed.hint());
    }
    return lost(frame, failed.what());
  }

  private void end(int number) {
    asked.remove(number);
    brought.remove(number);
  }

  private News lost(Frame frame, String reason) {
    end(frame.id());
    return new News.Lost(frame.id(), reason);
  }

  private News infeasible(Frame frame, String reason) {
    end(frame.id());
    return new News.Finished(frame.id(), Result.without(Outcome.INFEASIBLE, reason, 0));
  }

  private String estimate(Assignment about) {
    return MemoryExhaustedException.estimate(options.memory().applyAsLong(about.architecture()));
  }

  private static Message message(String line) {
    try {
      return Json.json().readValue(line, Message.class);
    } catch (JsonProcessingException e) {
      LOG.warn("a worker said what is no message: {}", e.getOriginalMessage());
      return new Message.Alive();
    }
  }

  private News stillborn(Frame frame) {
    falseStarts++;
    if (falseStarts >= MAX_FALSE_STARTS) {
      throw new MimarException(
          "workers on the cluster end before they are ready; the last: " + frame.text(),
          "Mend the cause on the nodes, then `mimar resume` this run.");
    }
    return lost(frame, frame.text());
  }

  /** Takes a part of a file; false where it is none, or more than a model can be. */
  private boolean take(Frame frame) {
    int space = frame.text().lastIndexOf(' ');
    String name = frame.text().substring(0, Math.max(0, space));
    if (files(frame.id()).stream().map(this::name).noneMatch(name::equals)) {
      return true; // nobody asked for it
    }
    ByteArrayOutputStream file =
        brought
            .computeIfAbsent(frame.id(), id -> new TreeMap<>())
            .computeIfAbsent(name, n -> new ByteArrayOutputStream());
    try {
      file.writeBytes(Base64.getDecoder().decode(frame.text().substring(space + 1)));
      return file.size() <= MOST_BYTES;
    } catch (IllegalArgumentException e) {
      LOG.warn("a part of {} is damaged: {}", name, e.getMessage());
      return false;
    }
  }

  /** A model that cannot be kept, say on a full disk, can be trained again: no reason to fail. */
  private void keep(int number) {
    Map<String, ByteArrayOutputStream> contents = brought.getOrDefault(number, Map.of());
    for (Path file : files(number)) {
      Optional.ofNullable(contents.get(name(file))).ifPresent(c -> write(file, c.toByteArray()));
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      WholeFile.write(file, out -> out.write(bytes));
    } catch (IOException e) {
      LOG.warn("{} was not kept", file, e);
    }
  }

  private Optional<News> resize(Frame frame) {
    slots = frame.id();
    return slots > 0
        ? Optional.empty()
        : asked.keySet().stream()
            .findFirst()
            .map(number -> new News.Held(number, "the cluster has no node that can work"));
  }

  /** Ends the application: a study is over when its executor closes. */
  @Override
  public void close() {
    bridge.close();
  }
}
