package io.mimar.tabular;

import java.util.List;

/**
 * What an ARFF file declares of a column.
 *
 * @param type nominal, numeric, string or date
 * @param values the values of a nominal one, in their order
 */
public record Attribute(Type type, List<String> values) {
  public Attribute {
    values = List.copyOf(values);
  }

  /** Its type. */
  public enum Type {
    NOMINAL,
    NUMERIC,
    STRING,
    DATE
  }

  boolean isNominal() {
    return type == Type.NOMINAL;
  }
}
