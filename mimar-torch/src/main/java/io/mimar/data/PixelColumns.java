package io.mimar.data;

import io.mimar.MimarException;
import io.mimar.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Which column of a file is which pixel.
 *
 * @param shape channels, height, width
 * @param names all columns in their order, the target included
 * @param target the name of the column that is told
 */
public record PixelColumns(Shape shape, List<String> names, String target) {

  public PixelColumns {
    names = List.copyOf(names);
  }

  /**
   * Those of a format.
   *
   * @param asked what the target is called instead; empty where it is called as in training
   */
  static PixelColumns of(Format.PixelTable format, String asked) {
    String target = asked.isEmpty() ? format.target() : asked;
    List<String> names = new ArrayList<>(format.names());
    names.replaceAll(name -> name.equals(format.target()) ? target : name);
    return new PixelColumns(format.shape(), names, target);
  }

  /**
   * Those of a training file: the target is the one that is asked for, else one with a usual name,
   * else the only one of words that repeat, else the last; all others are pixels.
   *
   * @param notes hears what was decided
   * @throws MimarException when there is no such target, or the size is not known or does not fit
   */
  static PixelColumns choose(DelimitedFile file, DataOptions options, Consumer<String> notes) {
    List<String> names = file.header();
    String target = target(file, options.target(), notes);
    Shape shape = shape(file, target, options);
    notes.accept(
        "The other columns are the pixels of "
            + options.size().orElseThrow()
            + " images (height x width), row by row"
            + (shape.channels() == 1 ? ", in grey." : ", the colours of a pixel side by side."));
    return new PixelColumns(shape, names, target);
  }

  private static String target(DelimitedFile file, String asked, Consumer<String> notes) {
    List<String> names = file.header();
    Optional<String> usual = TargetNames.usual(names);
    List<String> words =
        IntStream.range(0, names.size())
            .filter(c -> isOfWords(file, c))
            .mapToObj(names::get)
            .toList();
    String target;
    String why;
    if (!asked.isEmpty()) {
      target = TargetNames.like(names, asked).orElseThrow(() -> noTarget(file, asked));
      why = "asked for";
    } else if (usual.isPresent()) {
      target = usual.get();
      why = "called so";
    } else {
      target = words.size() == 1 ? words.get(0) : names.get(names.size() - 1);
      why = words.size() == 1 ? "the only one of words" : "the last";
    }
    notes.accept("The target is the column " + target + ", because it is " + why + ".");
    return target;
  }

  /** Whether no number stands in a column, and words that come twice or more on average. */
  private static boolean isOfWords(DelimitedFile file, int column) {
    List<String> there =
        file.rows().stream()
            .map(row -> row.cells()[column])
            .filter(cell -> !Cells.isMissing(cell))
            .toList();
    return there.stream().noneMatch(Cells::isNumber)
        && !there.isEmpty()
        && there.stream().distinct().count() * 2 <= there.size();
  }

  private static MimarException noTarget(DelimitedFile file, String wanted) {
    return new MimarException(
        "target is " + wanted + ", but " + file.file() + " has no such column",
        "Its columns are " + Classes.some(file.header()) + ".");
  }

  private static Shape shape(DelimitedFile file, String target, DataOptions options) {
    int columns = file.header().size() - 1;
    String found = file.file() + " has " + columns + " columns beside the target " + target;
    ImageSize size =
        options
            .size()
            .orElseThrow(
                () ->
                    new MimarException(
                        found + ", but the height and width of its images are not given",
                        "Give --shape HxW (data.height and data.width)" + squares(columns) + "."));
    for (int channels : new int[] {1, 3}) {
      if (columns == channels * size.pixels()) {
        return new Shape(channels, size.height(), size.width());
      }
    }
    throw new MimarException(
        String.format(
            "%s, but images of %s have %d pixels, or %d numbers in colour",
            found, size, size.pixels(), 3 * size.pixels()),
        "Give another height and width"
            + squares(columns)
            + ", another target, or a file without other columns.");
  }

  /** The square that so many columns would be, for a hint. */
  private static String squares(int columns) {
    for (int channels : new int[] {1, 3}) {
      int area = columns / channels;
      int side = (int) Math.sqrt(area);
      if (side > 0 && channels * side * side == columns) {
        return " (" + side + "x" + side + " would fit)";
      }
    }
    return "";
  }

  /**
   * The place of each pixel's column in {@code file}, then the target's, -1 where it is not there:
   * by name; in a file without a header by position.
   *
   * @throws MimarException when a column is missing
   */
  int[] places(DelimitedFile file) {
    List<String> header = file.headed() ? file.header() : assumed(file);
    int[] places = new int[names.size()];
    int pixel = 0;
    for (String name : names) {
      int place = header.indexOf(name);
      if (name.equals(target)) {
        places[places.length - 1] =
            TargetNames.like(header, name).map(header::indexOf).orElse(place);
      } else if (place < 0) {
        throw new MimarException(
            file.file() + " has no column " + name + ", as the training data have",
            "Name its columns as there, or leave the header out in both.");
      } else {
        places[pixel++] = place;
      }
    }
    return places;
  }

  private List<String> assumed(DelimitedFile file) {
    List<String> pixels = names.stream().filter(name -> !name.equals(target)).toList();
    int width = file.header().size();
    if (width != names.size() && width != pixels.size()) {
      throw new MimarException(
          String.format(
              "%s has no header and %d columns, but must have %d or, with the target, %d",
              file.file(), width, pixels.size(), names.size()),
          "Give the columns of the training data in their order, or a header.");
    }
    return width == names.size() ? names : pixels;
  }
}
