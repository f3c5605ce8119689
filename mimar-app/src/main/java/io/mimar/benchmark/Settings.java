package io.mimar.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.MimarException;
import io.mimar.Version;
import io.mimar.config.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that changes what a search of a given seed finds: searches may lie in one file only where
 * these are equal.
 *
 * @param values by name
 */
record Settings(ObjectNode values) {

  /** The settings of {@code contest}. */
  static Settings of(Contest contest) {
    ObjectNode values = Json.json().createObjectNode();
    values.put("table", contest.table().name());
    values.put("hash", contest.table().hash());
    contest.objectiveColumns().forEach(values.putArray("objective")::add);
    values.put("report", contest.report().map(r -> r.metric()).orElse("none"));
    contest.limitTexts().forEach(values.putArray("limit")::add);
    values.put("transform", contest.transformWord().orElse("none"));
    values.put("queries", contest.options().queries());
    values.put("batch", contest.options().batch());
    values.put("shared-start", contest.options().sharedStart());
    values.set("gne", GneSettings.tree(contest.gne()));
    values.put("mimar", Version.STRING);
    return new Settings(values);
  }

  /** Reads what {@link #line} wrote; empty for anything else. */
  static Optional<Settings> parse(String line) {
    try {
      return Json.json().readTree(line) instanceof ObjectNode values
          ? Optional.of(new Settings(values))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** One line of JSON. */
  String line() {
    return values.toString();
  }

  /**
   * Checks that {@code file}, which was written with these, can take searches with {@code now}.
   *
   * @throws MimarException naming each setting that differs
   */
  void requireSame(Settings now, Path file) {
    List<String> differing = new ArrayList<>();
    compare("", values, now.values(), differing);
    if (!differing.isEmpty()) {
      throw new MimarException(
          file + " holds searches with other settings: " + String.join("; ", differing),
          "Repeat those settings to go on, or keep the new searches elsewhere: --out FILE.");
    }
  }

  private static void compare(String prefix, JsonNode then, JsonNode now, List<String> differing) {
    for (Map.Entry<String, JsonNode> entry : now.properties()) {
      String name = prefix + entry.getKey();
      JsonNode old = then.path(entry.getKey());
      if (entry.getValue().isObject() && old.isObject()) {
        compare(name + ".", old, entry.getValue(), differing);
      } else if (!old.equals(entry.getValue())) {
        differing.add(
            name
                + " was "
                + (old.isMissingNode() ? "not there" : old)
                + ", is "
                + entry.getValue());
      }
    }
  }
}
