package io.mimar.data;

import io.mimar.MimarException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images that could not be read: a few among many are skipped, more are an error. */
final class Broken {
  private static final int PERCENT_ALLOWED = 5;
  private static final int NAMED = 3;

  private final List<String> named = new ArrayList<>();
  private int count;

  /** Notes that the image at {@code relative} cannot be read. */
  void add(String relative, String reason) {
    if (count++ < NAMED) {
      named.add(relative + " (" + reason + ")");
    }
  }

  /**
   * The warning about the broken ones of {@code total} images, if there are any.
   *
   * @throws MimarException when they are more than 5 %
   */
  Optional<String> sentence(int total) {
    if (count == 0) {
      return Optional.empty();
    }
    String rest = count > NAMED ? " and " + (count - NAMED) + " more" : "";
    String which = String.join(", ", named) + rest;
    if (100L * count > (long) PERCENT_ALLOWED * total) {
      throw new MimarException(
          count
              + " of "
              + total
              + " images cannot be read, but at most "
              + PERCENT_ALLOWED
              + " % may be broken: "
              + which,
          "Mend or remove them.");
    }
    return Optional.of(
        "Skipped " + count + " of " + total + " images that cannot be read: " + which + ".");
  }
}
