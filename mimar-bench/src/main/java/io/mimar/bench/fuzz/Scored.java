package io.mimar.bench.fuzz;

import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.random.Seeds;
import io.mimar.task.Tasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Samples that a model is to predict and to be scored on, and what it was trained on. */
final class Scored {
  private static final List<Reader> KINDS =
      List.of(
          Reader.CSV,
          Reader.ARFF,
          Reader.JSON_LINES,
          Reader.TEXT_TABLE,
          Reader.SERIES,
          Reader.UCR,
          Reader.SERIES_LINES,
          Reader.SERIES_TABLE,
          Reader.PIXELS);

  private static final Map<Reader, Dataset> TRAINED = trained();

  private Scored() {}

  private static Map<Reader, Dataset> trained() {
    Map<Reader, Dataset> trained = new EnumMap<>(Reader.class);
    for (Reader kind : KINDS) {
      try (Scratch scratch = Scratch.open()) {
        Path file = scratch.folder().resolve(kind.file());
        Files.write(file, kind.examples().get(0));
        trained.put(kind, Tasks.open(file, kind.options(), Seeds.root(1)));
      } catch (IOException e) {
        throw new IllegalStateException("the data that were just made cannot be read", e);
      }
    }
    return trained;
  }

  /** Of each kind the data of the training: the kind, a line's end, the file. */
  static List<byte[]> examples() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (Reader kind : KINDS) {
      String data = new String(kind.examples().get(0), StandardCharsets.ISO_8859_1);
      all.add(Examples.bytes(kind + "\n" + data));
    }
    return all;
  }

  /** Reads {@code bytes} both ways, in {@code folder}; as a table where they name no kind. */
  static void read(Path folder, byte[] bytes) throws IOException {
    String[] parts = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", 2);
    Reader kind =
        KINDS.stream().filter(k -> k.name().equals(parts[0])).findFirst().orElse(Reader.CSV);
    Path file = Files.createDirectory(folder.resolve("data")).resolve(kind.file());
    Files.write(file, Examples.bytes(parts[parts.length - 1]));
    Dataset trained = TRAINED.get(kind);
    try {
      Tasks.labelled(file, trained.format(), trained.target(), DataOptions.DEFAULT);
    } catch (MimarException e) {
      if (e.getMessage().isBlank() || e.hint().isBlank()) {
        throw new IllegalStateException("an error that says nothing", e);
      }
    }
    Tasks.unlabelled(file, trained.format(), DataOptions.DEFAULT);
  }
}
