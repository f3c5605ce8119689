package io.mimar.spark;

import io.mimar.process.Frame;
import io.mimar.process.Frame.Kind;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application on a Spark cluster: each trial is a job of one task. */
final class Cluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final Pattern LOSS =
      Pattern.compile("ExecutorLostFailure \\(.*?Reason: ([^\\n]+)");
  private static final Pattern FAULT =
      Pattern.compile("most recent failure: .*? executor [^)]*\\): (?:[\\w.$]+: )?([^\\n]+)");
  private static final int MAX_REASON = 300;

  /** A file is told in parts, so that no line is long. */
  private static final int PART_BYTES = 1 << 20;

  private final Settings settings;
  private final Consumer<Frame> say;
  private final JavaSparkContext context;

  /**
   * Starts the application; executors come later.
   *
   * @param say hears how trials go, from many threads
   */
  Cluster(Settings settings, Consumer<Frame> say) {
    this.settings = settings;
    this.say = say;
    this.context = new JavaSparkContext(settings.application());
    settings.data().forEach(context::addFile); // fetched once by every node
  }

  /** Runs a task that needs what trials need, and tells where it ran. */
  String tryOut() {
    NodeSetup setup = settings.node();
    context.setJobGroup("mimar", "is Mimar there?", true);
    return context
        .parallelize(List.of(""), 1)
        .map(
            nothing ->
                System.getProperty("java.version")
                    + " "
                    + NodeWorker.classPath(setup, NodeWorkers.folder()))
        .collect()
        .get(0);
  }

  /** Runs a trial to its end, which may be a bad one, and says how it went. */
  void train(Relay relay, String question) {
    try {
      context.setJobGroup("trial-" + relay.id(), "trial " + relay.id(), true); // for this thread
      byte[] bytes = context.parallelize(List.of(question), 1).map(relay).collect().get(0);
      deliver(relay.id(), Parcel.of(bytes));
    } catch (Throwable e) { // Scala's unsaid checked ones, and methods that other Sparks lack
      LOG.info("trial {}", relay.id(), e);
      say.accept(
          context.sc().isStopped()
              ? new Frame(
                  Kind.FAILED,
                  "Spark ended the application: " + reason(e) + "\tRead spark.log in the run.")
              : new Frame(Kind.LOST, relay.id(), reason(e)));
    }
  }

  private void deliver(int id, Parcel parcel) {
    parcel.files().forEach((name, bytes) -> deliver(id, name, ByteBuffer.wrap(bytes)));
    say.accept(new Frame(Kind.valueOf(parcel.ending().name()), id, parcel.text()));
  }

  private void deliver(int id, String name, ByteBuffer bytes) {
    do {
      byte[] part = new byte[Math.min(bytes.remaining(), PART_BYTES)];
      bytes.get(part);
      String text = Base64.getEncoder().encodeToString(part);
      say.accept(new Frame(Kind.FILE, id, name + " " + text));
    } while (bytes.hasRemaining());
  }

  /** Why a job failed, in one line. */
  static String reason(Throwable e) {
    String message = e instanceof Error || e.getMessage() == null ? e.toString() : e.getMessage();
    Matcher loss = LOSS.matcher(message);
    Matcher fault = FAULT.matcher(message);
    String line = message.lines().findFirst().orElse("").strip();
    if (loss.find()) {
      line = "executor lost: " + loss.group(1);
    } else if (fault.find()) {
      line = fault.group(1); // what the task threw
    }
    return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…";
  }

  /** Cancels what runs, which kills its workers, and ends the application. */
  @Override
  public void close() {
    context.sc().cancelAllJobs();
    context.close();
  }
}
