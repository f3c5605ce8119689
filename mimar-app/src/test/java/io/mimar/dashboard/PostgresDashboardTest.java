package io.mimar.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.store.PostgresServer;
import io.mimar.store.StudyStore;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dashboard of studies that share a real PostgreSQL, which goes and comes back. */
@Timeout(180)
final class PostgresDashboardTest {
  private static final List<String> CLASSES = List.of("a", "b");
  private static final List<String> PARTS =
      List.of("", "/trials?sort=params&order=desc", "/points", "/timeline", "/parallel", "/map");

  @TempDir Path folder;

  private static JsonNode card(Visitor visitor, String name) throws Exception {
    for (JsonNode card : visitor.json("/api/studies").get("studies")) {
      if (card.get("name").asText().equals(name)) {
        return card;
      }
    }
    throw new AssertionError("no study " + name);
  }

  @Test
  void studiesOnAServerAreShownRunStoppedAndMissed() throws Exception {
    Path runs = folder.resolve("runs");
    Dashboard.Options options =
        new Dashboard.Options(
            "127.0.0.1", 0, List.of(runs), new Program(List.of("/nonexistent/java")));
    try (PostgresServer server = PostgresServer.start()) {
      for (String name : List.of("one", "two")) {
        MadeStudies.write(runs.resolve(name), Optional.of(server.url()), 30, CLASSES, "words");
      }
      try (Dashboard dashboard = Dashboard.start(options)) {
        Visitor visitor = new Visitor(dashboard.url());
        for (String name : List.of("one", "two")) {
          String api = "/api/studies/" + card(visitor, name).get("id").asText();
          for (String part : PARTS) {
            visitor.json(api + part);
          }
        }
        anOwnerIsSeenAndStopped(visitor, runs);
        server.kill();
        JsonNode gone = card(visitor, "one");
        assertEquals("damaged", gone.get("state").asText());
        assertTrue(gone.get("problem").asText().contains("cannot be reached"), gone.toString());
        server.restart();
        assertEquals("interrupted", card(visitor, "one").get("state").asText());
      }
    }
  }

  private static void anOwnerIsSeenAndStopped(Visitor visitor, Path runs) throws Exception {
    List<Trial> trials;
    try (StudyStore one = StudyStore.read(runs.resolve("one"))) {
      trials = one.trials();
    }
    String id = card(visitor, "two").get("id").asText();
    try (StudyStore owner = StudyStore.open(runs.resolve("two"), Clock.systemUTC(), Map.of())) {
      Trial last = trials.get(trials.size() - 1);
      owner.record(
          new Trial(
              trials.size(),
              last.architecture(),
              last.costs(),
              last.proposer(),
              0,
              1,
              last.result()));
      assertEquals("running", card(visitor, "two").get("state").asText());
      assertEquals(31, card(visitor, "two").get("trials").asInt());
      assertEquals("interrupted", card(visitor, "one").get("state").asText());
      assertEquals(
          202, visitor.post("/api/studies/" + id + "/stop", "", "X-Mimar", "page").statusCode());
      assertEquals(1, owner.stopsAsked());
      assertTrue(card(visitor, "two").get("stopping").asBoolean());
    }
    assertEquals("interrupted", card(visitor, "two").get("state").asText());
  }
}
