package io.mimar.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A part of a data set, with the folder names and file prefixes it goes by. */
public enum Part {
  TRAIN,
  VALIDATION,
  TEST;

  /** The part that a folder of this name holds, in any case. */
  public static Optional<Part> ofFolder(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Optional.of(TRAIN);
      case "validation", "valid", "val", "dev" -> Optional.of(VALIDATION);
      case "test", "testing" -> Optional.of(TEST);
      default -> Optional.empty();
    };
  }

  /** The part that a file is called after: by the last or first word of {@code stem}, its name. */
  public static Optional<Part> ofFile(String stem) {
    String[] words = stem.split("[^\\p{L}\\p{N}]+|_", -1);
    return ofFolder(words[words.length - 1]).or(() -> ofFolder(words[0]));
  }

  /** Says which part of {@code data} is read where that is the last of {@code parts} alone. */
  public static Optional<String> lastOf(Set<Part> parts, Path data) {
    return parts.size() < 2
        ? Optional.empty()
        : Optional.of("The " + Collections.max(parts) + " part of " + data + " is read.");
  }

  /** What the names of this part's IDX files may start with. */
  List<String> prefixes() {
    return switch (this) {
      case TRAIN -> List.of("train");
      case VALIDATION -> List.of("validation", "valid", "val");
      case TEST -> List.of("t10k", "test");
    };
  }

  /** The word for people. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
