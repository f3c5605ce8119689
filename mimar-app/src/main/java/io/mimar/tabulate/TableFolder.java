package io.mimar.tabulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.data.Dataset;
import io.mimar.folder.PreparedData;
import io.mimar.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a table and the files of its making are: the table itself, and a folder {@code build} that
 * nobody needs once the table is whole.
 *
 * @param path the table's folder
 */
record TableFolder(Path path) {
  private static final String BUILD = "build";

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

  /** What was trained, a line each. */
  Path trainings() {
    return build().path().resolve("trainings.jsonl");
  }

  /** The settings that the build was begun with; empty where none was. */
  Optional<TableSettings> begun() {
    if (!Files.exists(settings())) {
      requireFree();
      return Optional.empty();
    }
    try {
      TableSettings settings =
          Json.json().readValue(Files.readAllBytes(settings()), TableSettings.class);
      Check.that(settings != null, settings().toString(), "empty", "the settings of a build");
      return Optional.of(settings);
    } catch (JsonProcessingException e) {
      throw damaged(e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  private MimarException damaged(String why, IOException e) {
    return new MimarException(
        settings() + " cannot be read: " + why, "Give another --out, or delete " + path + ".", e);
  }

  private void requireFree() {
    if (Files.notExists(path)) {
      return;
    }
    Check.that(Files.isDirectory(path), "--out", path + ", a file", "a folder");
    try (Stream<Path> files = Files.list(path)) {
      List<String> strangers =
          files
              .map(f -> f.getFileName().toString())
              .filter(n -> !n.equals(BUILD))
              .sorted()
              .toList();
      Check.that(
          strangers.isEmpty(), "--out", path + " with " + strangers, "a new folder or a build");
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Begins a build. */
  void begin(TableSettings settings, Dataset data) {
    try {
      Files.createDirectories(build().path());
      PreparedData.write(data, build().data());
      Path unfinished = settings().resolveSibling("settings.json.tmp");
      Files.writeString(unfinished, Json.json().valueToTree(settings).toPrettyString() + "\n");
      Files.move(unfinished, settings(), StandardCopyOption.ATOMIC_MOVE);
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
