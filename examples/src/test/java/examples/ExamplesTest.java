package examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Examples run, and say what they should; {@link SearchExamplesTest} has the first of them. */
final class ExamplesTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "examples");

  @Test
  void enqueues() throws IOException {
    List<String> lines = Printed.lines(Example05Enqueue::main);
    assertEquals(4, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("enqueued "), lines::toString);
    assertTrue(lines.get(3).startsWith("enqueued: trunk="), lines::toString);
  }

  @Test
  void asksAndTells() throws IOException {
    List<String> lines = Printed.lines(Example06AskTell::main);
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("layers="), lines::toString);
  }

  @Test
  void evaluatesByAFunction() throws IOException {
    List<String> lines = Printed.lines(Example07OwnEvaluator::main);
    assertTrue(Double.parseDouble(lines.get(0)) > 0.7, lines::toString);
    assertTrue(lines.get(1).startsWith("neighbours="), lines::toString);
  }

  @Test
  void searchesAnOwnSpace() throws IOException {
    List<String> lines = Printed.lines(Example08OwnSpace::main);
    assertTrue(lines.get(0).startsWith("accuracy "), lines::toString);
    assertTrue(lines.get(1).startsWith("first="), lines::toString);
  }

  @Test
  void searchesByAnOwnSearcher() throws IOException {
    List<String> lines = Printed.lines(Example09OwnSearcher::main);
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
