package io.mimar.cli;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.config.ConfigLoader;
import io.mimar.config.Quantity;
import io.mimar.config.Spaces;
import io.mimar.space.CellSpace;
import io.mimar.tabulate.TableSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The flags that decide what a table holds. */
final class TableFlags {
  /** The keys of the study file that mean something here. */
  private static final List<String> KEYS =
      List.of(
          "data",
          "train",
          "limits.params",
          "limits.macs",
          "limits.memory",
          "schedule.epochs",
          "schedule.rows",
          "device",
          "seed");

  @Option(
      names = "--space",
      paramLabel = "NAME",
      description = "A built-in space, instead of a cell of your own; then give --rows.")
  String space;

  @Option(
      names = "--vertices",
      paramLabel = "N",
      description = "Sums of the cell, ends included; default 4: six edges.")
  String vertices;

  @Option(
      names = "--operations",
      paramLabel = "LIST",
      description = "What an edge may carry; default none,skip,conv3x3.")
  String operations;

  @Option(
      names = "--widths",
      paramLabel = "LIST",
      description = "Channels of each stage; default 8,16.")
  String widths;

  @Option(names = "--cells", paramLabel = "N", description = "Cells in a stage; default 1.")
  String cells;

  @Option(
      names = "--stem-stride",
      paramLabel = "N",
      description = "Step of the first convolution; default 2.")
  String stemStride;

  @Option(
      names = "--reduction",
      paramLabel = "KIND",
      description = "How stages shrink images: convolution (default), residual.")
  String reduction;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Architectures, drawn at random; default all of the space.")
  String rows;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "Trainings of each architecture; default 2.")
  String repeats = "2";

  @Option(names = "--epochs", paramLabel = "N", description = "Of each training; default 4.")
  String epochs;

  @Option(
      names = "--train-rows",
      paramLabel = "N",
      description = "Training images learned from; default all.")
  String trainRows;

  @Option(
      names = "--validation-rows",
      paramLabel = "N",
      description = "Validation images judged on; default all.")
  String validationRows;

  @Option(
      names = "--max-params",
      paramLabel = "COUNT",
      description = "Leave out architectures of more parameters: 50000, 200k.")
  String maxParams;

  @Option(
      names = "--max-macs",
      paramLabel = "COUNT",
      description = "Leave out architectures of more multiply-adds: 20M.")
  String maxMacs;

  @Option(names = "--seed", paramLabel = "N", description = "Root of all randomness; default 0.")
  String seed;

  @Option(names = "--device", paramLabel = "NAME", description = "auto, cpu or cuda.")
  String device;

  @Option(
      names = "--group-by",
      paramLabel = "REGEX",
      description = "Files whose match is equal stay on one side of every split.")
  String groupBy;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key of the study file on data or training; may be repeated.")
  List<String> set = List.of();

  private static final String DEFAULT_EPOCHS = "4";

  /** The settings of a table of the images in {@code data}. */
  TableSettings settings(Path data, Map<String, String> environment) {
    Config config = config(environment);
    return new TableSettings(
        data.toAbsolutePath().normalize().toString(),
        space(),
        count("--rows", rows),
        count("--repeats", repeats).orElseThrow(),
        config.seed(),
        config.limits(),
        config.train().withEpochs(config.schedule().epochs().orElseThrow()),
        config.schedule().rows(),
        count("--validation-rows", validationRows),
        config.data(),
        config.device());
  }

  private Config config(Map<String, String> environment) {
    ConfigLoader loader = ConfigLoader.from(Config.DEFAULT);
    loader.flag("schedule.epochs", DEFAULT_EPOCHS, "--epochs");
    loader.environment(environment);
    SearchFlags.count(loader, "schedule.epochs", epochs, "--epochs");
    SearchFlags.count(loader, "schedule.rows", trainRows, "--train-rows");
    SearchFlags.count(loader, "limits.params", maxParams, "--max-params");
    SearchFlags.count(loader, "limits.macs", maxMacs, "--max-macs");
    SearchFlags.flag(loader, "seed", seed, "--seed");
    SearchFlags.text(loader, "device", device, "--device");
    SearchFlags.text(loader, "data.groupBy", groupBy, "--group-by");
    set.forEach(TableFlags::requireUseful);
    set.forEach(loader::set);
    return loader.build();
  }

  private static void requireUseful(String assignment) {
    String key = assignment.split("=", 2)[0].strip();
    Check.that(
        KEYS.stream().anyMatch(k -> key.equals(k) || key.startsWith(k + ".")),
        "the key of --set",
        key,
        "one of " + KEYS + " or below one");
  }

  private String space() {
    if (space == null) {
      return CellSpace.parse(
              CellSpace.PREFIX
                  + String.join(
                      ":",
                      number("--vertices", vertices, "4"),
                      words(operations, "none,skip,conv3x3"),
                      number("--stem-stride", stemStride, "2"),
                      words(widths, "8,16"),
                      number("--cells", cells, "1"),
                      words(reduction, "convolution")))
          .name();
    }
    boolean both =
        Stream.of(vertices, operations, widths, cells, stemStride, reduction)
            .anyMatch(flag -> flag != null);
    if (both) {
      throw new MimarException(
          "--space is " + space + ", but the cell is described by other flags too",
          "Give --space alone, or --vertices, --operations, --widths and their like.");
    }
    return Spaces.named(space).name();
  }

  private static String number(String flag, String value, String standard) {
    return String.valueOf(count(flag, value == null ? standard : value).orElseThrow());
  }

  private static String words(String value, String standard) {
    return String.join(
        ",",
        Arrays.stream((value == null ? standard : value).split(",", -1))
            .map(String::strip)
            .toList());
  }

  private static OptionalInt count(String flag, String value) {
    if (value == null) {
      return OptionalInt.empty();
    }
    long count = Check.range(flag, Quantity.count(flag, value), 0, Integer.MAX_VALUE);
    return OptionalInt.of((int) count);
  }
}
