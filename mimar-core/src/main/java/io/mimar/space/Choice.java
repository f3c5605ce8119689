package io.mimar.space;

import io.mimar.Check;
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

  /** A decision among kinds. */
  public static Choice of(String name, List<String> values) {
    return new Choice(name, values, false);
  }

  /** How many values there are. */
  public int size() {
    return values.size();
  }
}
