package io.mimar.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mimar.MimarException;
import io.mimar.Names;
import io.mimar.store.StoreUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a configuration together: defaults, then a file, then the environment ({@code
 * MIMAR_BUDGET_TIME=10m}), then flags and {@code --set a.b=c}. Each may name any key of {@link
 * Config}; a key that does not exist is an error that names the nearest one.
 */
public final class ConfigLoader {
  /** Where the parts of the method stand, any of which can be turned off. */
  private static final String PARTS = "gne.";

  private static final int MAX_FILE = 1 << 22;
  private static final int MAX_SHOWN = 100;
  private static final String PREFIX = "MIMAR_";

  /** The key whose value may hold a password, by mistake, and is never shown. */
  private static final String STORE = "store";

  private final ObjectNode tree;

  /** The flags that were given, by key. */
  private final Map<String, String> flags = new TreeMap<>();

  private ConfigLoader(ObjectNode tree) {
    this.tree = tree;
  }

  /** Starts from {@code base}. */
  public static ConfigLoader from(Config base) {
    return new ConfigLoader(Json.json().valueToTree(base));
  }

  /**
   * Lays a YAML or JSON file over what is there.
   *
   * @throws MimarException when it cannot be read or names an unknown key
   */
  public ConfigLoader file(Path file) {
    JsonNode read = read(file);
    if (!read.isObject()) {
      throw new MimarException(
          "study file " + file + " holds no keys", "Write lines such as `seed: 1`.");
    }
    merge(tree, (ObjectNode) read, "", "in " + file);
    return this;
  }

  /** Lays JSON text over what is there; {@code where} says whose it is, for errors. */
  public ConfigLoader text(String json, String where) {
    try {
      merge(tree, (ObjectNode) Json.json().readTree(json), "", where);
      return this;
    } catch (JsonProcessingException | ClassCastException e) {
      throw new MimarException("the configuration " + where + " is damaged", "Start anew.", e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return Json.yaml().readTree(text(file));
    } catch (JsonProcessingException e) {
      throw new MimarException(
          "study file " + file + " is no YAML or JSON: " + firstLine(e.getOriginalMessage()),
          "Mend it near line "
              + (e.getLocation() == null ? "1" : e.getLocation().getLineNr())
              + ".",
          e);
    } catch (IOException e) {
      throw new MimarException(
          "study file " + file + " cannot be read: " + reason(e),
          "Check that it exists and is a text file you may read.",
          e);
    }
  }

  /** The file's text; no more than the bound is read, since a pipe or a device has no size. */
  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE + 1);
      if (bytes.length > MAX_FILE) {
        throw new MimarException(
            "study file " + file + " is too long, but must have at most " + MAX_FILE + " bytes",
            "Give the YAML file of a study, not its data.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    return e instanceof CharacterCodingException ? "it is no text in UTF-8" : e.getMessage();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** Lays the variables that start with {@code MIMAR_} and name a key over what is there. */
  public ConfigLoader environment(Map<String, String> environment) {
    for (String key : keys(tree, "")) {
      String name = PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
      if (environment.containsKey(name)) {
        set(key, environment.get(name), "in the environment as " + name);
      }
    }
    return this;
  }

  /**
   * Sets one key.
   *
   * @param assignment {@code a.b=c}
   */
  public ConfigLoader set(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals <= 0) {
      throw new MimarException(
          "--set is \"" + assignment + "\", but must be of the form a.b=c",
          "Name a key and its value: --set "
              + (assignment.isBlank() || equals == 0
                  ? "gne.exploration=2"
                  : assignment + "=VALUE"));
    }
    return set(
        assignment.substring(0, equals).strip(), assignment.substring(equals + 1), "in --set");
  }

  /**
   * Sets one key to what a flag said.
   *
   * @param key as in {@code budget.trials}
   * @param value its value as YAML
   * @param flag the flag's name, for errors
   */
  public ConfigLoader flag(String key, String value, String flag) {
    flags.put(key, flag);
    return set(key, value, "of " + flag);
  }

  private ConfigLoader set(String key, String value, String where) {
    ObjectNode layer = Json.json().createObjectNode();
    ObjectNode inner = layer;
    List<String> path = List.of(key.split("\\.", -1));
    for (String part : path.subList(0, path.size() - 1)) {
      inner = inner.putObject(part);
    }
    inner.set(path.get(path.size() - 1), scalar(value, where));
    merge(tree, layer, "", where);
    return this;
  }

  private static JsonNode scalar(String value, String where) {
    try {
      return Json.yaml().readTree(value.isBlank() ? "''" : value);
    } catch (JsonProcessingException e) {
      throw new MimarException(
          "the value \""
              + StoreUrl.withoutSecrets(shortened(value))
              + "\" "
              + where
              + " is no YAML value",
          "Quote it: 'a.b=\"c\"'.",
          e);
    }
  }

  private static void merge(ObjectNode base, ObjectNode layer, String prefix, String where) {
    for (Map.Entry<String, JsonNode> entry : layer.properties()) {
      String key = entry.getKey();
      if (!base.has(key)) {
        throw unknown(base, prefix, key, where);
      }
      JsonNode old = base.get(key);
      if (old.isObject() && entry.getValue().isObject()) {
        merge((ObjectNode) old, (ObjectNode) entry.getValue(), prefix + key + ".", where);
      } else if (old.isObject()) {
        throw new MimarException(
            "key "
                + prefix
                + key
                + " "
                + where
                + " is "
                + shortened(entry.getValue().toString())
                + ", but must hold keys of its own",
            "Its keys are " + keys((ObjectNode) old, prefix + key + ".") + ".");
      } else {
        base.set(key, prefix.equals(PARTS) ? switched(old, entry.getValue()) : entry.getValue());
      }
    }
  }

  /** What {@code off}, which YAML reads as false, means for a part: no candidates, or OFF. */
  private static JsonNode switched(JsonNode old, JsonNode value) {
    boolean off = value.isBoolean() && !value.booleanValue();
    if (off && old.isNumber()) {
      return IntNode.valueOf(0);
    }
    return off && old.isTextual() ? TextNode.valueOf("OFF") : value;
  }

  private static MimarException unknown(ObjectNode base, String prefix, String key, String where) {
    TreeSet<String> known = new TreeSet<>();
    base.fieldNames().forEachRemaining(known::add);
    String hint =
        Names.nearest(key, known)
            .map(n -> "Did you mean " + prefix + n + "?")
            .orElse("The keys here are " + known + ".");
    return new MimarException("key " + prefix + key + " " + where + " does not exist", hint);
  }

  private static List<String> keys(ObjectNode node, String prefix) {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (entry.getValue().isObject()) {
        keys.addAll(keys((ObjectNode) entry.getValue(), prefix + entry.getKey() + "."));
      } else {
        keys.add(prefix + entry.getKey());
      }
    }
    return keys;
  }

  /**
   * The configuration.
   *
   * @throws MimarException when a value is of the wrong kind or out of range
   */
  public Config build() {
    try {
      return Json.json().treeToValue(tree, Config.class);
    } catch (JsonMappingException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof MimarException known) {
          throw asGiven(known);
        }
      }
      throw asGiven(wrongKind(e));
    } catch (JsonProcessingException e) {
      throw new MimarException(
          "the configuration cannot be read: " + e.getOriginalMessage(), "Mend it.", e);
    }
  }

  /** The same error, about a flag where it is one that gave the key its value. */
  private MimarException asGiven(MimarException error) {
    for (Map.Entry<String, String> flag : flags.entrySet()) {
      String key = flag.getKey();
      String last = key.substring(key.lastIndexOf('.') + 1);
      Matcher name =
          Pattern.compile(
                  "^(key )?(%s|%s)(\\.\\d+)? is "
                      .formatted(Pattern.quote(key), Pattern.quote(last)))
              .matcher(error.getMessage());
      if (flag.getValue().startsWith("--") && name.find()) {
        return new MimarException(
            flag.getValue() + " is " + error.getMessage().substring(name.end()),
            error.hint().replace("Set " + name.group(2) + " ", "Set " + flag.getValue() + " "),
            error);
      }
    }
    return error;
  }

  private MimarException wrongKind(JsonMappingException e) {
    StringBuilder key = new StringBuilder();
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference reference : e.getPath()) {
      String part =
          reference.getFieldName() == null
              ? String.valueOf(reference.getIndex())
              : reference.getFieldName();
      key.append(key.isEmpty() ? "" : ".").append(part);
      pointer.append('/').append(part);
    }
    JsonNode value = tree.at(pointer.toString());
    return new MimarException(
        "key " + key + " is " + shown(key.toString(), value) + ", but must be " + wanted(e),
        "The study.yaml in a run's folder holds every key with its value.",
        e);
  }

  private static String shown(String key, JsonNode value) {
    boolean secret = key.equals(STORE) || key.startsWith(STORE + ".");
    return secret ? "of another kind" : shortened(value.toString());
  }

  /** What kind of value would have been right. */
  private static String wanted(JsonMappingException e) {
    Class<?> type =
        e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
            ? mismatch.getTargetType()
            : Object.class;
    if (type.isEnum()) {
      return "one of " + List.of(type.getEnumConstants());
    }
    return switch (type.getSimpleName()) {
      case "int", "long", "Integer", "Long", "OptionalInt", "OptionalLong" -> "a whole number";
      case "double", "Double", "OptionalDouble" -> "a number";
      case "boolean", "Boolean" -> "true or false";
      case "String" -> "text";
      case "Duration" -> "a time such as 90s or 10m";
      default -> "another value";
    };
  }

  private static String shortened(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
