package io.mimar.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.mimar.Check;
import io.mimar.network.Output;
import java.util.List;

/** What is to be told of a sample. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Target.Classes.class, name = "classes"),
  @JsonSubTypes.Type(value = Target.Amount.class, name = "amount")
})
public sealed interface Target {

  /** What a network of this target ends in. */
  Output output();

  /** The classes' names in the order of their labels; none of an amount. */
  List<String> classes();

  /** The amount that a network means by {@code told}. */
  default double amount(float told) {
    return this instanceof Amount amount ? Offset.added(amount.offset(), told) : told;
  }

  /** That amount in decimal. */
  default String text(float told) {
    return Offset.text(this instanceof Amount amount ? amount.offset() : 0, told);
  }

  /**
   * To which of some classes it belongs.
   *
   * @param classes their names, in the order of their labels
   */
  record Classes(List<String> classes) implements Target {
    public Classes {
      classes = List.copyOf(classes);
      Check.that(!classes.isEmpty(), "classes", classes, "at least one");
    }

    @Override
    public Output output() {
      return new Output.Classes(classes.size());
    }
  }

  /**
   * A number.
   *
   * @param name what it is called in the data
   * @param offset what was taken off it, so that networks tell the rest; see {@link Offset}
   */
  record Amount(String name, Double offset) implements Target {
    public Amount {
      offset = offset == null ? 0 : offset; // of before it was kept
    }

    /** One that nothing was taken off. */
    public Amount(String name) {
      this(name, 0.0);
    }

    @Override
    public Output output() {
      return new Output.Amount();
    }

    @Override
    public List<String> classes() {
      return List.of();
    }
  }
}
