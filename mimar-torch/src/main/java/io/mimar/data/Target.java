package io.mimar.data;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
  @JsonIgnore
  List<String> classes();

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
   */
  record Amount(String name) implements Target {
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
