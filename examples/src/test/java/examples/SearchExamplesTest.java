package examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples of whole searches run, and say what they should. */
final class SearchExamplesTest {
  @TempDir Path folder;

  @Test
  void searchesImages() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (String name : List.of("lying", "standing")) {
      Path images = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < 100; i++) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < 64; p++) {
          int stripe = (name.equals("lying") ? p / 8 : p % 8) % 2 * 60;
          image.getRaster().setSample(p % 8, p / 8, 0, 60 + stripe + random.nextInt(80));
        }
        ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
      }
    }
    List<String> lines = Printed.lines(Example01Search::main, folder.toString(), "PT45S");
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("accuracy "), lines::toString);
    assertTrue(List.of("lying", "standing").contains(lines.get(1)), lines::toString);
    assertTrue(Files.isRegularFile(Path.of(lines.get(2))), lines::toString);
  }

  @Test
  void searchesDataInMemory() throws IOException {
    List<String> lines = Printed.lines(Example02Memory::main);
    assertEquals(4, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("accuracy "), lines::toString);
  }

  @Test
  void searchesTables() throws IOException {
    List<String> lines = Printed.lines(Example03Table::main);
    assertTrue(lines.get(0).startsWith("mae "), lines::toString);
    assertTrue(lines.get(1).startsWith("4 trials: mae "), lines::toString);
    assertTrue(lines.get(2).contains("rmse"), lines::toString);
    assertTrue(lines.get(3).startsWith("OptionalDouble["), lines::toString);
  }

  @Test
  void listensAndCancels() throws IOException {
    List<String> lines = Printed.lines(Example04Listener::main);
    assertEquals(1, lines.stream().filter(l -> l.startsWith("cancelled: ")).count());
    for (int trial = 0; trial < 3; trial++) {
      String start = "trial " + trial + " ";
      assertEquals(1, lines.stream().filter(l -> l.startsWith(start)).count(), lines::toString);
    }
    assertTrue(lines.get(lines.size() - 1).startsWith("accuracy "), lines::toString);
  }
}
