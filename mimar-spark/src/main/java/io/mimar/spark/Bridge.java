package io.mimar.spark;

import io.mimar.process.Frame;
import io.mimar.process.Frame.Kind;
import io.mimar.process.Interrupts;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver of a Spark application that trains candidates, in a process of its own: so neither
 * Mimar's libraries nor Spark's have to bear the other's, and the version of Spark may be the
 * cluster's. An owner says {@link Frame}s on its standard input and hears them on its output.
 *
 * <p>When its input ends, which is when its owner has died, it ends, and with it the application.
 */
public final class Bridge {
  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

  /** Both together take less than its owner waits. */
  private static final long FAREWELL_SECONDS = 10;

  private static final long EXIT_SECONDS = 5;

  /** How often its owner hears that it is alive. */
  private static final long PULSE_SECONDS = 5;

  private final OutputStream out;
  private final Settings settings = new Settings();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "bridge");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Cluster cluster;

  private Bridge(OutputStream out) {
    this.out = out;
  }

  /** Serves an owner until its words end. */
  public static void main(String[] arguments) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err); // whatever prints must not break a frame
    Interrupts.onInterrupt(() -> {}); // Ctrl-C is the owner's to handle
    Bridge bridge = new Bridge(out);
    bridge.listen();
    bridge.leave();
    exit();
  }

  /**
   * Ends this process as usual, since Spark removes its temporary files as it does, among them a
   * copy of the archive; at once where that takes too long.
   */
  private static void exit() {
    Thread limit =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(EXIT_SECONDS);
              } catch (InterruptedException e) {
                LOG.debug("nobody interrupts this", e);
              }
              Runtime.getRuntime().halt(0); // whatever Spark still wants to do
            },
            "farewell");
    limit.setDaemon(true);
    limit.start();
    System.exit(0);
  }

  private void listen() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Optional<Frame> frame = Frame.parse(line);
        if (frame.isEmpty()) {
          LOG.warn("the owner said what is no frame: {}", line);
        }
        frame.ifPresent(this::handle);
      }
    } catch (IOException e) {
      LOG.debug("input ended: {}", e.getMessage());
    }
  }

  private void handle(Frame frame) {
    if (frame.kind() == Kind.CONNECT) {
      MimarPlugin.listen(
          new MimarPlugin.Ears(
              (id, line) -> say(new Frame(Kind.HEARD, id, line)),
              cores -> say(new Frame(Kind.SLOTS, cores / settings.cpus(), ""))));
      threads.execute(this::connect); // the end of the input must be heard meanwhile
      threads.execute(this::pulse);
    } else if (frame.kind() == Kind.ASK) {
      NodeSetup setup = settings.node();
      Relay relay = new Relay(setup, frame.id(), settings.bring(frame.id()));
      threads.execute(() -> cluster.train(relay, frame.text()));
    } else {
      settings.accept(frame);
    }
  }

  private void connect() {
    try {
      settings.readFile();
      cluster = new Cluster(settings, this::say);
      say(new Frame(Kind.READY, cluster.tryOut()));
    } catch (Throwable e) { // Scala's unsaid checked ones, and methods that other Sparks lack
      LOG.error("the cluster was not joined", e);
      String why = Cluster.reason(e);
      say(new Frame(Kind.FAILED, "Spark did not start: " + why + "\tRead spark.log in the run."));
    }
  }

  private void pulse() {
    try {
      while (true) {
        say(new Frame(Kind.ALIVE, ""));
        TimeUnit.SECONDS.sleep(PULSE_SECONDS);
      }
    } catch (InterruptedException | UncheckedIOException e) {
      LOG.debug("nobody listens any more", e);
    }
  }

  /** Called by all threads. */
  private synchronized void say(Frame frame) {
    try {
      out.write((frame.line() + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the application, if that can be done in time. */
  private void leave() {
    if (cluster == null) {
      return;
    }
    Future<?> end = threads.submit(cluster::close);
    try {
      end.get(FAREWELL_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.warn("the application did not end properly", e);
    }
  }
}
