package io.mimar.data;

import io.mimar.MimarException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Tells whether written targets are classes or amounts, and makes them numbers.
 *
 * @param data the data's name
 * @param column what the target is called
 * @param kind one of {@link DataOptions#KINDS}
 * @param why who says that, where it is not "auto"
 * @param counts whether whole numbers may be amounts, see {@link RowReader#countsMayBeTargets}
 * @param notes hears each decision as a sentence
 */
record Targets(
    String data, String column, String kind, String why, boolean counts, Consumer<String> notes) {
  private static final int FEW = 20; // distinct whole numbers that are classes in any case
  private static final double FEW_SHARE = 0.05; // and of the rows, where there are more
  private static final int MANY = 50; // no more are classes, however many the rows: ages, counts

  /**
   * What is to be told.
   *
   * <p>Classes, unless all targets are numbers and one is not whole. Of more than 20 distinct whole
   * ones are amounts: more than classes may be, or than one for each 2 rows; and where counts may
   * be targets, more than 50, or than one for each 20 rows.
   *
   * @param train what is written in each train row
   * @throws MimarException when nothing can be learned from that
   */
  Target choose(RawPart<?> train) {
    List<String> written = train.targets();
    var distinct = new TreeSet<>(written);
    if (distinct.size() == 1) {
      throw new MimarException(
          data + " has only one value of " + quoted() + ", " + distinct.first() + ", to train on",
          "Add rows of other values, or name another target.");
    }
    var target =
        kind.equals("regression") || (kind.equals("auto") && areAmounts(distinct, written.size()))
            ? new Target.Amount(column)
            : new Target.Classes(classes(distinct, written.size()));
    tell(target, distinct);
    return target;
  }

  /**
   * The number of each target of a part: its class, or its amount.
   *
   * @throws MimarException when a class is unknown or an amount is no number
   */
  float[] numbers(Target target, Part part, RawPart<?> raw) {
    return target instanceof Target.Classes classes
        ? labels(classes.classes(), part, raw)
        : amounts(raw);
  }

  private boolean areAmounts(Collection<String> distinct, int rows) {
    var values = new TreeSet<Double>();
    for (String text : distinct) {
      double value = number(text);
      if (!Double.isNaN(value)) {
        values.add(value);
      } else if (!Cells.isInfinite(text)) { // which is refused where it is among amounts
        return false;
      }
    }
    boolean whole = values.stream().allMatch(value -> value == Math.rint(value));
    int count = values.size();
    boolean noClasses = count > Classes.MOST || 2 * count > rows;
    boolean manyOfTable = counts && (count > MANY || count > FEW_SHARE * rows);
    return !whole || (count > FEW && (noClasses || manyOfTable));
  }

  private List<String> classes(Collection<String> distinct, int rows) {
    if (distinct.size() > Classes.MOST || rows < 2 * distinct.size()) {
      throw new MimarException(
          String.format(
              Locale.ROOT,
              "the target %s of %s has %d different values in %d train rows, but classes must be"
                  + " at most %d, with 2 rows each on average",
              quoted(),
              data,
              distinct.size(),
              rows,
              Classes.MOST),
          "Is it an identifier or free text? Name another target, or, where it is a number, set the"
              + " kind to regression.");
    }
    Classes.alike(distinct)
        .ifPresent(two -> notes.accept("Classes " + two + " are two: is that meant?"));
    boolean numbers = distinct.stream().allMatch(name -> !Double.isNaN(number(name)));
    return numbers ? byNumber(distinct) : List.copyOf(distinct);
  }

  private List<String> byNumber(Collection<String> distinct) {
    var names = new TreeMap<Double, String>();
    for (String name : distinct) {
      String other = names.put(number(name) + 0.0, name);
      if (other != null) {
        throw new MimarException(
            "classes \"" + other + "\" and \"" + name + "\" of " + data + " are one number",
            "Write it in one way.");
      }
    }
    return List.copyOf(names.values());
  }

  private void tell(Target target, TreeSet<String> distinct) {
    int count = distinct.size();
    String asked = kind.equals("auto") ? doubt(target, distinct) : ", " + why;
    notes.accept(
        target.classes().isEmpty()
            ? quoted() + " is taken for an amount (" + count + " different numbers)" + asked + "."
            : quoted()
                + " is taken for one of "
                + count
                + " classes ("
                + Classes.some(target.classes())
                + ")"
                + asked
                + ".");
  }

  /** What else many whole numbers could be. */
  private static String doubt(Target target, TreeSet<String> distinct) {
    boolean clear = distinct.size() <= FEW || distinct.stream().anyMatch(t -> !isWhole(t));
    String other = target.classes().isEmpty() ? "classification" : "regression";
    return clear ? "" : "; if not, say the kind: " + other;
  }

  private static boolean isWhole(String text) {
    double value = number(text);
    return value == Math.rint(value);
  }

  private float[] labels(List<String> classes, Part part, RawPart<?> raw) {
    Map<String, Integer> labelOf = new HashMap<>();
    Map<Double, Integer> labelOfNumber = new HashMap<>();
    for (String name : classes) {
      labelOfNumber.put(number(name) + 0.0, labelOf.size());
      labelOf.put(name, labelOf.size());
    }
    boolean numbers = !labelOfNumber.containsKey(Double.NaN);
    float[] labels = new float[raw.rows().size()];
    for (int row = 0; row < labels.length; row++) {
      String name = raw.targets().get(row);
      Integer label =
          numbers && !labelOf.containsKey(name)
              ? labelOfNumber.get(number(name) + 0.0) // the same number, written otherwise
              : labelOf.get(name);
      if (label == null) {
        throw new MimarException(
            "class \"%s\" of the %s part is unknown, known are: %s (first: %s in %s)"
                .formatted(name, part, Classes.some(classes), raw.names().get(row), data),
            "Add train rows of that class, or take its rows out of the " + part + " part.");
      }
      labels[row] = label;
    }
    return labels;
  }

  private float[] amounts(RawPart<?> raw) {
    float[] amounts = new float[raw.rows().size()];
    for (int row = 0; row < amounts.length; row++) {
      double value = number(raw.targets().get(row));
      if (Double.isNaN(value)) {
        throw new MimarException(
            String.format(
                Locale.ROOT,
                "the target %s at %s is \"%s\", but must be a finite number",
                quoted(),
                raw.names().get(row),
                raw.targets().get(row)),
            "Mend it, take the row out, or set the kind to classification.");
      }
      amounts[row] = (float) value;
    }
    return amounts;
  }

  /** The number that a float holds, or NaN. */
  private static double number(String text) {
    double value = Cells.number(text);
    return Math.abs(value) <= Float.MAX_VALUE ? value : Double.NaN;
  }

  private String quoted() {
    return "\"" + column + "\"";
  }
}
