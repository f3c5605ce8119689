package io.mimar.space;

import io.mimar.Check;
import io.mimar.MimarException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an architecture chooses, by the names of its space's choices: how people, files and other
 * programs write it, as in {@code trunk=mlp,blocks=2,width=64}.
 *
 * @param values the value of each choice; those that do not matter may be left out
 */
public record Chosen(Map<String, String> values) {
  public Chosen {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    values.forEach(Chosen::requireWritable);
  }

  /** What is written must be read back as it was. */
  private static void requireWritable(String name, String value) {
    Check.that(
        isWritable(name) && name.indexOf('=') < 0,
        "name of a choice",
        '"' + name + '"',
        "a word without commas and equals signs");
    Check.that(
        isWritable(value), "a value of choice " + name, '"' + value + '"', "a word without commas");
  }

  private static boolean isWritable(String word) {
    return word != null && !word.isBlank() && word.equals(word.strip()) && word.indexOf(',') < 0;
  }

  /** What {@code architecture} chooses, in the order of the choices, as far as it matters. */
  public static Chosen of(SearchSpace space, Architecture architecture) {
    List<Choice> choices = space.choices();
    int[] indices = architecture.valueArray();
    Map<String, String> values = new LinkedHashMap<>();
    for (int c = 0; c < indices.length; c++) {
      if (matters(space, c, indices)) {
        values.put(choices.get(c).name(), choices.get(c).values().get(indices[c]));
      }
    }
    return new Chosen(values);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws MimarException when a part is not {@code name=value}, or a name comes twice
   */
  public static Chosen parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals <= 0) {
        throw new MimarException(
            "\"" + part + "\" of architecture \"" + text + "\" is no choice and its value",
            "Write choices as name=value, parted by commas: trunk=mlp,width=64.");
      }
      String name = part.substring(0, equals).strip();
      String before = values.put(name, part.substring(equals + 1).strip());
      Check.that(before == null, "choice " + name, "twice in \"" + text + "\"", "there once");
    }
    return new Chosen(values);
  }

  /**
   * The value of a choice.
   *
   * @throws MimarException when there is none of that name here
   */
  public String text(String choice) {
    String value = values.get(choice);
    Check.that(value != null, "choice", choice, "one of " + values.keySet());
    return value;
  }

  /**
   * The value of a choice among numbers.
   *
   * @throws MimarException when there is none of that name here, or its value is no number
   */
  public double number(String choice) {
    String value = text(choice);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new MimarException(
          "choice " + choice + " is " + value + ", which is no number", "Read it by text().", e);
    }
  }

  /**
   * The architecture of {@code space} that chooses this.
   *
   * @throws MimarException when a choice is unknown or missing, has no such value, or all of them
   *     together are no architecture of the space
   */
  public Architecture architecture(SearchSpace space) {
    List<Choice> choices = space.choices();
    List<String> names = choices.stream().map(Choice::name).toList();
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw new MimarException(
            "choice \"" + name + "\" is none of space " + space.name(),
            "Its choices are " + names + ".");
      }
    }
    int[] indices = new int[choices.size()];
    for (int c = 0; c < indices.length; c++) {
      String value = values.get(names.get(c));
      indices[c] = value == null ? 0 : index(choices.get(c), value);
    }
    for (int c = 0; c < indices.length; c++) {
      if (!values.containsKey(names.get(c)) && matters(space, c, indices)) {
        throw new MimarException(
            "choice " + names.get(c) + " is missing in \"" + this + "\"",
            "Give it one of " + choices.get(c).values() + ".");
      }
    }
    Check.that(
        space.isValid(indices), "\"" + this + "\"", "none", "an architecture of " + space.name());
    return space.architecture(indices);
  }

  private static int index(Choice choice, String value) {
    int index = choice.values().indexOf(value);
    Check.that(index >= 0, "choice " + choice.name(), value, "one of " + choice.values());
    return index;
  }

  private static boolean matters(SearchSpace space, int choice, int[] indices) {
    return !(space instanceof PlainSpace plain)
        || plain.matters(choice, plain.architecture(indices).valueArray());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) -> text.append(text.isEmpty() ? "" : ",").append(name + "=" + value));
    return text.toString();
  }
}
