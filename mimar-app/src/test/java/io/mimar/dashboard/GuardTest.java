package io.mimar.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask a dashboard what, by plain HTTP. */
final class GuardTest {
  private static final String HOSTILE = "<script>alert(1)</script>\"'&";

  /** A program that must not be started by these tests: nothing here may get so far. */
  private static final Program NONE = new Program(List.of("/nonexistent/java"));

  @TempDir static Path folder;

  private static Dashboard dashboard;
  private static Visitor visitor;
  private static String id;

  @BeforeAll
  static void start() throws Exception {
    Path runs = folder.resolve("runs");
    MadeStudies.write(runs.resolve("hostile"), 30, List.of(HOSTILE, "b"), HOSTILE);
    MadeStudies.explain(runs.resolve("hostile"), HOSTILE);
    Files.writeString(folder.resolve("secret.txt"), "SECRET");
    Files.writeString(runs.resolve("secret.txt"), "SECRET");
    dashboard = Dashboard.start(new Dashboard.Options("127.0.0.1", 0, List.of(runs), NONE));
    visitor = new Visitor(dashboard.url());
    id = visitor.json("/api/studies").at("/studies/0/id").asText();
  }

  @AfterAll
  static void stop() {
    dashboard.close();
  }

  private static String host() {
    return dashboard.url().substring("http://".length(), dashboard.url().length() - 1);
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  private static int asked(String host) throws Exception {
    return status(
        visitor.raw(
            "GET /api/studies HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"));
  }

  // ---- hosts

  @Test
  void answersToItsOwnNamesOnly() throws Exception {
    String port = host().substring(host().indexOf(':'));
    for (String own : List.of(host(), "localhost" + port, "LOCALHOST" + port, "[::1]" + port)) {
      assertEquals(200, asked(own), own);
    }
    for (String foreign :
        List.of(
            "evil.example",
            "evil.example" + port,
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "192.168.1.7" + port,
            "10.0.0.1")) {
      assertEquals(421, asked(foreign), foreign);
    }
  }

  @Test
  void whoIsMisdirectedIsToldWhatToDo() throws Exception {
    String answer =
        visitor.raw("GET / HTTP/1.1\r\nHost: mine.example\r\nConnection: close\r\n\r\n");
    assertTrue(answer.contains("--host NAME"), answer);
  }

  // ---- origins

  @ParameterizedTest
  @ValueSource(strings = {"stop", "resume", "export"})
  void writesFromOtherPagesAreRefused(String what) throws Exception {
    String path = "/api/studies/" + id + "/" + what;
    assertEquals(403, visitor.post(path, "").statusCode(), "without the header of own pages");
    for (String origin : List.of("http://evil.example", "http://localhost:1", "null", "")) {
      HttpResponse<String> answer = visitor.post(path, "", "X-Mimar", "page", "Origin", origin);
      assertEquals(403, answer.statusCode(), "from " + origin);
    }
    HttpResponse<String> crossSite =
        visitor.post(path, "", "X-Mimar", "page", "Sec-Fetch-Site", "cross-site");
    assertEquals(403, crossSite.statusCode());
    // From an own page it gets further: nobody owns this run, and NONE ends as soon as it starts.
    HttpResponse<String> own =
        visitor.post(path, "", "X-Mimar", "page", "Origin", "http://" + host());
    assertTrue(List.of(202, 409).contains(own.statusCode()), own.body());
  }

  @Test
  void otherMethodsFindNothing() throws Exception {
    for (String method : List.of("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
      String answer =
          visitor.raw(
              method
                  + " /api/studies HTTP/1.1\r\nHost: "
                  + host()
                  + "\r\nConnection: close\r\n\r\n");
      assertTrue(status(answer) >= 400, answer);
      assertFalse(answer.contains("Access-Control-Allow"), answer);
    }
  }

  // ---- paths

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nope",
        "/api",
        "/api/nope",
        "/studies",
        "/studies/",
        "/studies/000000000000",
        "/api/studies/000000000000",
        "/api/studies/000000000000/trials",
        "/assets/",
        "/assets/nope.js",
        "/assets/study.html",
        "/assets/trial.mustache",
        "/runs/secret.txt",
        "/secret.txt",
        "/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "/webjars/echarts/5.3.1/package.json"
      })
  void unknownPathsAreNotFound(String path) throws Exception {
    assertEquals(404, visitor.get(path).statusCode(), path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..%2fsecret.txt",
        "/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/../secret.txt",
        "//etc/passwd",
        "/assets/..%2fsecret.txt",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/assets/..;/secret.txt",
        "/assets/..%5c..%5csecret.txt",
        "/assets/%00",
        "/assets/a%00.js",
        "/studies/..%2f..%2fsecret.txt",
        "/api/studies/..%2f/log",
        "/api/studies/ID/logs/study.db",
        "/api/studies/ID/logs/..%2fowner.log",
        "/api/studies/%2e%2e/log",
        "/studies/ID/trials/..%2f..%2fsecret.txt",
        "/assets/%252e%252e%252fsecret.txt",
        "/%ff%fe",
        "/%"
      })
  void noPathReachesAFile(String path) throws Exception {
    String answer =
        visitor.raw(
            "GET "
                + path.replace("ID", id)
                + " HTTP/1.1\r\nHost: "
                + host()
                + "\r\nConnection: close\r\n\r\n");
    assertTrue(status(answer) == 404 || status(answer) == 400, answer);
    assertFalse(answer.contains("SECRET") || answer.contains("root:"), answer);
    assertFalse(answer.contains(folder.toString()), "an answer tells where files are: " + answer);
  }

  @Test
  void eventsOfUnknownStudiesAreNotFound() throws Exception {
    String path = "/api/studies/000000000000/events";
    assertEquals(404, visitor.get(path, "Accept", "text/event-stream").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "-1", "1e3", "999999999999", "x", "0x1", "%3Cscript%3E"})
  void unknownTrialsAreNotFound(String number) throws Exception {
    String path = "/studies/" + id + "/trials/" + number;
    assertEquals(404, visitor.get(path).statusCode(), path);
  }

  // ---- sizes

  @Test
  void largeRequestsAreRefused() throws Exception {
    String body = "x".repeat(100_000);
    String head = "POST /login HTTP/1.1\r\nHost: " + host() + "\r\nX-Mimar: page\r\n";
    for (String length : List.of("100000", "99999999999")) { // a body sent would race the refusal
      String promised = head + "Content-Length: " + length + "\r\nConnection: close\r\n\r\n";
      assertEquals(413, status(visitor.raw(promised)), length);
    }
    String header = "GET / HTTP/1.1\r\nHost: " + host() + "\r\nX-Long: " + body + "\r\n\r\n";
    assertEquals(431, status(visitor.raw(header)));
    String path = "GET /" + body + " HTTP/1.1\r\nHost: " + host() + "\r\n\r\n";
    assertTrue(List.of(414, 431).contains(status(visitor.raw(path))));
  }

  @Test
  void aBodyThatCannotBeReadIsTheSendersFault() throws Exception {
    String head = "POST /login HTTP/1.1\r\nHost: " + host() + "\r\nX-Mimar: page\r\n";
    assertEquals(400, status(visitor.rawToItsEnd(head + "Content-Length: 9\r\n\r\nabc")));
    String chunks = head + "Transfer-Encoding: chunked\r\n\r\nno length\r\nabc";
    assertEquals(400, status(visitor.rawToItsEnd(chunks)));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=201",
    "limit=0",
    "limit=99999999999",
    "offset=-1",
    "offset=x",
    "sort=number;DROP",
    "sort=costs",
    "outcome=none",
    "order=up",
    "sort=NUMBER"
  })
  void pagesThatMakeNoSenseAreRefusedInTwoSentences(String query) throws Exception {
    HttpResponse<String> answer = visitor.get("/api/studies/" + id + "/trials?" + query);
    assertEquals(400, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"hint\""), answer.body());
  }

  // ---- what is answered

  @Test
  void everyAnswerForbidsInlineScripts() throws Exception {
    for (String path :
        List.of(
            "/",
            "/studies/" + id,
            "/studies/" + id + "/trials/0",
            "/studies/" + id + "/why",
            "/compare",
            "/nope",
            "/assets/study.js",
            "/api/studies")) {
      Map<String, List<String>> headers = visitor.get(path).headers().map();
      String policy = headers.get("content-security-policy").get(0);
      assertTrue(policy.contains("default-src 'none'; script-src 'self'; style-src 'self';"), path);
      assertFalse(policy.contains("unsafe"), path);
      assertEquals(List.of("nosniff"), headers.get("x-content-type-options"), path);
      assertEquals(List.of("no-referrer"), headers.get("referrer-policy"), path);
      assertFalse(headers.containsKey("access-control-allow-origin"), path);
      assertFalse(headers.containsKey("server"), path);
    }
  }

  @Test
  void namesAreTextWhateverTheySay() throws Exception {
    for (int n = 0; n < 30; n++) {
      HttpResponse<String> page = visitor.get("/studies/" + id + "/trials/" + n);
      assertEquals(200, page.statusCode());
      assertFalse(page.body().contains("<script>alert"), page.body());
      assertFalse(page.body().matches("(?s).*<[^>]+ (on\\w+|style)=.*"), "inline code or style");
    }
    HttpResponse<String> why = visitor.get("/studies/" + id + "/why");
    assertTrue(why.body().contains("&lt;script&gt;alert"), why.body());
    assertFalse(why.body().contains("<script>alert"), why.body());
    assertFalse(why.body().matches("(?s).*<[^>]+ (on\\w+|style)=.*"), "inline code or style");
    JsonNode details = visitor.json("/api/studies/" + id);
    assertEquals(HOSTILE, details.at("/card/data").asText());
    String type =
        visitor.get("/api/studies/" + id).headers().firstValue("content-type").orElseThrow();
    assertTrue(type.startsWith("application/json"), type);
  }

  // ---- the token

  @Test
  void beyondThisMachineATokenIsNeeded() throws Exception {
    try (Dashboard open =
        Dashboard.start(
            new Dashboard.Options("0.0.0.0", 0, List.of(folder.resolve("runs")), NONE))) {
      String token = open.token().orElseThrow();
      assertTrue(token.length() >= 32, token);
      Visitor stranger = new Visitor(open.url());
      assertEquals(401, stranger.get("/api/studies").statusCode());
      assertEquals(401, stranger.get("/api/studies", "Authorization", "Bearer x").statusCode());
      assertEquals(401, stranger.get("/studies/" + id).statusCode());
      HttpResponse<String> page = stranger.get("/", "Accept", "text/html");
      assertEquals(303, page.statusCode());
      assertEquals("/login", page.headers().firstValue("location").orElseThrow());
      assertEquals(200, stranger.get("/login").statusCode());
      assertEquals(401, stranger.post("/login", "wrong", "X-Mimar", "page").statusCode());
      assertEquals(
          200, stranger.get("/api/studies", "Authorization", "Bearer " + token).statusCode());
      HttpResponse<String> entered = stranger.post("/login", token, "X-Mimar", "page");
      assertEquals(204, entered.statusCode());
      String cookie = entered.headers().firstValue("set-cookie").orElseThrow();
      assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
      String own = cookie.substring(0, cookie.indexOf(';'));
      assertEquals(200, stranger.get("/api/studies", "Cookie", own).statusCode());
      assertEquals(401, stranger.get("/api/studies", "Cookie", own + "x").statusCode());
    }
  }

  @Test
  void onThisMachineThereIsNone() {
    assertTrue(dashboard.token().isEmpty());
  }
}
