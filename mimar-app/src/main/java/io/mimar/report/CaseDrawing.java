package io.mimar.report;

import io.mimar.explain.Case;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A sample with what its answer hangs on in colour: green speaks for the answer, red against. */
final class CaseDrawing {
  /** Larger images are drawn with every n-th pixel. */
  private static final int MOST_SIDE = 96;

  private static final int MOST_CELLS = 6;
  private static final int[] FOR = {34, 148, 110};
  private static final int[] AGAINST = {214, 72, 48};
  private static final double STRONGEST = 0.75;
  private static final double WIDTH = 300;
  private static final double HEIGHT = 90;

  private final Case one;
  private final double largest;

  CaseDrawing(Case one) {
    this.one = one;
    this.largest = one.importance().stream().mapToDouble(Math::abs).max().orElse(0);
  }

  /** The drawing as markup. */
  String draw() {
    if (one.sample() instanceof Case.Image image) {
      return image(image);
    }
    if (one.sample() instanceof Case.Words words) {
      return words(words);
    }
    return one.sample() instanceof Case.Steps steps
        ? series(steps)
        : cells((Case.Cells) one.sample());
  }

  /** From -1 (speaks against the answer) to 1 (for it). */
  private double strength(int part) {
    return largest > 0 ? one.importance().get(part) / largest : 0;
  }

  // ---- images

  private String image(Case.Image image) {
    Markup pair = new Markup().open("div", "class", "pair");
    picture(pair, image, false, "the image");
    picture(pair, image, true, "what the answer hangs on");
    return pair.close("div").toString();
  }

  private void picture(Markup pair, Case.Image image, boolean coloured, String name) {
    pair.empty("img", "alt", name, "src", "data:image/png;base64," + png(image, coloured));
  }

  private String png(Case.Image image, boolean coloured) {
    int every = Math.max(1, (Math.max(image.height(), image.width()) + MOST_SIDE - 1) / MOST_SIDE);
    int height = (image.height() + every - 1) / every;
    int width = (image.width() + every - 1) / every;
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = y * every * image.width() + x * every;
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
      text.leaf("span", words.words().get(i), "style", "background: " + wash(i)).text(" ");
    }
    return text.close("p").toString();
  }

  private String wash(int part) {
    int[] colour = strength(part) > 0 ? FOR : AGAINST;
    return String.format(
        Locale.ROOT,
        "rgba(%d, %d, %d, %.2f)",
        colour[0],
        colour[1],
        colour[2],
        STRONGEST * Math.abs(strength(part)));
  }

  // ---- time series

  private String series(Case.Steps steps) {
    int count = steps.parts();
    Markup svg =
        new Markup()
            .open(
                "svg",
                "class",
                "steps",
                "viewBox",
                "0 0 " + Markup.number(WIDTH) + " " + Markup.number(HEIGHT),
                "role",
                "img",
                "aria-label",
                "The series, and which times the answer hangs on");
    double step = WIDTH / count;
    for (int t = 0; t < count; t++) {
      svg.empty(
          "rect", "x", t * step, "y", 0.0, "width", step + 0.5, "height", HEIGHT, "fill", wash(t));
    }
    steps.values().values().forEach(line -> line(svg, line, step));
    return svg.close("svg").toString();
  }

  private static void line(Markup svg, List<Double> values, double step) {
    double low = values.stream().mapToDouble(v -> v).min().orElse(0);
    double high = values.stream().mapToDouble(v -> v).max().orElse(1);
    Scale scale = Scale.of(low, high, HEIGHT - 4, 4);
    List<String> points = new ArrayList<>();
    for (int t = 0; t < values.size(); t++) {
      points.add(Markup.number((t + 0.5) * step) + "," + Markup.number(scale.at(values.get(t))));
    }
    svg.empty("polyline", "class", "curve", "points", String.join(" ", points));
  }

  // ---- rows of tables

  private String cells(Case.Cells cells) {
    List<Map.Entry<String, String>> all = List.copyOf(cells.values().entrySet());
    Markup list = new Markup().open("dl", "class", "facts");
    IntStream.range(0, all.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(one.importance().get(i))))
        .limit(MOST_CELLS)
        .forEach(
            i -> {
              list.open("div", "style", "background: " + wash(i));
              list.leaf("dt", all.get(i).getKey());
              list.leaf("dd", all.get(i).getValue()).close("div");
            });
    return list.close("dl").toString();
  }
}
