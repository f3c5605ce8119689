package io.mimar.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.config.Json;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs that read have in common. */
abstract class ReadingCommand {
  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Mixin HelpFlag help;

  /** Prints {@code value} as one line of JSON. */
  static void printJson(Object value) {
    JsonNode tree = Json.json().valueToTree(value);
    System.out.println(tree);
  }
}
