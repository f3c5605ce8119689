package io.mimar.report;

import io.mimar.explain.Case;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A sample with what its answer hangs on in colour: green speaks for the answer, red against. */
final class CaseDrawing {
  /** Larger images are drawn with every n-th pixel. */
  private static final int MOST_SIDE = 96;

  private static final int MOST_PARTS = 6;
  private static final int[] FOR = {34, 148, 110};
  private static final int[] AGAINST = {214, 72, 48};
  private static final double STRONGEST = 0.75;
  private static final double WIDTH = 300;
  private static final double HEIGHT = 90;
  private static final double GAP = 12;

  private final Case one;
  private final String name;
  private final double largest;

  /**
   * The drawing of a case.
   *
   * @param name of its file, where it is a figure
   */
  CaseDrawing(Case one, String name) {
    this.one = one;
    this.name = name;
    this.largest = one.importance().stream().mapToDouble(Math::abs).max().orElse(0);
  }

  /** A part of the sample and what the answer owes to it. */
  record Part(String what, String effect) {}

  /** The drawing of what is best seen; none of words and columns. */
  Optional<Figure> figure() {
    if (one.sample() instanceof Case.Image image) {
      return Optional.of(image(image));
    }
    return one.sample() instanceof Case.Steps steps ? Optional.of(series(steps)) : Optional.empty();
  }

  /** Words and columns as markup; empty text of what is a figure. */
  String markup() {
    if (one.sample() instanceof Case.Words words) {
      return words(words);
    }
    return one.sample() instanceof Case.Cells cells ? cells(cells) : "";
  }

  /** A text's words in their order; empty of all else. */
  String text() {
    return one.sample() instanceof Case.Words words ? String.join(" ", words.words()) : "";
  }

  /** The words or columns that count most, the largest first; none of what is a figure. */
  List<Part> parts() {
    if (one.sample() instanceof Case.Words words) {
      return strongest(words.parts()).map(i -> part(words.words().get(i), i)).toList();
    }
    if (one.sample() instanceof Case.Cells cells) {
      List<Map.Entry<String, String>> all = List.copyOf(cells.values().entrySet());
      return strongest(all.size())
          .map(i -> part(all.get(i).getKey() + " = " + all.get(i).getValue(), i))
          .toList();
    }
    return List.of();
  }

  private Stream<Integer> strongest(int parts) {
    return IntStream.range(0, parts)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(one.importance().get(i))))
        .limit(MOST_PARTS);
  }

  private Part part(String what, int part) {
    double effect = one.importance().get(part);
    String text =
        one.probability().isPresent()
            ? String.format(Locale.ROOT, "%+.1f points", 100 * effect)
            : String.format(Locale.ROOT, "%+.3g", effect);
    return new Part(what, text);
  }

  /** From -1 (speaks against the answer) to 1 (for it). */
  private double strength(int part) {
    return largest > 0 ? one.importance().get(part) / largest : 0;
  }

  /** The class that colours a part. */
  private String wash(int part) {
    double strength = strength(part);
    return (strength > 0 ? "for " : "against ") + Level.of(Math.abs(strength));
  }

  // ---- images

  private Figure image(Case.Image image) {
    double side = (WIDTH - GAP) / 2;
    double height = side * image.height() / image.width();
    Markup svg = new Markup();
    picture(svg, 0, png(image, false), side, height);
    picture(svg, side + GAP, png(image, true), side, height);
    return new Figure(
        name, "steps", "The image, and what the answer hangs on", WIDTH, height, svg.toString());
  }

  private static void picture(Markup svg, double x, String png, double width, double height) {
    svg.empty(
        "image",
        "class",
        "crisp",
        "href",
        "data:image/png;base64," + png,
        "x",
        x,
        "y",
        0.0,
        "width",
        width,
        "height",
        height);
  }

  /** As PNG with pixels so large that no reader has to enlarge, and blur, them. */
  private String png(Case.Image image, boolean coloured) {
    int every = Math.max(1, (Math.max(image.height(), image.width()) + MOST_SIDE - 1) / MOST_SIDE);
    int height = (image.height() + every - 1) / every;
    int width = (image.width() + every - 1) / every;
    int times = (int) Math.max(1, Math.round(WIDTH / Math.max(height, width)));
    BufferedImage drawn =
        new BufferedImage(times * width, times * height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < drawn.getHeight(); y++) {
      for (int x = 0; x < drawn.getWidth(); x++) {
        int pixel = y / times * every * image.width() + x / times * every;
        drawn.setRGB(x, y, coloured ? coloured(image, pixel) : plain(image, pixel));
      }
    }
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(drawn, "png", out);
      return Base64.getEncoder().encodeToString(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int channel(Case.Image image, int channel, int pixel) {
    int plane = Math.min(channel, image.channels() - 1);
    return image.pixels()[plane * image.height() * image.width() + pixel] & 0xff;
  }

  private static int plain(Case.Image image, int pixel) {
    return rgb(channel(image, 0, pixel), channel(image, 1, pixel), channel(image, 2, pixel));
  }

  /** The pixel in grey with green or red over it. */
  private int coloured(Case.Image image, int pixel) {
    double grey = 0;
    for (int c = 0; c < 3; c++) {
      grey += channel(image, c, pixel) / 3.0;
    }
    int[] colour = strength(pixel) > 0 ? FOR : AGAINST;
    double over = STRONGEST * Math.abs(strength(pixel));
    int[] mixed = new int[3];
    for (int c = 0; c < 3; c++) {
      mixed[c] = (int) Math.round((1 - over) * grey + over * colour[c]);
    }
    return rgb(mixed[0], mixed[1], mixed[2]);
  }

  private static int rgb(int red, int green, int blue) {
    return red << 16 | green << 8 | blue;
  }

  // ---- texts

  private String words(Case.Words words) {
    Markup text = new Markup().open("p", "class", "words");
    for (int i = 0; i < words.words().size(); i++) {
      text.leaf("span", words.words().get(i), "class", wash(i)).text(" ");
    }
    return text.close("p").toString();
  }

  // ---- time series

  private Figure series(Case.Steps steps) {
    Markup svg = new Markup();
    double step = WIDTH / steps.parts();
    int end;
    for (int t = 0; t < steps.parts(); t = end) {
      end = sameFrom(t);
      int[] colour = strength(t) > 0 ? FOR : AGAINST;
      svg.empty(
          "rect",
          "x",
          t * step,
          "y",
          0.0,
          "width",
          (end - t) * step + 0.5,
          "height",
          HEIGHT,
          "fill",
          String.format(Locale.ROOT, "#%02x%02x%02x", colour[0], colour[1], colour[2]),
          "fill-opacity",
          String.format(Locale.ROOT, "%.2f", STRONGEST * Math.abs(strength(t))));
    }
    steps.values().values().forEach(line -> line(svg, line, step));
    String title = "The series, and which times the answer hangs on";
    return new Figure(name, "steps", title, WIDTH, HEIGHT, svg.toString());
  }

  /** Where the run of equal strengths that begins at {@code start} ends. */
  private int sameFrom(int start) {
    int end = start + 1;
    while (end < one.importance().size()
        && one.importance().get(end).equals(one.importance().get(start))) {
      end++;
    }
    return end;
  }

  /** A line that is broken where steps are missing. */
  private static void line(Markup svg, List<Double> values, double step) {
    double[] there = values.stream().mapToDouble(v -> v).filter(Double::isFinite).toArray();
    if (there.length == 0) {
      return;
    }
    double low = Arrays.stream(there).min().orElseThrow();
    double high = Arrays.stream(there).max().orElseThrow();
    Scale scale = Scale.of(low, high, HEIGHT - 4, 4);
    StringBuilder path = new StringBuilder();
    boolean goesOn = false;
    for (int t = 0; t < values.size(); t++) {
      boolean present = Double.isFinite(values.get(t));
      if (present) {
        double x = (t + 0.5) * step;
        path.append(ProgressChart.point(goesOn ? "L" : "M", x, scale.at(values.get(t))));
      }
      goesOn = present;
    }
    svg.empty("path", "class", "series", "d", path.toString());
  }

  // ---- rows of tables

  private String cells(Case.Cells cells) {
    List<Map.Entry<String, String>> all = List.copyOf(cells.values().entrySet());
    Markup list = new Markup().open("dl", "class", "facts");
    strongest(all.size())
        .forEach(
            i -> {
              list.open("div", "class", wash(i));
              list.leaf("dt", all.get(i).getKey());
              list.leaf("dd", all.get(i).getValue()).close("div");
            });
    return list.close("dl").toString();
  }
}
