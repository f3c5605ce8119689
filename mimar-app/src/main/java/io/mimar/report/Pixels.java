package io.mimar.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import io.mimar.MimarException;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Figures as PNG, for programs that read no SVG. */
final class Pixels {
  /** Pixels of the picture for one of the drawing. */
  static final int SCALE = 2;

  /** So large is the drawing in print: 96 of its pixels an inch. */
  private static final long PER_METRE = Math.round(SCALE * 96 / 0.0254);

  private static final String PNG = "javax_imageio_png_1.0";

  private Pixels() {}

  /**
   * The picture of {@code figure}.
   *
   * @throws MimarException when this machine has nothing to write letters with
   */
  static byte[] png(Figure figure) {
    try {
      return encoded(drawn(figure));
    } catch (LinkageError | InternalError e) {
      throw new MimarException(
          "this Java cannot draw letters, so there are no PNG files: " + e,
          "Install fonts (Debian: apt-get install fonts-dejavu-core fontconfig).",
          e);
    }
  }

  private static BufferedImage drawn(Figure figure) {
    int width = (int) Math.ceil(figure.fileWidth());
    int height = (int) Math.ceil(figure.fileHeight());
    BufferedImage image =
        new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
    SVGDocument document =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(figure.file().getBytes(UTF_8)),
                null,
                LoaderContext.createDefault());
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHints(
        Map.of(
            RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
            RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
            RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE));
    graphics.scale(SCALE, SCALE);
    Objects.requireNonNull(document, () -> "our own drawing cannot be read: " + figure.name())
        .render((Component) null, graphics, new ViewBox(0, 0, width, height));
    graphics.dispose();
    return image;
  }

  private static byte[] encoded(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              new ImageTypeSpecifier(image), writer.getDefaultWriteParam());
      metadata.mergeTree(PNG, size());
      writer.setOutput(out);
      writer.write(new IIOImage(image, null, metadata));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is all in memory
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadataNode size() {
    IIOMetadataNode size = new IIOMetadataNode("pHYs");
    size.setAttribute("pixelsPerUnitXAxis", String.valueOf(PER_METRE));
    size.setAttribute("pixelsPerUnitYAxis", String.valueOf(PER_METRE));
    size.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(PNG);
    root.appendChild(size);
    return root;
  }
}
