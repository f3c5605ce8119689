package io.mimar.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.config.Json;
import io.mimar.process.Interrupts;
import io.mimar.process.NativeHeap;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's main: reads messages from standard input, trains, answers on standard output. It ends
 * at once when its input ends, which is when its owner has died.
 */
public final class WorkerMain {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

  /** Of Linux, which ends the process with the highest where memory runs out. */
  static final Path EXPENDABLE = Path.of("/proc/self/oom_score_adj");

  private static final int MOST_EXPENDABLE = 1_000;

  private final OutputStream out;

  private WorkerMain(OutputStream out) {
    this.out = out;
  }

  /** Runs a worker until its input ends. */
  public static void main(String[] arguments) throws InterruptedException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err); // whatever prints must not break a message
    Interrupts.onInterrupt(() -> {}); // Ctrl-C is the owner's to handle
    standBehindOwner();
    BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(inbox), "owner");
    reader.setDaemon(true);
    reader.start();
    new WorkerMain(out).work(inbox);
  }

  /** A lost worker costs an attempt at a trial, a lost owner the search. */
  private static void standBehindOwner() {
    try {
      if (Files.isWritable(EXPENDABLE)) {
        int owner = Integer.parseInt(Files.readString(EXPENDABLE).strip()); // is inherited
        Files.writeString(EXPENDABLE, "" + moreExpendable(owner));
      }
    } catch (IOException | NumberFormatException e) {
      LOG.debug("this system does not let a worker be ended first: {}", e.getMessage());
    }
  }

  static int moreExpendable(int owner) {
    return Math.min(MOST_EXPENDABLE, owner + MOST_EXPENDABLE / 2);
  }

  private static void read(BlockingQueue<Message> inbox) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        inbox.add(Json.json().readValue(line, Message.class));
      }
    } catch (JsonProcessingException e) {
      LOG.error("the owner sent what is no message: {}", e.getOriginalMessage());
    } catch (IOException e) {
      LOG.debug("input ended: {}", e.getMessage());
    }
    Runtime.getRuntime().halt(0); // the owner is gone, whatever is being trained
  }

  private void work(BlockingQueue<Message> inbox) throws InterruptedException {
    WorkerDesk desk = WorkerDesk.ofProcess(System::nanoTime, this::send);
    NativeHeap heap = new NativeHeap(System::nanoTime);
    while (true) {
      desk.answer(inbox.take());
      heap.trim();
    }
  }

  /** Called by all threads that train. */
  private synchronized void send(Message message) {
    try {
      out.write(Json.json().writeValueAsBytes(message));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
