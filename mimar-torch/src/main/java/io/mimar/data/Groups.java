package io.mimar.data;

import io.mimar.MimarException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The groups that files belong to by their paths. */
final class Groups {
  private Groups() {}

  /**
   * The group of each image by its path from the data folder; empty when no grouping is asked for.
   *
   * @throws MimarException when a path does not match
   */
  static Map<String, String> of(List<ImageEntry> entries, DataOptions options) {
    Map<String, String> groups = new HashMap<>();
    options
        .grouping()
        .ifPresent(
            pattern ->
                entries.forEach(e -> groups.put(e.relative(), group(pattern, e.relative()))));
    return groups;
  }

  /**
   * The group of each sample by its name; empty when no grouping is asked for.
   *
   * @param names the path of each from the data folder
   * @throws MimarException when one does not match
   */
  static List<String> ofNames(List<String> names, DataOptions options) {
    return options
        .grouping()
        .map(pattern -> names.stream().map(name -> group(pattern, name)).toList())
        .orElse(List.of());
  }

  private static String group(Pattern pattern, String path) {
    Matcher matcher = pattern.matcher(path);
    if (!matcher.find()) {
      throw new MimarException(
          "groupBy \"" + pattern + "\" does not match the file " + path,
          "Make the expression match the path of every file, or move this file away.");
    }
    boolean captured = matcher.groupCount() > 0 && matcher.group(1) != null;
    return captured ? matcher.group(1) : matcher.group();
  }
}
