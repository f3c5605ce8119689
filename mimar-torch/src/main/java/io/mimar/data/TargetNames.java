package io.mimar.data;

import java.util.List;
import java.util.Optional;

/** How columns are called that are to be told. */
public final class TargetNames {
  private static final List<String> USUAL =
      List.of("target", "label", "class", "classes", "y", "outcome");

  private TargetNames() {}

  /** The one of {@code columns} with a usual name, in any case. */
  public static Optional<String> usual(List<String> columns) {
    return USUAL.stream()
        .flatMap(name -> like(columns, name).stream())
        .filter(name -> !isPlace(columns, name))
        .findFirst();
  }

  /** Whether it is the other half of a place, {@code X,Y}, and several columns follow. */
  private static boolean isPlace(List<String> columns, String name) {
    int place = columns.indexOf(name);
    return name.equalsIgnoreCase("y")
        && place > 0
        && place < columns.size() - 2
        && columns.get(place - 1).equalsIgnoreCase("x");
  }

  /** The one of {@code columns} called {@code name}; in another case where only one is. */
  public static Optional<String> like(List<String> columns, String name) {
    if (columns.contains(name)) {
      return Optional.of(name);
    }
    List<String> alike = columns.stream().filter(name::equalsIgnoreCase).toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }
}
