package io.mimar.tabulate;

import com.fasterxml.jackson.databind.JsonNode;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.config.Json;
import io.mimar.data.DataOptions;
import io.mimar.random.Seeds;
import io.mimar.train.TrainOptions;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that decides what a table holds; how many workers fill it does not.
 *
 * @param data the folder of images
 * @param space the name of the space
 * @param rows how many architectures, drawn at random; empty for all
 * @param repeats trainings of each, which differ by their seed
 * @param seed the root of every random stream
 * @param limits what an architecture may cost
 * @param train how each is trained
 * @param trainRows training images that are learned from; empty for all
 * @param validationRows validation images that are judged on; empty for all
 * @param images how the data are read and split
 * @param device auto, cpu or cuda
 */
public record TableSettings(
    String data,
    String space,
    OptionalInt rows,
    int repeats,
    long seed,
    Config.Limits limits,
    TrainOptions train,
    OptionalInt trainRows,
    OptionalInt validationRows,
    DataOptions images,
    String device) {

  /** The most trainings of one architecture. */
  private static final int MOST_REPEATS = 100;

  private static final int MOST_ROWS = 1_000_000;

  public TableSettings {
    Check.range("--rows", rows.orElse(1), 1, MOST_ROWS);
    Check.range("--repeats", repeats, 1, MOST_REPEATS);
    Check.range("--train-rows", trainRows.orElse(2), 2, Integer.MAX_VALUE);
    Check.range("--validation-rows", validationRows.orElse(1), 1, Integer.MAX_VALUE);
  }

  /** What drawing the rows and training them follow from. */
  Seeds rowSeeds() {
    return seeds().at("table");
  }

  /** The root of the random streams. */
  Seeds seeds() {
    return Seeds.root(seed);
  }

  /**
   * Passes when these are the settings that a build was begun with.
   *
   * @throws MimarException naming the first that differs
   */
  void requireSame(TableSettings begun, TableFolder folder) {
    difference(json(begun), json(this), "")
        .ifPresent(
            words -> {
              throw new MimarException(
                  words + " in " + folder.settings(),
                  "Go on with the same settings, or give another --out.");
            });
  }

  private static JsonNode json(TableSettings settings) {
    return Json.json().valueToTree(settings);
  }

  private static Optional<String> difference(JsonNode begun, JsonNode now, String name) {
    if (begun.equals(now)) {
      return Optional.empty();
    }
    if (!begun.isObject()) {
      return Optional.of(name + " is " + text(now) + ", but this build began with " + text(begun));
    }
    for (Iterator<String> names = begun.fieldNames(); names.hasNext(); ) {
      String key = names.next();
      String whole = name.isEmpty() ? key : name + "." + key;
      Optional<String> found = difference(begun.get(key), now.get(key), whole);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "not given" : value.toString();
  }
}
