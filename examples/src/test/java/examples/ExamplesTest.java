package examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example runs, and says what it should. */
final class ExamplesTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "examples");

  @TempDir Path folder;

  /** An example's main. */
  @FunctionalInterface
  private interface Example {
    void run(String... arguments) throws IOException;
  }

  private static List<String> lines(Example example, String... arguments) throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      example.run(arguments);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

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
    List<String> lines = lines(Example01Search::main, folder.toString(), "PT45S");
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("accuracy "), lines::toString);
    assertTrue(List.of("lying", "standing").contains(lines.get(1)), lines::toString);
    assertTrue(Files.isRegularFile(Path.of(lines.get(2))), lines::toString);
  }

  @Test
  void searchesDataInMemory() throws IOException {
    List<String> lines = lines(Example02Memory::main);
    assertEquals(4, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("accuracy "), lines::toString);
  }

  @Test
  void searchesTables() throws IOException {
    List<String> lines = lines(Example03Table::main);
    assertTrue(lines.get(0).startsWith("mae "), lines::toString);
    assertTrue(lines.get(1).startsWith("4 trials: mae "), lines::toString);
    assertTrue(lines.get(2).contains("rmse"), lines::toString);
    assertTrue(lines.get(3).startsWith("OptionalDouble["), lines::toString);
  }

  @Test
  void listensAndCancels() throws IOException {
    List<String> lines = lines(Example04Listener::main);
    assertEquals(1, lines.stream().filter(l -> l.startsWith("cancelled: ")).count());
    for (int trial = 0; trial < 3; trial++) {
      String start = "trial " + trial + " ";
      assertEquals(1, lines.stream().filter(l -> l.startsWith(start)).count(), lines::toString);
    }
    assertTrue(lines.get(lines.size() - 1).startsWith("accuracy "), lines::toString);
  }

  @Test
  void enqueues() throws IOException {
    List<String> lines = lines(Example05Enqueue::main);
    assertEquals(4, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("enqueued "), lines::toString);
    assertTrue(lines.get(3).startsWith("enqueued: trunk="), lines::toString);
  }

  @Test
  void asksAndTells() throws IOException {
    List<String> lines = lines(Example06AskTell::main);
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("layers="), lines::toString);
  }

  @Test
  void evaluatesByAFunction() throws IOException {
    List<String> lines = lines(Example07OwnEvaluator::main);
    assertTrue(Double.parseDouble(lines.get(0)) > 0.7, lines::toString);
    assertTrue(lines.get(1).startsWith("neighbours="), lines::toString);
  }

  @Test
  void searchesAnOwnSpace() throws IOException {
    List<String> lines = lines(Example08OwnSpace::main);
    assertTrue(lines.get(0).startsWith("accuracy "), lines::toString);
    assertTrue(lines.get(1).startsWith("first="), lines::toString);
  }

  @Test
  void searchesByAnOwnSearcher() throws IOException {
    List<String> lines = lines(Example09OwnSearcher::main);
    double own = Double.parseDouble(lines.get(0));
    double random = Double.parseDouble(lines.get(1));
    assertTrue(own < random, lines::toString);
  }

  @Test
  void runsUnderAClassLoaderOfItsOwn() throws IOException, InterruptedException {
    Path classes = Path.of("target", "test-classes").toAbsolutePath();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes.toString(),
                Isolated.class.getName(),
                System.getProperty("java.class.path"),
                Example08OwnSpace.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.lines().anyMatch(line -> line.startsWith("first=")), said);
  }

  // ---- what is written about them

  @Test
  void theReadmeShowsTheFirstExampleAsItIs() throws IOException {
    List<String> readme = Files.readAllLines(Path.of("..", "README.md"));
    int start = readme.indexOf("```java");
    assertTrue(start >= 0, "README.md has no Java");
    int end = start + readme.subList(start, readme.size()).indexOf("```");
    List<String> shown = stripped(readme.subList(start + 1, end).stream());
    List<String> source =
        stripped(Files.readAllLines(SOURCES.resolve("Example01Search.java")).stream());
    assertTrue(Collections.indexOfSubList(source, shown) >= 0, shown::toString);
  }

  private static List<String> stripped(Stream<String> lines) {
    return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void theListNamesEveryExample() throws IOException {
    String list = Files.readString(Path.of("README.md"));
    try (Stream<Path> files = Files.list(SOURCES)) {
      files.forEach(file -> assertTrue(list.contains("/" + file.getFileName()), file::toString));
    }
  }
}
