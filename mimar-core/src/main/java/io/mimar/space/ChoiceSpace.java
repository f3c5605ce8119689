package io.mimar.space;

import io.mimar.Check;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A space that is its list of choices, each of which always matters: what is searched where the
 * program that asks builds and trains the networks itself.
 *
 * <pre>{@code
 * SearchSpace space =
 *     ChoiceSpace.of("mine", Choice.ordered("layers", 1, 2, 3), Choice.of("unit", "lstm", "gru"));
 * }</pre>
 *
 * <p>Where some choices matter only after others, implement {@link PlainSpace}.
 *
 * @param name a short name for people
 * @param choices the decisions, each of another name
 */
public record ChoiceSpace(String name, List<Choice> choices) implements PlainSpace {
  public ChoiceSpace {
    Check.that(name != null && !name.isBlank(), "name of the space", name, "a word");
    choices = List.copyOf(choices);
    Check.that(!choices.isEmpty(), "choices of space " + name, choices, "at least one");
    Check.that(
        choices.stream().anyMatch(choice -> choice.size() > 1),
        "choices of space " + name,
        choices,
        "at least one of two values");
    requireDistinct("choices of space " + name, choices.stream().map(Choice::name).toList());
    for (Choice choice : choices) {
      requireDistinct("values of choice " + choice.name(), choice.values());
      choice.values().forEach(value -> new Chosen(Map.of(choice.name(), value)));
    }
  }

  private static void requireDistinct(String what, List<String> words) {
    Check.that(new HashSet<>(words).size() == words.size(), what, words, "all different");
  }

  /** A space of these choices. */
  public static ChoiceSpace of(String name, Choice... choices) {
    return new ChoiceSpace(name, List.of(choices));
  }

  @Override
  public boolean matters(int choice, int[] values) {
    return true;
  }
}
