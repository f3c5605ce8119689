package io.mimar.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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

  /**
   * What claims each part by its name, see {@link #ofFile}. Where one is called as a part is and
   * nothing else, those that only begin or end so do not count: {@code test.csv} beside {@code
   * test_labels.csv}.
   *
   * @param stem the name without its ending
   */
  public static Map<Part, List<Path>> claims(List<Path> paths, Function<Path, String> stem) {
    Map<Part, List<Path>> claims = new EnumMap<>(Part.class);
    for (Path path : paths) {
      ofFile(stem.apply(path))
          .ifPresent(part -> claims.computeIfAbsent(part, p -> new ArrayList<>()).add(path));
    }
    claims.replaceAll((part, all) -> best(all, stem));
    return claims;
  }

  private static List<Path> best(List<Path> claiming, Function<Path, String> stem) {
    List<Path> whole =
        claiming.stream().filter(path -> ofFolder(stem.apply(path)).isPresent()).toList();
    return whole.isEmpty() ? claiming : whole;
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
