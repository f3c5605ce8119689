package io.mimar.series;

import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Format;
import io.mimar.data.Held;
import io.mimar.data.TargetNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the files of some data are read for.
 *
 * @param target the target that was asked for, or empty
 * @param learned the target of the training series, once they are read; else empty
 * @param format what the series are read into, where a model is there already
 * @param held counts what is held of all of them
 */
record Wanted(String target, String learned, Optional<Format.Series> format, Held held) {
  static Wanted of(Path data, DataOptions options) {
    return new Wanted(options.target(), "", Optional.empty(), Held.of(data));
  }

  static Wanted of(Path data, DataOptions options, Format.Series format) {
    return new Wanted(options.target(), "", Optional.of(format), Held.of(data));
  }

  /** What the other parts are read for, where the training series tell {@code known}. */
  Wanted likeTraining(String known) {
    return new Wanted(target, known, format, held);
  }

  /** How many channels series must have; 0 where that is open. */
  int channels() {
    return format.map(known -> known.channels().size()).orElse(0);
  }

  /** How many numbers the series of a model have; 0 where that is open or means were taken. */
  long numbers() {
    return format
        .filter(known -> known.factor() == 1)
        .map(known -> (long) known.channels().size() * known.length())
        .orElse(0L);
  }

  /** Whether targets may be missing altogether. */
  boolean targetIsOptional() {
    return format.isPresent() || !learned.isEmpty();
  }

  /** Whether it is open which column or key is the target, and any may be. */
  boolean targetIsOpen() {
    return target.isEmpty() && learned.isEmpty();
  }

  /**
   * The column that was asked for; else the one that was, or is, learned to be told; else one that
   * is called like a target.
   *
   * @throws MimarException when the one that was asked for must be there, and is not
   */
  Optional<String> named(String place, List<String> columns) {
    if (!target.isEmpty()) {
      if (!columns.contains(target) && !targetIsOptional()) {
        throw new MimarException(
            "target is \""
                + target
                + "\", but "
                + place
                + " has no such column: it has "
                + columns.stream().limit(5).collect(Collectors.joining(", "))
                + (columns.size() > 5 ? " and " + (columns.size() - 5) + " more" : ""),
            "Set target to one of its columns.");
      }
      return Optional.of(target).filter(columns::contains);
    }
    return Optional.of(learned)
        .filter(known -> !known.isEmpty())
        .or(() -> format.map(Format.Series::target))
        .flatMap(known -> TargetNames.like(columns, known))
        .or(() -> TargetNames.usual(columns));
  }
}
