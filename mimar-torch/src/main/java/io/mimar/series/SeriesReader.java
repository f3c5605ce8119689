package io.mimar.series;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Format;
import io.mimar.data.Part;
import io.mimar.data.RawPart;
import io.mimar.data.RawParts;
import io.mimar.data.RowReader;
import io.mimar.series.SeriesFiles.Form;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reads labelled time series: {@code .ts}, the UCR archive's {@code .tsv}, JSON lines, or a wide
 * table with a series a row. They may have many channels, and different lengths.
 *
 * <p>A reader remembers the target that it read last, for the format that is fitted next.
 */
public final class SeriesReader implements RowReader<Series, Format.Series> {
  private static final int LONGEST = 4096;

  private String target = "";

  @Override
  public RawParts<Series> read(Path data, DataOptions options) {
    var files = SeriesFiles.of(data);
    List<String> notes = new ArrayList<>();
    files.ignored().ifPresent(notes::add);
    if (!files.parts().containsKey(Part.TRAIN)) {
      throw new MimarException(
          data + " has a " + files.parts().keySet().iterator().next() + " part, but no train part",
          "Call the file or folder of the training series train.");
    }
    Wanted wanted = Wanted.of(data, options);
    Map<Part, RawPart<Series>> parts = new EnumMap<>(Part.class);
    List<String> channels = List.of();
    String kind = "auto";
    for (Part part : files.parts().keySet()) { // train comes first
      List<RawPart<Series>> read = new ArrayList<>();
      for (Path path : files.parts().get(part)) {
        SeriesFile file = file(path, wanted);
        channels = channels.isEmpty() ? file.channels() : channels;
        if (part == Part.TRAIN) {
          target = file.target();
          kind = file.kind();
        }
        notes.addAll(file.notes());
        read.add(withChannels(file, channels, path, notes::add));
      }
      parts.put(part, joined(read));
      wanted = wanted.likeTraining(target);
    }
    var distinct = List.copyOf(new LinkedHashSet<>(notes));
    return new RawParts<>(nameOf(data), target, parts, kind, distinct);
  }

  @Override
  public RawParts<Series> read(Path path, Format.Series format, DataOptions options) {
    var files = SeriesFiles.of(path);
    Set<String> notes = new LinkedHashSet<>();
    Part.lastOf(files.parts().keySet(), path).ifPresent(notes::add);
    files.ignored().ifPresent(notes::add);
    List<RawPart<Series>> read = new ArrayList<>();
    Wanted wanted = Wanted.of(path, options, format);
    String told = format.target();
    for (Path each : files.parts().get(Collections.max(files.parts().keySet()))) {
      SeriesFile file = file(each, wanted);
      told = file.target();
      notes.addAll(file.notes());
      read.add(withChannels(file, format.channels(), each, notes::add));
    }
    return new RawParts<>(nameOf(path), told, Map.of(Part.TEST, joined(read)), List.copyOf(notes));
  }

  private static SeriesFile file(Path file, Wanted wanted) {
    Form form =
        Form.of(file)
            .orElseThrow(
                () ->
                    new MimarException(
                        file + " has an ending that is not known of series",
                        "Give a .ts, .tsv, .csv or .jsonl file."));
    return switch (form) {
      case TS -> TsFile.read(file, wanted);
      case JSON -> JsonFile.read(file, wanted);
      case CSV -> WideFile.read(file, wanted);
      case TSV -> UcrFile.isOne(file) ? UcrFile.read(file, wanted) : WideFile.read(file, wanted);
    };
  }

  /** The series of a file with their channels in the order of {@code channels}. */
  private static RawPart<Series> withChannels(
      SeriesFile file, List<String> channels, Path path, Consumer<String> notes) {
    List<String> own = file.channels();
    RawPart<Series> part = file.part();
    if (own.equals(channels)) {
      return part;
    }
    boolean reordered = new HashSet<>(own).equals(new HashSet<>(channels));
    if (own.size() != channels.size()) {
      throw new MimarException(
          path
              + " has "
              + own.size()
              + " channels, but the series that are learned from have "
              + channels.size(),
          "Give series of the same channels: " + some(channels) + ".");
    }
    if (!reordered) {
      notes.accept(path + " calls its channels " + some(own) + "; they are taken in their order.");
    }
    int[] from =
        IntStream.range(0, channels.size())
            .map(c -> reordered ? own.indexOf(channels.get(c)) : c)
            .toArray();
    List<Series> rows = part.rows().stream().map(row -> picked(row, channels, from)).toList();
    return new RawPart<>(part.names(), rows, part.targets());
  }

  private static Series picked(Series row, List<String> channels, int[] from) {
    float[][] values = IntStream.of(from).mapToObj(c -> row.values()[c]).toArray(float[][]::new);
    return new Series(channels, values);
  }

  private static RawPart<Series> joined(List<RawPart<Series>> parts) {
    return new RawPart<>(
        parts.stream().flatMap(part -> part.names().stream()).toList(),
        parts.stream().flatMap(part -> part.rows().stream()).toList(),
        parts.stream().flatMap(part -> part.targets().stream()).toList());
  }

  private static String nameOf(Path data) {
    try {
      Path name = data.toRealPath().getFileName();
      return name == null ? data.toString() : name.toString();
    } catch (IOException e) {
      return data.toString();
    }
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(5, names.size())))
        + (names.size() > 5 ? ", …" : "");
  }

  // ---- the format

  @Override
  public Format.Series fit(List<Series> train, DataOptions options, Consumer<String> notes) {
    Check.that(!train.isEmpty(), "series to train on", 0, "at least 1");
    int[] lengths = train.stream().mapToInt(Series::length).sorted().toArray();
    int shortest = lengths[0];
    int longest = lengths[lengths.length - 1];
    Check.that(longest > 0, "time steps of the longest series", longest, "at least 1");
    List<String> channels = train.get(0).channels();
    String of = channels.size() == 1 ? "1 channel" : channels.size() + " channels";
    notes.accept(
        shortest == longest
            ? "Series have " + of + " and " + longest + " time steps each."
            : "Series have "
                + of
                + " and "
                + shortest
                + " to "
                + longest
                + " time steps; the shorter are filled up.");
    int factor = (longest + LONGEST - 1) / LONGEST;
    int length = (longest + factor - 1) / factor;
    if (factor > 1) {
      notes.accept("Each " + factor + " time steps are averaged to one: " + length + " are left.");
    }
    return new Format.Series(channels, target, length, factor);
  }

  @Override
  public void encode(Series row, Format.Series format, float[] into) {
    Arrays.fill(into, Float.NaN);
    for (int c = 0; c < format.channels().size(); c++) {
      float[] channel = row.values()[c];
      int steps = (channel.length + format.factor() - 1) / format.factor();
      for (int t = 0; t < Math.min(steps, format.length()); t++) {
        into[c * format.length() + t] = mean(channel, t * format.factor(), format.factor());
      }
    }
    if (format.channels().size() > 1) {
      fill(into, format.length());
    }
  }

  /**
   * Fills what a channel misses at time steps that another one has: networks are told of each step
   * whether anything is there, not of each channel. Between two values on a line, else as the
   * nearest; a channel without any stays empty.
   */
  private static void fill(float[] into, int length) {
    boolean[] there = new boolean[length];
    for (int i = 0; i < into.length; i++) {
      there[i % length] |= !Float.isNaN(into[i]);
    }
    for (int channel = 0; channel < into.length; channel += length) {
      int before = -1;
      for (int t = 0; t <= length; t++) {
        if (t == length || !Float.isNaN(into[channel + t])) {
          fill(into, channel, before, t, there);
          before = t;
        }
      }
    }
  }

  /** Fills what lies between two time steps; -1 and the length are none. */
  private static void fill(float[] into, int channel, int before, int after, boolean[] there) {
    boolean begins = before < 0;
    boolean ends = after == there.length;
    for (int t = before + 1; t < after && !(begins && ends); t++) {
      if (there[t]) {
        float first = into[channel + (begins ? after : before)];
        float last = into[channel + (ends ? before : after)];
        into[channel + t] = first + (last - first) * (t - before) / (after - before);
      }
    }
  }

  /** The mean of what is there of {@code count} time steps, NaN where nothing is. */
  private static float mean(float[] channel, int from, int count) {
    if (count == 1) {
      return channel[from];
    }
    double sum = 0;
    int present = 0;
    for (int t = from; t < Math.min(from + count, channel.length); t++) {
      if (!Float.isNaN(channel[t])) {
        sum += channel[t];
        present++;
      }
    }
    return present == 0 ? Float.NaN : (float) (sum / present);
  }

  @Override
  public List<String> losses(String samples, List<Series> rows, Format.Series format) {
    long most = (long) format.length() * format.factor();
    long cut = rows.stream().filter(row -> row.length() > most).count();
    return cut == 0
        ? List.of()
        : List.of(
            "Cut "
                + cut
                + " of the "
                + rows.size()
                + " "
                + samples
                + " off after "
                + most
                + " time steps, the most that were trained on.");
  }
}
