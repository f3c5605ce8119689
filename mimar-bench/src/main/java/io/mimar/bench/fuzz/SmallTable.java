package io.mimar.bench.fuzz;

import io.mimar.config.Config;
import io.mimar.data.DataOptions;
import io.mimar.study.Control;
import io.mimar.tabulate.BuildListener;
import io.mimar.tabulate.TableBuilder;
import io.mimar.tabulate.TableSettings;
import io.mimar.train.TrainOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A table of one row that is being built, by no worker. */
final class SmallTable {
  private static final String BUILD = "build";
  private static final String SETTINGS = "settings.json";
  private static final String DATA = "data.bin";

  /** The row that is drawn by the seed. */
  private static final String ARCHITECTURE = "264deca8f36c0242";

  private static final Begun BEGUN = begin();

  /** The files of a build that was just begun. */
  @SuppressWarnings("ArrayRecordComponent") // written once
  private record Begun(byte[] settings, byte[] data) {}

  private SmallTable() {}

  private static Begun begin() {
    try (Scratch scratch = Scratch.open()) {
      Path table = scratch.folder().resolve("table");
      Path data = Files.createDirectory(scratch.folder().resolve("data"));
      Files.write(data.resolve(Reader.IDX.file()), Examples.idxImages());
      Files.write(data.resolve(Reader.IDX_LABELS.file()), Examples.idxLabels());
      build(settings(data.toString()), table);
      Path build = table.resolve(BUILD);
      byte[] settings = Files.readAllBytes(build.resolve(SETTINGS));
      String text = new String(settings, StandardCharsets.UTF_8).replace(data.toString(), "data");
      return new Begun(
          text.getBytes(StandardCharsets.UTF_8), Files.readAllBytes(build.resolve(DATA)));
    } catch (IOException e) {
      throw new IllegalStateException("the build that was just begun cannot be read", e);
    }
  }

  private static TableSettings settings(String data) {
    return new TableSettings(
        data,
        "cells:3:none,skip,conv1x1:1:4:1:convolution",
        OptionalInt.of(1),
        2,
        1,
        Config.Limits.NONE,
        TrainOptions.CANDIDATE,
        OptionalInt.empty(),
        OptionalInt.empty(),
        DataOptions.DEFAULT,
        "cpu");
  }

  private static void build(TableSettings settings, Path table) {
    new TableBuilder(settings, table, 0, System::nanoTime).build(new Nobody(), new Control());
  }

  /** The settings that the build was begun with. */
  static byte[] settings() {
    return BEGUN.settings.clone();
  }

  /** The line of a training of the row that has ended. */
  static String trained(int training) {
    return "{\"training\":%d,\"architecture\":\"%s\",\"result\":{\"outcome\":\"COMPLETE\",\"curve\":["
            .formatted(training, ARCHITECTURE)
        + "{\"epoch\":6,\"trainLoss\":0.5,\"trainScore\":0.75,\"score\":0.5,\"seconds\":1.5}],"
        + "\"reason\":\"\",\"seconds\":1.5,\"cpuSeconds\":1.25}}\n";
  }

  /** Goes on with the build, of which a file may be anything. */
  static void goOn(Path folder, String name, byte[] bytes) throws IOException {
    Path build = Files.createDirectories(folder.resolve("table").resolve(BUILD));
    Files.write(build.resolve(DATA), BEGUN.data);
    Files.write(build.resolve(SETTINGS), BEGUN.settings);
    Files.write(build.resolve(name), bytes);
    build(settings("data"), folder.resolve("table"));
  }

  /** Watches a build in which nothing happens. */
  private static final class Nobody implements BuildListener {
    @Override
    public void note(String sentence) {}

    @Override
    public void begin(int done, int total) {}

    @Override
    public void ended(Ended training) {}
  }
}
