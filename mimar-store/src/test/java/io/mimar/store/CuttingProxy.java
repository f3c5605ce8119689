package io.mimar.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a program and a PostgreSQL, and can cut the line in the moment in which it hurts
 * most: when a commit was sent and done, and its answer is on the way.
 */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile boolean armed;

  CuttingProxy(int target) throws IOException {
    this.target = target;
    daemon(this::accept);
  }

  StoreUrl url() {
    return StoreUrl.parse(
        "jdbc:postgresql://127.0.0.1:" + entrance.getLocalPort() + "/postgres?user=postgres");
  }

  /** Cuts the line after the next commit, before its answer. */
  void cutAfterCommit() {
    armed = true;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.addAll(List.of(client, server));
        daemon(() -> pass(client, server, true));
        daemon(() -> pass(server, client, false));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pass(Socket from, Socket to, boolean fromClient) {
    byte[] bytes = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (armed && !fromClient && text(bytes, n).contains("COMMIT\0")) {
          armed = false;
          return; // the server says that it is done, and nobody hears it
        }
        out.write(bytes, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // the other side is gone
    }
  }

  private static String text(byte[] bytes, int n) {
    return new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
