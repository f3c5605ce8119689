package io.mimar.tabular;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of rows.
 *
 * @param names their names, without the target
 * @param declared what the file says of them, where it says anything
 * @param all all columns of the file in their order, the target among them
 * @param target the name of the target
 * @param delimiter what parts the cells
 * @param targetForm how the target is written, see {@link TargetNumbers}
 */
public record TableColumns(
    List<String> names,
    Map<String, Attribute> declared,
    List<String> all,
    String target,
    char delimiter,
    String targetForm) {
  public TableColumns {
    names = List.copyOf(names);
    declared = Map.copyOf(declared);
    all = List.copyOf(all);
  }

  /** These with another form of the target. */
  TableColumns withTargetForm(String form) {
    return new TableColumns(names, declared, all, target, delimiter, form);
  }

  /** The place of each column by its name. */
  Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    for (int c = 0; c < names.size(); c++) {
      places.put(names.get(c), c);
    }
    return places;
  }
}
