package io.mimar.space;

import io.mimar.Check;
import java.util.Arrays;
import java.util.List;

/**
 * One decision of a search space.
 *
 * @param name what is decided, unique in its space
 * @param values what may be chosen, as words
 * @param ordered whether neighbouring values are alike (sizes) or just different (operations)
 */
public record Choice(String name, List<String> values, boolean ordered) {

  public Choice {
    values = List.copyOf(values);
    Check.that(!values.isEmpty(), "values of choice " + name, values, "at least one");
  }

  /** A decision among sizes. */
  public static Choice ordered(String name, List<String> values) {
    return new Choice(name, values, true);
  }

  /** A decision among whole numbers, in their order. */
  public static Choice ordered(String name, int... values) {
    return ordered(name, Arrays.stream(values).mapToObj(Integer::toString).toList());
  }

  /** A decision among real numbers, in their order. */
  public static Choice ordered(String name, double... values) {
    return ordered(name, Arrays.stream(values).mapToObj(Double::toString).toList());
  }

  /** A decision among kinds. */
  public static Choice of(String name, List<String> values) {
    return new Choice(name, values, false);
  }

  /** A decision among kinds. */
  public static Choice of(String name, String... values) {
    return of(name, List.of(values));
  }

  /** How many values there are. */
  public int size() {
    return values.size();
  }
}
