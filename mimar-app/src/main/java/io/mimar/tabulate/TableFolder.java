package io.mimar.tabulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.file.WholeFile;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import io.mimar.train.TrainOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a table and the files of its making are: the table itself, and a folder {@code build} that
 * nobody needs once the table is whole.
 *
 * @param path the table's folder
 */
record TableFolder(Path path) {
  private static final String BUILD = "build";
  private static final String IMAGES = "images"; // among the settings
  private static final String TRAIN = "train";
  private static final int MOST_SHOWN = 5;

  /** The table's name: the folder's. */
  String name() {
    return new RunFolder(path).name();
  }

  /** What workers see: the prepared data, and their log. */
  RunFolder build() {
    return new RunFolder(path.resolve(BUILD));
  }

  /** What the build was begun with; where it is, the data are there too. */
  Path settings() {
    return build().path().resolve("settings.json");
  }

  private Path unfinished() {
    return WholeFile.unfinished(settings());
  }

  private Path log() {
    return build().path().resolve("trainings.jsonl");
  }

  /** What was trained, a line each; nobody else builds here while it is open. */
  TrainingLog trainings(TrainingPlan plan) {
    try {
      Files.createDirectories(build().path());
      return TrainingLog.open(log(), plan);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** The data that the build was begun with. */
  Dataset data() {
    try {
      return PreparedData.read(build().data());
    } catch (MimarException e) {
      throw new MimarException(
          e.getMessage(), "Give another --out, or delete " + path + " to build it anew.", e);
    }
  }

  /** The settings that the build was begun with; empty where none was. */
  Optional<TableSettings> begun() {
    if (!Files.exists(settings())) {
      requireFree();
      return Optional.empty();
    }
    try {
      JsonNode begun = Json.json().readTree(Files.readAllBytes(settings()));
      Check.that(begun.isObject(), "" + settings(), "no JSON object", "the settings of a build");
      addNewerOptions((ObjectNode) begun);
      return Optional.of(Json.json().treeToValue(begun, TableSettings.class));
    } catch (JsonProcessingException e) {
      throw damaged(e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  /** What a build of an old release does not know has its default. */
  private static void addNewerOptions(ObjectNode begun) {
    addNewer(begun, IMAGES, DataOptions.DEFAULT);
    addNewer(begun, TRAIN, TrainOptions.CANDIDATE);
  }

  private static void addNewer(ObjectNode begun, String key, Object defaults) {
    if (begun.get(key) instanceof ObjectNode old) {
      ObjectNode options = Json.json().valueToTree(defaults);
      begun.set(key, options.setAll(old));
    }
  }

  private MimarException damaged(String why, IOException e) {
    return new MimarException(
        settings() + " cannot be read: " + why, "Give another --out, or delete " + path + ".", e);
  }

  private void requireFree() {
    requireOnly(path, Set.of(build().path()));
    requireOnly(
        build().path(), // of a build that was killed while it began
        Set.of(log(), unfinished(), build().data(), WholeFile.unfinished(build().data())));
  }

  private static void requireOnly(Path folder, Set<Path> known) {
    if (Files.notExists(folder)) {
      return;
    }
    Check.that(Files.isDirectory(folder), "--out", "with " + folder + ", a file", "a folder");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> strangers =
          files.filter(f -> !known.contains(f)).map(Path::getFileName).sorted().toList();
      Check.that(
          strangers.isEmpty(),
          "--out",
          folder + " with " + shown(strangers),
          "a new folder or a build");
    } catch (IOException e) {
      throw new MimarException(folder + " cannot be read: " + e, "Give another --out.", e);
    }
  }

  private static String shown(List<Path> files) {
    String more = files.size() > MOST_SHOWN ? " and " + (files.size() - MOST_SHOWN) + " more" : "";
    return files.subList(0, Math.min(MOST_SHOWN, files.size())) + more;
  }

  /** Begins a build. */
  void begin(TableSettings settings, Dataset data) {
    try {
      PreparedData.write(data, build().data());
      String text = Json.json().valueToTree(settings).toPrettyString() + "\n";
      WholeFile.write(settings(), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** The fault of a folder that cannot be written. */
  MimarException unwritable(IOException e) {
    return new MimarException(
        "the table's folder " + path + " cannot be written: " + e.getMessage(),
        "Give another --out, or make room there.",
        e);
  }
}
