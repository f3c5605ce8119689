package io.mimar.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.config.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Someone who asks a dashboard by plain HTTP. */
public final class Visitor {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;

  /** A visitor of the dashboard at {@code url}, which ends in a slash. */
  public Visitor(String url) {
    this.root = url.substring(0, url.length() - 1);
  }

  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).GET().build());
  }

  /** A write as the dashboard's own pages do it, with more or other {@code headers}. */
  public HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  public JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode(), () -> path + ": " + answer.body());
    return Json.json().readTree(answer.body());
  }

  /**
   * Sends bytes as they are, which no proper client would, and gives the answer's first line with
   * its headers and body.
   */
  String raw(String request) throws IOException {
    return raw(request, false);
  }

  /** As {@link #raw}, and says that nothing more will come. */
  String rawToItsEnd(String request) throws IOException {
    return raw(request, true);
  }

  private String raw(String request, boolean ends) throws IOException {
    URI uri = URI.create(root);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      if (ends) {
        socket.shutdownOutput();
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }
}
