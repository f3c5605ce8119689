package io.mimar.bench.fuzz;

import io.mimar.dashboard.Dashboard;
import io.mimar.dashboard.Program;
import io.mimar.folder.RunFolder;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dashboard of one small study, whose program does nothing, and requests to it. */
final class SmallDashboard {
  /** In a request this stands for the study's id. */
  private static final String ID = "STUDY";

  private static final String BUG = "HTTP/1.1 500 ";
  private static final int PATIENCE_MILLIS = 15_000;
  private static final Pattern IN_JSON = Pattern.compile("\"id\":\"(\\w+)\"");

  private static final List<String> READ =
      List.of(
          "/",
          "/compare",
          "/login",
          "/assets/dashboard.css",
          "/studies/STUDY",
          "/studies/STUDY/why",
          "/studies/STUDY/trials/1",
          "/studies/STUDY/trials/1?to=2",
          "/api/studies",
          "/api/compare?study=STUDY&study=STUDY",
          "/api/studies/STUDY",
          "/api/studies/STUDY/trials?outcome=complete&proposer=random&words=3x3&sort=params"
              + "&order=desc&offset=2&limit=3",
          "/api/studies/STUDY/points",
          "/api/studies/STUDY/timeline",
          "/api/studies/STUDY/parallel",
          "/api/studies/STUDY/map",
          "/api/studies/STUDY/log",
          "/api/studies/STUDY/logs/owner.log",
          "/api/studies/STUDY/export?trial=1",
          "/api/studies/STUDY/model.onnx?trial=1",
          "/api/studies/STUDY/trials/1/why?to=2");

  private static final List<String> WRITTEN =
      List.of(
          "/login",
          "/api/studies/STUDY/stop?how=now",
          "/api/studies/STUDY/resume",
          "/api/studies/STUDY/export?trial=1",
          "/api/studies/STUDY/trials/1/why?to=2");

  private static final Dashboard DASHBOARD = start();
  private static final URI HERE = URI.create(DASHBOARD.url());
  private static final String FOUND = found();

  private SmallDashboard() {}

  private static Dashboard start() {
    try {
      Scratch scratch = Scratch.open(); // as long as the dashboard
      RunFolder run = new RunFolder(Files.createDirectory(scratch.folder().resolve("run")));
      Files.write(run.path().resolve(StudyStore.FILE), SmallStudy.bytes());
      Files.writeString(run.ownerLog(), "12:00:00 INFO trial 1 began\n");
      Program idle = new Program(List.of("true"));
      List<Path> runs = List.of(scratch.folder());
      Dashboard started =
          Dashboard.start(new Dashboard.Options(Dashboard.Options.LOCAL, 0, runs, idle));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started, scratch)));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Dashboard dashboard, Scratch scratch) {
    try {
      dashboard.close();
      scratch.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String found() {
    try {
      Matcher id = IN_JSON.matcher(answer(request("GET", "/api/studies", "")));
      if (!id.find()) {
        throw new IllegalStateException("the dashboard shows no study");
      }
      return id.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String request(String verb, String path, String more) {
    return verb + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
  }

  /** A request for each thing that can be asked. */
  static List<byte[]> requests() {
    List<byte[]> requests = new ArrayList<>();
    for (String path : READ) {
      requests.add(Examples.bytes(request("GET", path, "Accept: text/html\r\n")));
    }
    for (String path : WRITTEN) {
      String more = "X-Mimar: 1\r\nOrigin: http://localhost\r\nContent-Length: 3\r\n";
      requests.add(Examples.bytes(request("POST", path, more) + "abc"));
    }
    return requests;
  }

  /** Asks what {@code request} says; anything but a bug may be the answer. */
  static void ask(byte[] request) throws IOException {
    String text = new String(request, StandardCharsets.ISO_8859_1).replace(ID, FOUND);
    String answer = answer(text);
    if (answer.startsWith(BUG)) {
      throw new IllegalStateException(answer);
    }
  }

  /** How the answer to {@code request} begins, no more than fits into one read. */
  private static String answer(String request) throws IOException {
    try (Socket socket = new Socket(HERE.getHost(), HERE.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] first = new byte[1 << 13];
      int length = in.read(first);
      return new String(first, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
    }
  }
}
