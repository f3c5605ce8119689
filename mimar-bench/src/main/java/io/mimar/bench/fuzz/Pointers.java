package io.mimar.bench.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mimar.MimarException;
import io.mimar.store.StoreUrl;
import io.mimar.store.StudyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what names a study on a server, but never asks another server than none. */
final class Pointers {
  /** How the URL of a database begins at which nobody listens. */
  static final String HERE = "jdbc:postgresql://127.0.0.1:1/";

  private Pointers() {}

  /** Reads the study that {@code file} names, where that is refused or nobody listens there. */
  static void read(Path file) throws IOException {
    if (!leadsAway(Files.readAllBytes(file))) {
      StudyStore.read(file.getParent()).close();
    }
  }

  /** Whether a file names a server that may be one. */
  private static boolean leadsAway(byte[] pointer) {
    try {
      JsonNode json = new ObjectMapper().readTree(new String(pointer, StandardCharsets.UTF_8));
      String url = json.path("url").asText();
      return !url.startsWith(HERE) && url.equals(StoreUrl.parse(url).text());
    } catch (JsonProcessingException | MimarException e) {
      return false; // it is refused
    }
  }
}
