package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.config.Json;
import io.mimar.embed.Embedding;
import io.mimar.embed.EmbeddingOptions;
import io.mimar.embed.Training;
import io.mimar.nn.Engine;
import io.mimar.random.Seeds;
import io.mimar.table.TableReader;
import io.mimar.table.TableSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingCardsTest {
  private static final EmbeddingOptions TINY =
      new EmbeddingOptions(8, 1, 8, 4, 16, 1, 2, 64, 32, 2e-3, 0.005, 1.0);
  private static final int SAMPLES = 50;

  @TempDir static Path folder;
  private static EmbeddingCard card;

  /** A table of 3^4 rows whose score is the number of b's, with the card of a tiny embedding. */
  @BeforeAll
  static void measure() throws IOException {
    StringBuilder csv = new StringBuilder("k0,k1,k2,k3,score\n");
    for (int code = 0; code < 81; code++) {
      String row = "";
      int score = 0;
      for (int i = 0, rest = code; i < 4; i++, rest /= 3) {
        row += List.of("a", "b", "c").get(rest % 3) + ",";
        score += rest % 3 == 1 ? 1 : 0;
      }
      csv.append(row).append(score).append('\n');
    }
    Files.writeString(folder.resolve("data.csv"), csv);
    StringBuilder choices = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      choices.append(i == 0 ? "" : ",");
      choices.append(
          "{\"column\":\"k" + i + "\",\"values\":[\"a\",\"b\",\"c\"],\"ordered\":false}");
    }
    Files.writeString(
        folder.resolve("table.json"),
        "{\"name\":\"tiny <one>\",\"data\":\"data.csv\",\"architecture\":{\"kind\":\"choices\",\"choices\":["
            + choices
            + "]},\"metrics\":[{\"column\":\"score\",\"direction\":\"maximize\",\"unit\":\"\","
            + "\"role\":\"objective\"}]}");
    Engine.start(1);
    TableSpace space = new TableSpace(TableReader.read(folder));
    Embedding embedding = Training.fit(space, TINY, Seeds.root(1));
    card = new EmbeddingCards(space, embedding, SAMPLES, Seeds.root(2)).scored(space, "score");
  }

  @Test
  void everyEncoderIsMeasuredAtEveryNumberOfLabelsThatLeavesRows() {
    assertEquals(
        List.of("autoencoder", "graph2vec", "path encoding", "one-hot", "all that gne sees"),
        card.encoders().stream().map(EmbeddingCard.Row::encoder).toList());
    card.encoders()
        .forEach(
            row ->
                assertEquals(
                    List.of(20, 50), row.tau().stream().map(EmbeddingCard.Tau::labels).toList()));
    EmbeddingCard.Tau oneHot = card.encoders().get(3).tau().get(1);
    assertTrue(oneHot.mean() > 0.6, "counts are linear in one-hot codes: " + oneHot);
  }

  @Test
  void jsonHasTheShareOfTheEmbeddingAndTheEncoders() {
    JsonNode json = Json.json().valueToTree(card);
    assertEquals(SAMPLES, json.get("samples").asInt());
    assertTrue(json.get("reconstruction").isNumber());
    assertEquals("score", json.get("objective").asText());
    assertEquals(20, json.get("encoders").get(0).get("tau").get(0).get("labels").asInt());
    assertFalse(json.has("map"));
  }

  @Test
  void theMapIsOnePageWithADotForEachRow() throws IOException {
    Path file = folder.resolve("map.html");
    card.map().orElseThrow().write(file, "tiny <one>: score");
    String page = Files.readString(file);
    assertEquals(81, page.split("<circle", -1).length - 1);
    assertTrue(page.contains("tiny &lt;one&gt;") && !page.contains("<one>"), "escaped");
    assertFalse(page.contains("http"), "no network");
    assertTrue(page.contains("#fde725"), "the best row is yellow");
  }
}
