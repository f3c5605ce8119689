package io.mimar.bench.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.benchmark.Benchmark;
import io.mimar.benchmark.BenchmarkOptions;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Json;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.ImageFile;
import io.mimar.folder.Expected;
import io.mimar.folder.PreparedData;
import io.mimar.folder.WeightsFile;
import io.mimar.network.Shape;
import io.mimar.process.Frame;
import io.mimar.process.Lines;
import io.mimar.random.Seeds;
import io.mimar.store.StudyStore;
import io.mimar.table.TableReader;
import io.mimar.task.Tasks;
import io.mimar.worker.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What reads files that others may have made, with a small good file of each kind. */
enum Reader {
  /** A table with numbers, categories, a date, quotes and what is missing. */
  CSV("rows.csv") {
    @Override
    List<byte[]> examples() {
      return Examples.texts(
          "age,town,since,note,target\n"
              + "31,Ulm,2020-01-31,\"a, b\",yes\n47,Bonn,2021-12-01,\"say \"\"so\"\"\",no\n"
                  .repeat(8)
              + "?,,NA,,yes\n",
          "\357\273\277day;area;price\r\n"
              + "31.12.2020 23:59;1,5;1.250,50\r\n01.02.2021 0:00;2,25;999,00\r\n".repeat(8),
          "1\t2e3\tn\n-4\t.5\ty\n".repeat(8));
    }
  },
  /** The same in ARFF. */
  ARFF("rows.arff") {
    @Override
    List<byte[]> examples() {
      return Examples.texts(
          "@relation r\n@attribute 'a b' numeric\n@attribute town {Ulm,'New York'}\n"
              + "@attribute class {yes,no}\n@data\n"
              + "1.5,Ulm,yes\n?,'New York',no\n{0 2,2 no}\n".repeat(8),
          "% rows\n@RELATION r\n@ATTRIBUTE since DATE 'yyyy-MM-dd'\n@ATTRIBUTE note STRING\n"
              + "@ATTRIBUTE price REAL\n@DATA\n"
              + "'2020-01-31',\"say \\\"so\\\"\",1e3\n'2021-02-28','it\\'s',2.5\n".repeat(8));
    }
  },
  /** A table in gzip. */
  GZIP("rows.csv.gz") {
    @Override
    List<byte[]> examples() throws IOException {
      return Examples.zipped(CSV.examples());
    }
  },
  /** Texts as lines of JSON. */
  JSON_LINES("texts.jsonl") {
    @Override
    List<byte[]> examples() {
      return Examples.texts(
          "{\"text\":\"a good film\",\"label\":\"pos\"}\n".repeat(8)
              + "{\"text\":\"bad \\u00e9 \\n\",\"label\":\"neg\"}\n".repeat(8),
          """
          {"title":"a film","text":"it is good, as they say","old":true,"stars":4.5}
          {"title":null,"text":"it is so bad that I left","stars":-1}
          """
              .repeat(8));
    }
  },
  /** Texts as a table. */
  TEXT_TABLE("texts.csv") {
    @Override
    List<byte[]> examples() {
      return Examples.text(
          "text,label\n"
              + "\"a good film, as they say\",pos\nnot a good film at all,neg\n".repeat(8)
              + "\"so \"\"bad\"\" that I left\",neg\n");
    }
  },
  /** A text in the folder of its class. */
  TEXT_FILE("text.txt") {
    @Override
    List<byte[]> examples() {
      return Examples.text("A good film.\n\nI would \"see\" it again \u00e9\n");
    }

    @Override
    void read(Path file) throws IOException {
      Path data = file.resolveSibling("data");
      for (String name : List.of("good", "bad")) {
        Path folder = Files.createDirectories(data.resolve(name));
        for (int i = 0; i < 8; i++) {
          Files.writeString(folder.resolve(i + ".txt"), "a " + name + " film, number " + i);
        }
      }
      Files.move(file, data.resolve("good").resolve(file()));
      super.read(data);
    }
  },
  /** Series of unequal length. */
  SERIES("X_TRAIN.ts") {
    @Override
    List<byte[]> examples() {
      return Examples.texts(
          "@problemName x\n@timeStamps false\n@missing true\n@univariate false\n@dimensions 2\n"
              + "@equalLength false\n@classLabel true a b\n@data\n"
              + "1,2,3:4,?,6:a\n1.5,2:0,-1e3:b\n".repeat(8),
          "# x\n@univariate true\n@equalLength true\n@seriesLength 3\n@targetLabel true\n@data\n"
              + "1,2,3:0.5\n4,NaN,6:1e2\n".repeat(8),
          "@data\n" + "1,2,3:x\n4,5,6:y\n".repeat(8));
    }
  },
  /** Series as UCR writes them. */
  UCR("X_TRAIN.tsv") {
    @Override
    List<byte[]> examples() {
      return Examples.text("1\t0.5\t-1.25\t3e-1\n2\t0.25\tNaN\t1\n".repeat(8));
    }
  },
  /** Series as lines of JSON: values, channels of values, and a key for each channel. */
  SERIES_LINES("series.jsonl") {
    @Override
    List<byte[]> examples() {
      return List.of(
          Examples.repeated(
              """
              {"label":"a","series":[1,2.5,null,4]}
              {"label":"b","series":[-1,1e3]}
              """),
          Examples.repeated(
              """
              {"series":[[1,2,3],[4,5,NaN]],"y":0.5}
              {"series":[[1,2],[3,4]],"y":1.5}
              """),
          Examples.repeated(
              """
              {"u":[1,2,3],"v":[4,5,6],"k":"a"}
              {"u":[0],"v":[1],"k":"b"}
              """));
    }
  },
  /** Series as a wide table, a column for each time of each channel. */
  SERIES_TABLE("series.csv") {
    @Override
    List<byte[]> examples() {
      return Examples.text(
          "x_0,x_1,x_2,x_3,x_4,x_5,x_6,x_7,y_0,y_1,y_2,y_3,y_4,y_5,y_6,y_7,label\n"
              + "1,2,3,4,5,6,7,8,0,.5,1,1.5,2,2.5,3,3.5,a\n1,?,1,0,,,,,1,2,-1e3,4,5,6,,,b\n"
                  .repeat(8));
    }
  },
  /** One image. */
  IMAGE("fuzzed.png") {
    @Override
    List<byte[]> examples() throws IOException {
      return Examples.images();
    }

    @Override
    void read(Path file) {
      ImageFile.pixels(file, new Shape(3, 8, 8), DataOptions.DEFAULT);
    }
  },
  /** What a table says of the images beside it. */
  IMAGE_LABELS("labels.csv") {
    @Override
    List<byte[]> examples() {
      String rows = "images/%d.png,cat\nimages/%d.png,\"dog, or so\"\n";
      return Examples.text(
          IntStream.range(0, IMAGES / 2)
              .mapToObj(i -> rows.formatted(2 * i, 2 * i + 1))
              .collect(Collectors.joining("", "image,label\n", "")));
    }

    @Override
    void read(Path file) throws IOException {
      Path data = file.resolveSibling("data");
      Path images = Files.createDirectories(data.resolve("images"));
      for (int i = 0; i < IMAGES; i++) {
        Files.write(images.resolve(i + ".png"), Examples.images().get(0));
      }
      Files.move(file, data.resolve(file()));
      super.read(data);
    }
  },
  /** Images as MNIST has them. */
  IDX("train-images-idx3-ubyte") {
    @Override
    List<byte[]> examples() {
      return List.of(Examples.idxImages());
    }

    @Override
    void read(Path file) throws IOException {
      Files.write(file.resolveSibling(IDX_LABELS.file()), Examples.idxLabels());
      super.read(file.getParent());
    }
  },
  /** The labels of such images. */
  IDX_LABELS("train-labels-idx1-ubyte") {
    @Override
    List<byte[]> examples() {
      return List.of(Examples.idxLabels());
    }

    @Override
    void read(Path file) throws IOException {
      Files.write(file.resolveSibling(IDX.file()), Examples.idxImages());
      super.read(file.getParent());
    }
  },
  /** The names of their classes. */
  CLASSES("classes.txt") {
    @Override
    List<byte[]> examples() {
      return Examples.text("no\n yes \r\n\n\303\251");
    }

    @Override
    void read(Path file) throws IOException {
      Files.write(file.resolveSibling(IDX.file()), Examples.idxImages());
      Files.write(file.resolveSibling(IDX_LABELS.file()), Examples.idxLabels());
      Dataset read = Tasks.open(file.getParent(), options(), Seeds.root(1));
      Tasks.labelled(file.getParent(), read.format(), read.target(), options());
    }
  },
  /** Images as rows of a table, as {@code --task image --shape 8x8} has them. */
  PIXELS("pixels.csv") {
    @Override
    List<byte[]> examples() {
      return Examples.text(Examples.pixels());
    }

    @Override
    DataOptions options() {
      return DataOptions.DEFAULT.withTask("image").withSize(8, 8);
    }
  },
  /** A file of a run's prepared data. */
  PREPARED("data.bin") {
    @Override
    List<byte[]> examples() throws IOException {
      return Examples.prepared();
    }

    @Override
    void read(Path file) {
      PreparedData.task(file);
      PreparedData.read(file);
    }
  },
  /** Kept weights. */
  WEIGHTS("weights.bin") {
    @Override
    List<byte[]> examples() throws IOException {
      return List.of(Models.weights());
    }

    @Override
    void read(Path file) {
      try {
        WeightsFile.read(file).requireOf(Models.network());
      } catch (IOException e) {
        return; // its way to say that the bytes are no weights
      }
    }
  },
  /** A model of anyone's. */
  ONNX("model.onnx") {
    @Override
    List<byte[]> examples() {
      return List.of(Models.sound());
    }

    @Override
    void read(Path file) {
      Models.ask(file);
    }
  },
  /** What a model says of itself: what is put in and what is told, behind a zero. */
  CARD("card.txt") {
    @Override
    List<byte[]> examples() {
      return Models.said();
    }

    @Override
    void read(Path file) throws IOException {
      String[] parts = Files.readString(file, StandardCharsets.ISO_8859_1).split("\0", 2);
      Path model = file.resolveSibling("model.onnx");
      Files.write(model, Models.saying(parts[0], parts[parts.length - 1]));
      Models.ask(model);
    }
  },
  /** The answers that lie beside a model. */
  EXPECTED("model.onnx") {
    @Override
    List<byte[]> examples() throws IOException {
      return Examples.expected();
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
    List<byte[]> examples() {
      return Examples.texts(BenchmarkTables.CHOICES, BenchmarkTables.EDGES, BenchmarkTables.GRAPHS);
    }

    @Override
    void read(Path file) throws IOException {
      Files.writeString(
          file.resolveSibling("data.csv"),
          """
          k,a,b,adjacency,ops,acc
          1,conv,skip,010001000,in;conv;out,0.5
          2,none,conv,011001000,in;conv;out,0.75
          """);
      TableReader.read(file.getParent());
    }
  },
  /** The rows of a benchmark table of choices. */
  CHOICES("data.csv") {
    @Override
    List<byte[]> examples() {
      return Examples.text("k,acc\n1,0.5\n2,0.75\n");
    }

    @Override
    void read(Path file) throws IOException {
      BenchmarkTables.read(file, BenchmarkTables.CHOICES);
    }
  },
  /** The rows of a benchmark table of edges. */
  EDGES("data.csv") {
    @Override
    List<byte[]> examples() {
      return Examples.text("a,b,acc\nconv,skip,0.5\nnone,conv,0.75\nskip,skip,0.25\n");
    }

    @Override
    void read(Path file) throws IOException {
      BenchmarkTables.read(file, BenchmarkTables.EDGES);
    }
  },
  /** Rows that a model is to predict, as what it was trained on has them. */
  UNLABELLED("rows.csv") {
    @Override
    List<byte[]> examples() {
      return Examples.text("age,town,since,note\n31,Ulm,2020-01-31,\"a, b\"\n?,Rome,,\n");
    }

    @Override
    void read(Path file) throws IOException {
      Path trained = Files.createDirectory(file.resolveSibling("trained"));
      Path rows = Files.write(trained.resolve(CSV.file()), CSV.examples().get(0));
      Format format = Tasks.open(rows, options(), Seeds.root(1)).format();
      Tasks.unlabelled(file, format, options());
    }
  },
  /** Samples to predict and to be scored on: their kind, the end of a line, the samples. */
  SCORED("samples.txt") {
    @Override
    List<byte[]> examples() throws IOException {
      return Scored.examples();
    }

    @Override
    void read(Path file) throws IOException {
      Scored.read(file.getParent(), Files.readAllBytes(file));
    }
  },
  /** The rows of a benchmark table of graphs. */
  GRAPHS("data.csv") {
    @Override
    List<byte[]> examples() {
      return Examples.text(
          "adjacency,ops,acc\n010001000,in;conv;out,0.5\n011001000,in;conv;out,0.75\n");
    }

    @Override
    void read(Path file) throws IOException {
      BenchmarkTables.read(file, BenchmarkTables.GRAPHS);
    }
  },
  /** Searches that a benchmark has finished. */
  RESULTS("results.csv") {
    @Override
    List<byte[]> examples() throws IOException {
      try (Scratch scratch = Scratch.open()) {
        Path file = scratch.folder().resolve(file());
        searched(file, () -> false);
        return List.of(Files.readAllBytes(file));
      }
    }

    @Override
    void read(Path file) throws IOException {
      searched(file, () -> true); // no search: what is in the file is read before
    }

    private void searched(Path file, BooleanSupplier stop) throws IOException {
      Path table = file.getParent();
      Files.writeString(table.resolve("table.json"), BenchmarkTables.CHOICES);
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
    List<byte[]> examples() throws IOException {
      return List.of(SmallEmbedding.bytes());
    }

    @Override
    void read(Path file) throws IOException {
      SmallEmbedding.read(Files.write(file, SmallEmbedding.checked(Files.readAllBytes(file))));
    }
  },
  /** A study's configuration. */
  CONFIG("study.yaml") {
    @Override
    List<byte[]> examples() {
      return Configs.files();
    }

    @Override
    void read(Path file) {
      ConfigLoader.from(Config.DEFAULT).file(file).build();
    }
  },
  /** What flags and the environment set, a line each. */
  ASSIGNMENTS("set.txt") {
    @Override
    List<byte[]> examples() {
      return Configs.assignments();
    }

    @Override
    void read(Path file) throws IOException {
      Configs.set(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
  },
  /** A search space, and an architecture of it in the next line, as they are named. */
  SPACE("space.txt") {
    @Override
    List<byte[]> examples() {
      return Configs.spaces();
    }

    @Override
    void read(Path file) throws IOException {
      Configs.space(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
  },
  /** What an owner or a worker says. */
  MESSAGE("message.json") {
    @Override
    List<byte[]> examples() throws IOException {
      return Messages.all();
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
  /** What the process between an owner and a cluster says. */
  FRAME("frame.txt") {
    @Override
    List<byte[]> examples() {
      return Examples.text(Messages.frames());
    }

    @Override
    void read(Path file) throws IOException {
      String said = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (String line : said.lines().toList()) {
        Optional<Frame> frame = Frame.parse(line);
        if (frame.isPresent() && !Frame.parse(frame.get().line()).equals(frame)) {
          throw new IllegalStateException("a frame is another one when it is said again");
        }
      }
    }
  },
  /** What comes through a pipe, line by line. */
  LINES("pipe.txt") {
    @Override
    List<byte[]> examples() {
      return Examples.texts("a line\r\n\nthe next\nthe last", "\n".repeat(100), "x".repeat(99));
    }

    @Override
    void read(Path file) throws IOException {
      try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
        Lines lines = new Lines(text, LONGEST, Lines.OF_A_WORKER, System::nanoTime);
        for (String line = lines.next(); line != null; line = lines.next()) {
          if (line.length() > LONGEST || line.indexOf('\n') >= 0) {
            throw new IllegalStateException("a line is too long, or two");
          }
        }
      } catch (Lines.FloodException e) {
        return; // its way to say that it is too much
      }
    }
  },
  /** A study's database. */
  STUDY("study.db") {
    @Override
    List<byte[]> examples() throws IOException {
      return List.of(SmallStudy.bytes(), SmallStudy.old());
    }

    @Override
    void read(Path file) {
      StudyQuestions.ask(file.getParent());
    }
  },
  /** The values that a study keeps. */
  KEPT("kept.txt") {
    @Override
    List<byte[]> examples() {
      return List.of(KeptValues.of(SmallStudy.bytes()));
    }

    @Override
    void read(Path file) throws IOException {
      KeptValues.write(SmallStudy.bytes(), file.getParent(), Files.readAllBytes(file));
      StudyQuestions.ask(file.getParent());
    }
  },
  /** A study's database that someone goes on with. */
  OWNED("study.db") {
    @Override
    List<byte[]> examples() throws IOException {
      return STUDY.examples();
    }

    @Override
    void read(Path file) {
      StudyStore.open(file.getParent(), Clock.systemUTC(), Map.of()).close();
      StudyQuestions.ask(file.getParent());
    }
  },
  /** The log beside a database whose owner was killed. */
  STUDY_LOG(SmallLog.FILE) {
    @Override
    List<byte[]> examples() {
      return List.of(SmallLog.bytes());
    }

    @Override
    void read(Path file) throws IOException {
      byte[] log = Files.readAllBytes(file);
      SmallLog.write(file.getParent(), SmallLog.checked(log));
      StudyQuestions.ask(file.getParent());
      SmallLog.write(file.getParent(), log);
      StudyStore.open(file.getParent(), Clock.systemUTC(), Map.of()).close();
    }
  },
  /** The values of a run that goes on. */
  RESUMED("kept.txt") {
    @Override
    List<byte[]> examples() throws IOException {
      return KEPT.examples();
    }

    @Override
    void read(Path file) throws IOException {
      SmallRun.goOn(SmallRun.write(file.getParent(), Files.readAllBytes(file)));
    }
  },
  /** The values of a run whose trials are compared and whose model is handed out. */
  TOLD("kept.txt") {
    @Override
    List<byte[]> examples() throws IOException {
      return KEPT.examples();
    }

    @Override
    void read(Path file) throws IOException {
      SmallRun.tell(SmallRun.write(file.getParent(), Files.readAllBytes(file)));
    }
  },
  /** What a model that is handed out said before. */
  EXPORTED("expected.bin") {
    @Override
    List<byte[]> examples() {
      return List.of(SmallRun.expected());
    }

    @Override
    void read(Path file) throws IOException {
      SmallRun.export(SmallRun.expecting(file.getParent(), Files.readAllBytes(file)));
    }
  },
  /** The values of a run that another one starts from. */
  WARM_START("kept.txt") {
    @Override
    List<byte[]> examples() throws IOException {
      return KEPT.examples();
    }

    @Override
    void read(Path file) throws IOException {
      SmallRun.startFrom(SmallRun.write(file.getParent(), Files.readAllBytes(file)));
    }
  },
  /** The values of a program's own study that goes on. */
  OWN_STUDY("kept.txt") {
    @Override
    List<byte[]> examples() {
      return List.of(OwnStudy.values());
    }

    @Override
    void read(Path file) throws IOException {
      OwnStudy.goOn(file.getParent(), Files.readAllBytes(file));
    }
  },
  /** What a study's lock says of who holds it. */
  LOCK("study.lock") {
    @Override
    List<byte[]> examples() throws IOException {
      return List.of(HeldLock.text());
    }

    @Override
    void read(Path file) throws IOException {
      HeldLock.ask(Files.readAllBytes(file));
    }
  },
  /** What a browser asks of a dashboard. */
  REQUEST("request.txt") {
    @Override
    List<byte[]> examples() {
      return SmallDashboard.requests();
    }

    @Override
    void read(Path file) throws IOException {
      SmallDashboard.ask(Files.readAllBytes(file));
    }
  },
  /** What names a study on a server. */
  POINTER("study.store") {
    @Override
    List<byte[]> examples() {
      return List.of(
          Examples.bytes(
              "{\"url\":\"" + Pointers.HERE + "db\",\"study\":\"mimar_run_0a1b2c3d\"}\n"),
          Examples.bytes(
              "{\"study\":\"mimar_a_1\",\"url\":\""
                  + Pointers.HERE
                  + "d?user=u&sslmode=disable\"}"));
    }

    @Override
    void read(Path file) throws IOException {
      Pointers.read(file);
    }
  },
  /** What the build of a table was begun with. */
  TABLE_SETTINGS("settings.json") {
    @Override
    List<byte[]> examples() {
      return List.of(SmallTable.settings());
    }

    @Override
    void read(Path file) throws IOException {
      SmallTable.goOn(file.getParent(), file(), Files.readAllBytes(file));
    }
  },
  /** What was trained for a table. */
  TRAININGS("trainings.jsonl") {
    @Override
    List<byte[]> examples() {
      return Examples.text(SmallTable.trained(0) + SmallTable.trained(1) + "{\"training\":");
    }

    @Override
    void read(Path file) throws IOException {
      SmallTable.goOn(file.getParent(), file(), Files.readAllBytes(file));
    }
  };

  private static final int IMAGES = 16;
  private static final int LONGEST = 80;

  private final String file;

  Reader(String file) {
    this.file = file;
  }

  /** What the file is called. */
  final String file() {
    return file;
  }

  /** Good files to start from. */
  abstract List<byte[]> examples() throws IOException;

  /** How data are read, where that is what the file has. */
  DataOptions options() {
    return DataOptions.DEFAULT;
  }

  /**
   * Reads {@code file}, alone in its folder: as labelled data where a reader does not say
   * otherwise.
   *
   * @throws io.mimar.MimarException when the file is bad: all that may be thrown
   */
  void read(Path file) throws IOException {
    Tasks.open(file, options(), Seeds.root(1));
  }
}
