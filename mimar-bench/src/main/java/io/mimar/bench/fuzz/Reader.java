package io.mimar.bench.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.bench.Folders;
import io.mimar.benchmark.Benchmark;
import io.mimar.benchmark.BenchmarkOptions;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.config.Spaces;
import io.mimar.data.DataOptions;
import io.mimar.data.ImageFile;
import io.mimar.embed.Encoders;
import io.mimar.folder.Expected;
import io.mimar.folder.PreparedData;
import io.mimar.network.Shape;
import io.mimar.nn.Weights;
import io.mimar.onnx.OnnxPredictor;
import io.mimar.random.Seeds;
import io.mimar.store.StudyStore;
import io.mimar.table.TableReader;
import io.mimar.task.Tasks;
import io.mimar.worker.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What reads files that others may have made, with a small good file of each kind. */
enum Reader {
  /** A table with numbers, categories, a date, quotes and what is missing. */
  CSV("rows.csv") {
    @Override
    String example() {
      return "age,town,since,note,target\n"
          + "31,Ulm,2020-01-31,\"a, b\",yes\n47,Bonn,2021-12-01,\"say \"\"so\"\"\",no\n".repeat(8)
          + "?,,NA,,yes\n";
    }
  },
  /** The same in ARFF. */
  ARFF("rows.arff") {
    @Override
    String example() {
      return "@relation r\n@attribute 'a b' numeric\n@attribute town {Ulm,'New York'}\n"
          + "@attribute class {yes,no}\n@data\n"
          + "1.5,Ulm,yes\n?,'New York',no\n{0 2,2 no}\n".repeat(8);
    }
  },
  /** Texts as lines of JSON. */
  JSON_LINES("texts.jsonl") {
    @Override
    String example() {
      return "{\"text\":\"a good film\",\"label\":\"pos\"}\n".repeat(8)
          + "{\"text\":\"bad \\u00e9 \\n\",\"label\":\"neg\"}\n".repeat(8);
    }
  },
  /** Series of unequal length. */
  SERIES("X_TRAIN.ts") {
    @Override
    String example() {
      return "@problemName x\n@timeStamps false\n@missing true\n@univariate false\n@dimensions 2\n"
          + "@equalLength false\n@classLabel true a b\n@data\n"
          + "1,2,3:4,?,6:a\n1.5,2:0,-1e3:b\n".repeat(8);
    }
  },
  /** Series as UCR writes them. */
  UCR("X_TRAIN.tsv") {
    @Override
    String example() {
      return "1\t0.5\t-1.25\t3e-1\n2\t0.25\tNaN\t1\n".repeat(8);
    }
  },
  /** One image among good ones. */
  IMAGE("fuzzed.png") {
    @Override
    String example() {
      return "P"; // the library's own mutations of formats start from any byte
    }

    @Override
    void read(Path file) {
      ImageFile.pixels(file, new Shape(3, 8, 8), DataOptions.DEFAULT);
    }
  },
  /** Images as MNIST has them. */
  IDX("train-images-idx3-ubyte") {
    @Override
    String example() {
      return "\0\0\u0008\u0003\0\0\0\u0010\0\0\0\2\0\0\0\2" + "abcdefgh".repeat(8);
    }

    @Override
    void read(Path file) throws IOException {
      byte[] labels = {0, 0, 8, 1, 0, 0, 0, 16, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
      Files.write(file.resolveSibling("train-labels-idx1-ubyte"), labels);
      super.read(file.getParent());
    }
  },
  /** A file of a run's prepared data. */
  PREPARED("data.bin") {
    @Override
    String example() {
      return "MIM2\0\0\0\2{}";
    }

    @Override
    void read(Path file) {
      PreparedData.read(file);
    }
  },
  /** Kept weights. */
  WEIGHTS("weights.bin") {
    @Override
    String example() {
      return "MIMW\0\0\0\1\0\0\0\1\0\1a\0\0\0\1\0\0\0\0";
    }

    @Override
    void read(Path file) throws IOException {
      try {
        Weights.read(new ByteArrayInputStream(Files.readAllBytes(file)));
      } catch (IOException e) {
        return; // its way to say that the bytes are no weights
      }
    }
  },
  /** A model of anyone's. */
  ONNX("model.onnx") {
    @Override
    String example() {
      return "\u0008\u0008\u0012\u0005mimar";
    }

    @Override
    void read(Path file) {
      OnnxPredictor.open(file, 1).close();
    }
  },
  /** What a model says of itself: what is put in and what is told, behind a zero. */
  CARD("card.txt") {
    @Override
    String example() {
      return "{\"type\":\"series\",\"channels\":[\"a\"],\"target\":\"\",\"length\":4,\"factor\":1}\0"
          + "{\"type\":\"classes\",\"classes\":[\"yes\",\"no\"]}";
    }

    @Override
    void read(Path file) throws IOException {
      String[] parts = Files.readString(file, StandardCharsets.ISO_8859_1).split("\0", 2);
      Path model = file.resolveSibling("model.onnx");
      Files.write(model, Models.saying(parts[0], parts[parts.length - 1]));
      OnnxPredictor.open(model, 1).close();
    }
  },
  /** The answers that lie beside a model. */
  EXPECTED("model.onnx") {
    @Override
    String example() {
      return "1 2 3";
    }

    @Override
    void read(Path file) throws IOException {
      Files.copy(file, Expected.beside(file));
      Expected.read(file);
    }
  },
  /** The descriptor of a benchmark table. */
  DESCRIPTOR("table.json") {
    @Override
    String example() {
      return "{\"name\":\"t\",\"data\":\"data.csv\",\"architecture\":{\"kind\":\"choices\","
          + "\"choices\":[{\"column\":\"k\",\"values\":[\"1\",\"2\"],\"ordered\":true}]},"
          + "\"metrics\":[{\"column\":\"acc\",\"direction\":\"maximize\",\"unit\":\"%\","
          + "\"role\":\"objective\"}]}";
    }

    @Override
    void read(Path file) throws IOException {
      Files.writeString(file.resolveSibling("data.csv"), "k,acc\n1,0.5\n2,0.75\n");
      TableReader.read(file.getParent());
    }
  },
  /** The rows of a benchmark table of graphs. */
  GRAPHS("data.csv") {
    @Override
    String example() {
      return "adjacency,ops,acc\n010001000,in;conv;out,0.5\n011001000,in;conv;out,0.75\n";
    }

    @Override
    void read(Path file) throws IOException {
      Files.writeString(
          file.resolveSibling("table.json"),
          "{\"name\":\"t\",\"data\":\"data.csv\",\"architecture\":{\"kind\":\"graph\","
              + "\"adjacency\":\"adjacency\",\"operations\":\"ops\"},\"metrics\":[{\"column\":"
              + "\"acc\",\"direction\":\"maximize\",\"unit\":\"\",\"role\":\"objective\"}]}");
      TableReader.read(file.getParent());
    }
  },
  /** Searches that a benchmark has finished. */
  RESULTS("results.csv") {
    @Override
    String example() {
      try {
        Path folder = Files.createTempDirectory("mimar-fuzz");
        Path file = folder.resolve(file());
        searched(file, () -> false);
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Folders.delete(folder);
        return text;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    void read(Path file) throws IOException {
      searched(file, () -> true); // no search: what is in the file is read before
    }

    private void searched(Path file, BooleanSupplier stop) throws IOException {
      Path table = file.getParent();
      Files.writeString(table.resolve("table.json"), DESCRIPTOR.example());
      Files.writeString(table.resolve("data.csv"), "k,acc\n1,0.5\n2,0.75\n");
      BenchmarkOptions options =
          new BenchmarkOptions(
              Optional.of(table),
              List.of(),
              Optional.empty(),
              List.of("random"),
              2,
              1,
              0,
              1,
              List.of(),
              Optional.empty(),
              false,
              List.of(),
              1,
              Optional.of(file));
      Benchmark.of(options).run(new Silent(), stop);
    }
  },
  /** An embedding of a space. */
  EMBEDDING("space.embedding") {
    @Override
    String example() {
      String json = "{\"space\":\"nas-bench-201\",\"spaceHash\":\"%s\",\"arrays\":[],\"crc32\":0}";
      String header = json.formatted(Encoders.hash(Spaces.named("nas-bench-201")));
      return "Mirame01" + (char) header.length() + "\0\0\0" + header;
    }

    @Override
    void read(Path file) {
      Encoders.read(file, Spaces.named("nas-bench-201"));
    }
  },
  /** A study's configuration. */
  CONFIG("study.yaml") {
    @Override
    String example() {
      return "seed: 3\nbudget: {trials: 5}\nlimits:\n  params: 10k\nsearcher: random\n";
    }

    @Override
    void read(Path file) {
      ConfigLoader.from(Config.DEFAULT).file(file).build();
    }
  },
  /** What a worker says. */
  MESSAGE("message.json") {
    @Override
    String example() {
      return "{\"type\":\"progress\",\"number\":1,\"epoch\":{\"number\":1,\"trainLoss\":0.5,"
          + "\"trainScore\":0.5,\"score\":0.5,\"seconds\":1.0}}";
    }

    @Override
    void read(Path file) throws IOException {
      try {
        String line = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Json.json().readValue(line, Message.class);
      } catch (JsonProcessingException e) {
        return; // its owner ends a worker that says what is no message
      }
    }
  },
  /** A study's database. */
  STUDY("study.db") {
    @Override
    String example() {
      return "SQLite format 3\0";
    }

    @Override
    void read(Path file) {
      try (StudyStore store = StudyStore.read(file.getParent())) {
        store.trials();
      }
    }
  };

  private final String file;

  Reader(String file) {
    this.file = file;
  }

  /** What the file is called. */
  final String file() {
    return file;
  }

  /** A file to start from, one byte for each character. */
  abstract String example();

  /** The bytes of {@link #example}. */
  final byte[] bytes() {
    return example().getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads {@code file}, alone in its folder: as labelled data where a reader does not say
   * otherwise.
   *
   * @throws io.mimar.MimarException when the file is bad: all that may be thrown
   */
  void read(Path file) throws IOException {
    Tasks.open(file, DataOptions.DEFAULT, Seeds.root(1));
  }
}
