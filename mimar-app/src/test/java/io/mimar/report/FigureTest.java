package io.mimar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.store.StudySummary;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** A figure is the same outside of its page as on it. */
final class FigureTest {
  private static final Pattern CLASS = Pattern.compile("class=\"([^\"]+)\"");

  @Test
  void everyFigureOfAReportBringsAllItsColours() throws Exception {
    StudySummary plain = Studies.of(60, true, Studies.CLASSES);
    StudySummary summary = Studies.minimising(plain, List.of("params"));
    Explanations explanations =
        new Explanations(
            Optional.of(Explained.search("dense")),
            Optional.of(Explained.model("dense")),
            Optional.of(Explained.map(summary)));
    Path folder = Files.createDirectories(Path.of("target", "markdown")); // to be looked at
    Report.of(summary, Optional.of(Studies.TASK), explanations, Studies.NOW)
        .writeMarkdown(folder.resolve("report.md"));
    List<Path> files;
    try (Stream<Path> all = Files.list(folder.resolve("report-figures"))) {
      files = all.filter(file -> file.toString().endsWith(".svg")).toList();
    }
    assertTrue(files.size() >= 14, files::toString);
    for (Path file : files) {
      String svg = Files.readString(file);
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
      assertFalse(svg.contains("var("), file + " takes a colour of a page");
      TreeSet<String> unknown = new TreeSet<>();
      Matcher matcher = CLASS.matcher(svg);
      while (matcher.find()) {
        unknown.addAll(List.of(matcher.group(1).split(" ")));
      }
      unknown.removeIf(name -> svg.contains("." + name + " {"));
      assertEquals(new TreeSet<>(), unknown, file + " has classes without a style");
    }
  }

  @Test
  void itsPictureHasItsColoursAndLettersAtTwiceItsSize() throws IOException {
    Markup body =
        new Markup()
            .empty("rect", "class", "gain", "x", 10.0, "y", 10.0, "width", 30.0, "height", 20.0)
            .leaf("text", "MMMM", "class", "tick", "x", 60.0, "y", 25.0);
    Figure figure = new Figure("two", "chart", "Two things", 120, 40, body.toString());
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Pixels.png(figure)));
    assertEquals(List.of(280, 120), List.of(picture.getWidth(), picture.getHeight()));
    assertEquals(0xff_ff_ff, picture.getRGB(2, 2) & 0xff_ff_ff, "paper");
    assertEquals(34 << 16 | 118 << 8 | 96, picture.getRGB(70, 60) & 0xff_ff_ff, "the rectangle");
    int dark = 0;
    for (int x = 140; x < 260; x++) {
      for (int y = 40; y < 80; y++) {
        dark += (picture.getRGB(x, y) & 0xff) < 0x90 ? 1 : 0;
      }
    }
    assertTrue(dark > 100, "letters have " + dark + " dark pixels");
  }

  @Test
  void itsNameIsThatOfAFile() {
    assertEquals("front-model-size", Figure.name("Front: model size!"));
    assertEquals("figure", Figure.name("…"));
    assertThrows(MimarException.class, () -> new Figure("../x", "chart", "Elsewhere", 1, 1, ""));
  }
}
