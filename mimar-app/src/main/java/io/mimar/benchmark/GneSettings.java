package io.mimar.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.Names;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.gne.Gne;
import java.util.ArrayList;
import java.util.List;

/** GNE's settings from {@code gne.KEY=VALUE}, as in a study file; no other key counts here. */
final class GneSettings {
  private static final String PREFIX = "gne.";

  private GneSettings() {}

  /**
   * The settings.
   *
   * @throws MimarException when a key is none of GNE's or its value is wrong
   */
  static Gne.Config of(List<String> assignments) {
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT);
    for (String assignment : assignments) {
      requireGne(assignment);
      loader.set(assignment);
    }
    Gne.Config gne = loader.build().gne();
    Check.that(
        gne.proxies() == Gne.Proxying.OFF,
        "gne.proxies",
        gne.proxies(),
        "off on a table, which has no networks to look at");
    return gne;
  }

  private static void requireGne(String assignment) {
    int equals = assignment.indexOf('=');
    String key = equals < 0 ? assignment : assignment.substring(0, equals).strip();
    if (equals > 0 && !key.startsWith(PREFIX)) {
      List<String> keys = keys();
      throw new MimarException(
          "key " + key + " in --set is none of GNE's, and the other searchers are as published",
          Names.nearest(key, keys)
              .or(() -> Names.nearest(PREFIX + key, keys))
              .map(n -> "Did you mean " + n + "?")
              .orElse("The keys are " + keys + "."));
    }
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    tree(Gne.Config.DEFAULT).fieldNames().forEachRemaining(name -> keys.add(PREFIX + name));
    return keys;
  }

  /** Settings as keys and values. */
  static ObjectNode tree(Gne.Config config) {
    return Json.json().valueToTree(config);
  }
}
