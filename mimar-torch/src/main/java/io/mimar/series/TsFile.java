package io.mimar.series;

import io.mimar.MimarException;
import io.mimar.data.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code .ts}: lines of comments ({@code #}), a header ({@code @...}) up to {@code @data},
 * then a series a line, its channels parted by colons, their values by commas, the label last.
 *
 * <p>What the header states wrongly of lengths, channels and missing values is said and does no
 * harm; a label that it does not name, or time stamps, are errors.
 */
final class TsFile {
  private static final Set<String> UNUSED = Set.of("@problemname", "@missing");

  private final SeriesFile series;
  private final Wanted wanted;
  private final Map<String, Lie> lies = new LinkedHashMap<>();
  private Optional<Boolean> hasTarget = Optional.empty();
  private Optional<Set<String>> labels = Optional.empty();
  private Optional<Boolean> univariate = Optional.empty();
  private Optional<Boolean> equalLength = Optional.empty();
  private Optional<Integer> dimensions = Optional.empty();
  private Optional<Integer> length = Optional.empty();
  private boolean data;
  private int firstLength;

  private TsFile(Path file, Wanted wanted) {
    wanted.held().start(file);
    series = new SeriesFile(file, wanted.held());
    this.wanted = wanted;
  }

  static SeriesFile read(Path file, Wanted wanted) {
    // a second reading, in another encoding, begins anew
    var notes = new LinkedHashSet<String>();
    SeriesFile read = TextFile.read(file, notes::add, text -> new TsFile(file, wanted).read(text));
    notes.forEach(read::note);
    return read;
  }

  private SeriesFile read(BufferedReader text) throws IOException {
    long number = 0;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      String plain = line.strip();
      boolean says = !plain.isEmpty() && !plain.startsWith("#") && !plain.startsWith("%");
      if (says && data) {
        row(plain, series.place(number));
      } else if (says) {
        header(plain, series.place(number));
      }
    }
    if (!data) {
      throw new MimarException(
          series.place(number) + " ends the file without a line @data",
          "Put a line @data between the header and the series.");
    }
    lies.forEach(this::tellLie);
    return series.finish();
  }

  // ---- the header

  private void header(String line, String place) {
    if (!line.startsWith("@")) {
      throw new MimarException(
          place + " is \"" + SeriesFile.shortened(line) + "\", but must be a header line (@...)",
          "Begin header lines with @, and put a line @data before the series.");
    }
    String[] words = line.split("\\s+");
    String key = words[0].toLowerCase(Locale.ROOT);
    switch (key) {
      case "@data" -> data = true;
      case "@timestamps" -> checkNoStamps(bool(words, place), place);
      case "@classlabel" -> {
        hasTarget = Optional.of(bool(words, place));
        var named = new LinkedHashSet<>(Arrays.asList(words).subList(2, words.length));
        labels = Optional.<Set<String>>of(named).filter(names -> !names.isEmpty());
        series.kind("classification");
      }
      case "@targetlabel" -> {
        hasTarget = Optional.of(bool(words, place));
        series.kind("regression");
      }
      case "@univariate" -> univariate = Optional.of(bool(words, place));
      case "@equallength" -> equalLength = Optional.of(bool(words, place));
      case "@dimension", "@dimensions" -> dimensions = Optional.of(whole(words, place));
      case "@serieslength" -> length = Optional.of(whole(words, place));
      default -> {
        if (!UNUSED.contains(key)) {
          series.note("Ignored the header line " + words[0] + " at " + place + ".");
        }
      }
    }
  }

  private static void checkNoStamps(boolean stamps, String place) {
    if (stamps) {
      throw new MimarException(
          place + " says that values have time stamps, which are not read",
          "Write the values alone, at equal steps of time, and @timeStamps false.");
    }
  }

  private static boolean bool(String[] words, String place) {
    String word = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "nothing";
    if (!word.equals("true") && !word.equals("false")) {
      throw new MimarException(
          place + ": " + words[0] + " is " + word + ", but must be true or false",
          "Write " + words[0] + " true or false.");
    }
    return word.equals("true");
  }

  private static int whole(String[] words, String place) {
    String word = words.length > 1 ? words[1] : "nothing";
    if (!word.matches("[0-9]{1,9}")) {
      throw new MimarException(
          place + ": " + words[0] + " is " + word + ", but must be a whole number",
          "Mend it, or leave the line out.");
    }
    return Integer.parseInt(word);
  }

  // ---- the series

  private void row(String line, String place) {
    String[] fields = line.split(":", -1);
    boolean told = hasTarget.orElseGet(() -> seemsToHaveTarget(fields, place));
    int channels = fields.length - (told ? 1 : 0);
    if (channels == 0) {
      throw new MimarException(
          place + " has no colon, but must have the label after one",
          "Write values,...:label, or @classLabel false in the header.");
    }
    float[][] values = new float[channels][];
    for (int c = 0; c < channels; c++) {
      values[c] = fields[c].isBlank() ? new float[0] : numbers(fields[c], place);
    }
    checkHeader(values, place);
    String target = told ? fields[channels].strip() : "";
    checkLabel(target, place);
    series.add(place, SeriesFile.numbered(channels), values, target);
  }

  private float[] numbers(String field, String place) {
    if (field.strip().startsWith("(")) {
      checkNoStamps(true, place);
    }
    return series.numbers(field.split(",", -1), place);
  }

  /** A header that does not say: by what a model needs, else what stands alone last is a label. */
  private boolean seemsToHaveTarget(String[] fields, String place) {
    boolean seems =
        wanted.channels() > 0
            ? fields.length > wanted.channels()
            : fields.length > 1 && fields[fields.length - 1].indexOf(',') < 0;
    hasTarget = Optional.of(seems);
    if (seems) {
      series.note(
          "The header has no @classLabel; what stands last from " + place + " on is the label.");
    }
    return seems;
  }

  private void checkLabel(String target, String place) {
    if (labels.isPresent()
        && !target.isEmpty()
        && !target.equals("?")
        && !labels.get().contains(target)) {
      List<String> known = labels.get().stream().limit(20).toList();
      throw new MimarException(
          place
              + " has the label \""
              + SeriesFile.shortened(target)
              + "\", but @classLabel names only "
              + String.join(", ", known),
          "Mend the label, or name it in the header.");
    }
  }

  private void checkHeader(float[][] values, String place) {
    int longest = Arrays.stream(values).mapToInt(channel -> channel.length).max().orElse(0);
    int first = firstLength == 0 ? longest : firstLength;
    firstLength = first;
    if (values.length > 1 && univariate.orElse(false)) {
      lie("@univariate true", place, values.length + " channels");
    }
    dimensions
        .filter(stated -> stated != values.length)
        .ifPresent(stated -> lie("@dimensions " + stated, place, values.length + " channels"));
    if (equalLength.orElse(false) && longest != first) {
      lie("@equalLength true", place, longest + " time steps, not " + first);
    }
    length
        .filter(stated -> equalLength.orElse(true) && stated != longest)
        .ifPresent(stated -> lie("@seriesLength " + stated, place, longest + " time steps"));
  }

  private void lie(String stated, String place, String found) {
    lies.merge(
        stated,
        new Lie(1, place + " has " + found),
        (lie, more) -> new Lie(lie.count + 1, lie.first));
  }

  /**
   * A statement of the header that series do not keep to.
   *
   * @param count how many do not
   * @param first what the first has instead
   */
  private record Lie(int count, String first) {}

  private void tellLie(String stated, Lie lie) {
    series.note(
        "The header says "
            + stated
            + ", but "
            + lie.count
            + " series are not so (first: "
            + lie.first
            + "); what they have is taken.");
  }
}
