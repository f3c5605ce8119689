package io.mimar.data;

import io.mimar.MimarException;
import java.math.BigDecimal;
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

  /** A larger share of a part's rows in classes of their own is rather a mistake. */
  private static final double MOST_UNSEEN = 0.1;

  /**
   * What is to be told.
   *
   * <p>Classes, unless all targets are numbers and one is not whole. Of more than 20 distinct whole
   * ones are amounts: more than classes may be, or than one for each 2 rows; and where counts may
   * be targets, more than 50, or than one for each 20 rows.
   *
   * <p>A class of few rows of another part and of no train row is one nevertheless: nothing can be
   * learned of it, so its rows count as told wrong.
   *
   * @param parts what is written in each row of each part; the train part is one
   * @throws MimarException when nothing can be learned from the train rows
   */
  Target choose(Map<Part, ? extends RawPart<?>> parts) {
    List<String> written = parts.get(Part.TRAIN).targets();
    var distinct = new TreeSet<>(written);
    if (distinct.size() == 1) {
      throw new MimarException(
          data + " has only one value of " + quoted() + ", " + distinct.first() + ", to train on",
          "Add rows of other values, or name another target.");
    }
    var target =
        kind.equals("regression") || (kind.equals("auto") && areAmounts(distinct, written.size()))
            ? new Target.Amount(
                column, Offset.of(written.stream().mapToDouble(Targets::number).toArray()))
            : new Target.Classes(classes(distinct, written.size()));
    tell(target, distinct);
    return target.classes().isEmpty()
        ? target
        : new Target.Classes(withUnseen(target.classes(), parts));
  }

  private List<String> withUnseen(List<String> learned, Map<Part, ? extends RawPart<?>> parts) {
    var labels = new Labels(learned);
    var all = new TreeSet<>(learned);
    parts.forEach(
        (part, raw) -> {
          List<String> unseen = raw.targets().stream().filter(t -> !labels.knows(t)).toList();
          boolean few = unseen.size() <= MOST_UNSEEN * raw.targets().size();
          if (!unseen.isEmpty() && few && unseen.stream().allMatch(labels::resembles)) {
            var names = new TreeSet<>(unseen);
            all.addAll(names);
            notes.accept(
                "%d of the %d %s rows are of classes that no train row has, and count as told wrong: %s."
                    .formatted(
                        unseen.size(),
                        raw.targets().size(),
                        part,
                        Classes.some(List.copyOf(names))));
          }
        });
    return all.size() == learned.size() ? learned : sorted(all);
  }

  /**
   * The number of each target of a part: its class, or its amount.
   *
   * @throws MimarException when a class is unknown or an amount is no number
   */
  float[] numbers(Target target, Part part, RawPart<?> raw) {
    return target instanceof Target.Classes classes
        ? labels(classes.classes(), part, raw)
        : amounts(((Target.Amount) target).offset(), raw);
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
          "Is it an identifier, a date or free text? Name another target, or, where it is a number, set the"
              + " kind to regression.");
    }
    Classes.alike(distinct)
        .ifPresent(two -> notes.accept("Classes " + two + " are two: is that meant?"));
    return sorted(distinct);
  }

  private List<String> sorted(Collection<String> distinct) {
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
    if (target instanceof Target.Amount amount && amount.offset() != 0) {
      notes.accept(
          "%s lies close together and far from 0: networks tell how far it is from %s."
              .formatted(quoted(), BigDecimal.valueOf(amount.offset()).toPlainString()));
    }
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

  /** Which class a written name means: where all classes are numbers, any way to write one. */
  private static final class Labels {
    private final Map<String, Integer> ofName = new HashMap<>();
    private final Map<Double, Integer> ofNumber = new HashMap<>();

    Labels(List<String> classes) {
      for (String name : classes) {
        ofNumber.put(number(name) + 0.0, ofName.size());
        ofName.put(name, ofName.size());
      }
    }

    /** The label, or null where it is none of the classes. */
    Integer of(String name) {
      return areNumbers() && !ofName.containsKey(name)
          ? ofNumber.get(number(name) + 0.0)
          : ofName.get(name);
    }

    boolean knows(String name) {
      return of(name) != null;
    }

    /** Whether a name could be one more of these classes. */
    boolean resembles(String name) {
      return !areNumbers() || !Double.isNaN(number(name));
    }

    private boolean areNumbers() {
      return !ofNumber.containsKey(Double.NaN);
    }
  }

  private float[] labels(List<String> classes, Part part, RawPart<?> raw) {
    var known = new Labels(classes);
    float[] labels = new float[raw.rows().size()];
    for (int row = 0; row < labels.length; row++) {
      String name = raw.targets().get(row);
      Integer label = known.of(name);
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

  private float[] amounts(double offset, RawPart<?> raw) {
    float[] amounts = new float[raw.rows().size()];
    for (int row = 0; row < amounts.length; row++) {
      double value = number(raw.targets().get(row));
      if (Double.isNaN(value)) {
        throw new MimarException(
            String.format(
                Locale.ROOT,
                "the target %s at %s is \"%s\", but must be a finite number, of at most 3.4e38",
                quoted(),
                raw.names().get(row),
                raw.targets().get(row)),
            Cells.isInfinite(raw.targets().get(row))
                ? "Give it in a larger unit, or take the row out."
                : "Mend it, take the row out, or set the kind to classification.");
      }
      amounts[row] = (float) (value - offset);
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
