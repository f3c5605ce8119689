package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.network.Input;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Makes a data set of rows that were read, whatever they are:
 *
 * <ol>
 *   <li>rows without a target are dropped;
 *   <li>the target is told to be a class or an amount, by the train part;
 *   <li>missing parts are held back from the train part;
 *   <li>the format is fitted on what is left to train on;
 *   <li>all rows are encoded.
 * </ol>
 *
 * <p>Each step says what it did in the assumptions.
 *
 * @param <R> a raw sample
 * @param <F> the format of its numbers
 */
public final class RowSets<R, F extends Format> {
  private static final Pattern LINE = Pattern.compile(".*:[0-9]+", Pattern.DOTALL);

  private final RawParts<R> raw;
  private final RowReader<R, F> reader;
  private final DataOptions options;
  private final List<String> assumptions;

  private RowSets(RawParts<R> raw, RowReader<R, F> reader, DataOptions options) {
    this.raw = raw;
    this.reader = reader;
    this.options = options;
    assumptions = new ArrayList<>(raw.assumptions());
  }

  /**
   * The data set of {@code raw}, with what is missing held back from its train part.
   *
   * <p>The same rows, options and seeds give the same data set.
   *
   * @param reader fits and encodes; it is shown the train rows alone to fit
   * @throws MimarException when there are too few rows, the target cannot be learned, or the
   *     numbers would not fit into memory
   */
  public static <R, F extends Format> Dataset complete(
      RawParts<R> raw, RowReader<R, F> reader, DataOptions options, Seeds seeds) {
    return new RowSets<>(raw, reader, options).complete(seeds);
  }

  /**
   * Labelled rows to score a trained model on: the test part, or else the last that is there. Rows
   * without a target are dropped with a sentence.
   *
   * @param format what the model was trained on
   * @param target what it tells
   * @throws MimarException when a class is unknown to the model, or an amount is no number
   */
  public static <R, F extends Format> LabelledFiles labelled(
      RawParts<R> raw, RowReader<R, F> reader, F format, Target target) {
    return new RowSets<>(raw, reader, DataOptions.DEFAULT).labelled(format, target);
  }

  private LabelledFiles labelled(F format, Target target) {
    Part part = raw.parts().keySet().stream().max(Comparator.naturalOrder()).orElseThrow();
    RawPart<R> rows = withTargets(part, raw.parts().get(part).stripped());
    Targets targets = targets();
    float[] told = targets.numbers(target, part, rows);
    assumptions.addAll(reader.losses(part + " rows", rows.rows(), format));
    return new LabelledFiles(
        rows.names(), encode(raw.name(), rows.rows(), reader, format, told), assumptions);
  }

  private Targets targets() {
    boolean asked = !options.kind().equals("auto");
    return new Targets(
        raw.name(),
        raw.target(),
        asked ? options.kind() : raw.kind(),
        asked ? "as asked" : "as the data say",
        reader.countsMayBeTargets(),
        assumptions::add);
  }

  private Dataset complete(Seeds seeds) {
    Map<Part, RawPart<R>> parts = new EnumMap<>(raw.parts());
    parts.replaceAll((part, rows) -> rows.stripped());
    parts.entrySet().removeIf(part -> isUnlabelled(part.getKey(), part.getValue()));
    parts.replaceAll(this::withTargets);
    boolean divisible = options.groupBy().isEmpty() && !parts.containsKey(Part.VALIDATION);
    HeldBack.checkEnough(raw.name(), "rows", parts.get(Part.TRAIN).rows().size());
    Targets targets = targets();
    Target target = targets.choose(parts);
    Map<Part, float[]> told = new EnumMap<>(Part.class);
    parts.forEach((part, rows) -> told.put(part, targets.numbers(target, part, rows)));
    parts.putAll(heldBack(parts, target, told.get(Part.TRAIN), seeds));
    F format = fit(parts.get(Part.TRAIN).rows());
    checkMemory(
        raw.name(), parts.values().stream().mapToLong(part -> part.rows().size()).sum(), format);
    parts.forEach(
        (part, rows) -> assumptions.addAll(reader.losses(part + " rows", rows.rows(), format)));
    Map<Part, LabelledSamples> all = new EnumMap<>(Part.class);
    parts.forEach(
        (part, rows) ->
            all.put(
                part,
                encode(
                    raw.name(), rows.rows(), reader, format, targets.numbers(target, part, rows))));
    tell(all, target);
    if (format instanceof Format.Table table) {
      assumptions.addAll(Telltales.of(table, all.get(Part.TRAIN), target));
    }
    return new Dataset(
        raw.name(),
        format,
        target,
        all.get(Part.TRAIN),
        all.get(Part.VALIDATION),
        Optional.of(all.get(Part.TEST)).filter(test -> test.size() > 0),
        divisible,
        assumptions);
  }

  /** The format of the train rows; readers do not know what these are called. */
  private F fit(List<R> train) {
    try {
      return reader.fit(train, options, assumptions::add);
    } catch (MimarException e) {
      throw new MimarException(raw.name() + ": " + e.getMessage(), e.hint(), e);
    }
  }

  /** Whether rows are there to be told, not to learn from or be judged on. */
  private boolean isUnlabelled(Part part, RawPart<R> rows) {
    int total = rows.rows().size();
    boolean unlabelled =
        part != Part.TRAIN
            && total > 0
            && IntStream.range(0, total).allMatch(i -> isMissing(rows, i));
    if (unlabelled) {
      assumptions.add(
          "None of the %d rows of %s has a target \"%s\": it is no %s part."
              .formatted(total, part, raw.target(), part));
    }
    return unlabelled;
  }

  private RawPart<R> withTargets(Part part, RawPart<R> rows) {
    int total = rows.rows().size();
    int[] kept = IntStream.range(0, total).filter(i -> !isMissing(rows, i)).toArray();
    if (kept.length == total && total > 0) {
      return rows;
    }
    String named =
        IntStream.range(0, total)
            .filter(i -> isMissing(rows, i))
            .mapToObj(rows.names()::get)
            .findFirst()
            .map(first -> " (first: " + first + ")")
            .orElse("");
    String count = (total - kept.length) + " of the " + total + " " + part + " rows";
    if (kept.length * 2L < total || total == 0) {
      throw new MimarException(
          total == 0
              ? "the " + part + " part of " + raw.name() + " has no rows"
              : count + " of " + raw.name() + " have no target \"" + raw.target() + "\"" + named,
          "Fill in what is missing, name another target, or take the file away.");
    }
    assumptions.add(
        "Dropped " + count + ", whose target \"" + raw.target() + "\" is missing" + named + ".");
    return rows.select(kept);
  }

  private static boolean isMissing(RawPart<?> rows, int row) {
    return rows.targets().get(row).isBlank();
  }

  private Map<Part, RawPart<R>> heldBack(
      Map<Part, RawPart<R>> parts, Target target, float[] told, Seeds seeds) {
    RawPart<R> train = parts.get(Part.TRAIN);
    var heldBack = new HeldBack(raw.name(), "rows", options, assumptions::add);
    var strata =
        target instanceof Target.Classes classes
            ? Strata.ofClasses(whole(told), classes.classes().size())
            : Strata.ofAmounts(told, heldBack.share(told.length));
    Map<Part, List<String>> groups = groups(parts);
    Map<Part, RawPart<R>> split = new EnumMap<>(Part.class);
    heldBack
        .rows(parts.keySet(), strata, groups.getOrDefault(Part.TRAIN, List.of()), seeds)
        .forEach((part, rows) -> split.put(part, train.select(rows)));
    return split;
  }

  /** The group of each row by its file, where files are grouped. */
  private Map<Part, List<String>> groups(Map<Part, RawPart<R>> parts) {
    Map<Part, List<String>> groups = new EnumMap<>(Part.class);
    if (!options.groupBy().isEmpty()) {
      parts.forEach(
          (part, rows) -> {
            checkFiles(rows.names());
            groups.put(part, Groups.ofNames(rows.names(), options));
          });
      notes().sharedGroups(groups);
    }
    return groups;
  }

  private void checkFiles(List<String> names) {
    if (names.stream().allMatch(name -> LINE.matcher(name).matches())) {
      throw new MimarException(
          "groupBy is \"" + options.groupBy() + "\", but the rows of a file have no path each",
          "Leave groupBy out, and give validation and test files of your own.");
    }
  }

  /** Passes when the numbers of so many rows fit into the memory there is. */
  private static void checkMemory(String data, long count, Format format) {
    int bytes = format.input() instanceof Input.Pixels ? Byte.BYTES : Float.BYTES;
    HeapBudget.check(data, "rows", count, format.input().shape().size(), bytes);
  }

  /**
   * Rows as a model trained on {@code format} reads them.
   *
   * @param data the data's name
   * @throws MimarException when the numbers would not fit into memory
   */
  public static <R, F extends Format> LabelledSamples encode(
      String data, List<R> rows, RowReader<R, F> reader, F format, float[] targets) {
    checkMemory(data, rows.size(), format);
    Shape shape = format.input().shape();
    int each = (int) shape.size();
    int length = Math.multiplyExact(rows.size(), each);
    Numbers numbers =
        format.input() instanceof Input.Pixels
            ? new Numbers.Bytes(new byte[length])
            : new Numbers.Floats(new float[length]);
    for (int row = 0; row < targets.length; row++) {
      float[] into = new float[each];
      reader.encode(rows.get(row), format, into);
      put(into, numbers, row * each);
    }
    return new LabelledSamples(shape, numbers, targets);
  }

  private static void put(float[] from, Numbers into, int at) {
    if (into instanceof Numbers.Floats floats) {
      System.arraycopy(from, 0, floats.values(), at, from.length);
    } else if (into instanceof Numbers.Bytes bytes) {
      for (int i = 0; i < from.length; i++) {
        bytes.values()[at + i] = (byte) from[i];
      }
    }
  }

  private void tell(Map<Part, LabelledSamples> all, Target target) {
    if (target instanceof Target.Classes classes) {
      tellSingles(all.get(Part.TRAIN), classes.classes());
      notes().absentClasses(all, classes.classes());
    }
    notes().repeated(all, Part.TEST);
    notes().repeated(all, Part.VALIDATION);
  }

  private void tellSingles(LabelledSamples train, List<String> classes) {
    int[] counts = Classes.count(train.labels(), classes.size());
    var singles =
        IntStream.range(0, counts.length).filter(c -> counts[c] == 1).mapToObj(classes::get);
    List<String> names = singles.toList();
    if (!names.isEmpty()) {
      assumptions.add(
          names.size()
              + " classes have a single row to train on ("
              + Classes.some(names)
              + "): expect little of them.");
    }
  }

  private PartNotes notes() {
    return new PartNotes("row", "number for number", assumptions::add);
  }

  private static int[] whole(float[] labels) {
    return IntStream.range(0, labels.length).map(i -> (int) labels[i]).toArray();
  }
}
