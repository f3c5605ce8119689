package io.mimar.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledFiles;
import io.mimar.network.Input;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksTest {
  @TempDir Path folder;

  private Path file(String name, String header, int rows, IntFunction<String> row) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      String body =
          IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n", "", "\n"));
      Files.writeString(file, header + body);
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String kind(Path path) {
    return Detection.of(path).kind().toString();
  }

  private static String numbers(int row, int columns) {
    return IntStream.range(0, columns)
        .mapToObj(c -> String.format(Locale.ROOT, "%.2f", Math.sin(row * 7 + c)))
        .collect(Collectors.joining(","));
  }

  private static String names(String pattern, int columns) {
    return IntStream.range(0, columns)
        .mapToObj(c -> pattern.replace("#", "" + c))
        .collect(Collectors.joining(","));
  }

  @Test
  void filesAreToldApartByWhatTheyLookLike() {
    String steps = names("ax_#", 12) + "," + names("ay_#", 12) + ",class\n";
    assertEquals("series", kind(file("a.csv", steps, 20, i -> numbers(i, 24) + ",c" + i % 2)));
    String time = names("t#", 30) + ",class\n";
    assertEquals("series", kind(file("b.csv", time, 20, i -> numbers(i, 30) + ",c" + i % 2)));
    for (String feature : new String[] {"p#", "x#", "feature_#", "V#", "pixel_#"}) {
      String table = names(feature, 30) + ",class\n";
      Path csv = file("c.csv", table, 20, i -> numbers(i, 30) + ",c" + i % 2);
      assertEquals("table", kind(csv), feature);
    }
    Path text =
        file("d.csv", "text,label\n", 20, i -> "a text of some words number " + i + ",l" + i % 2);
    assertEquals("text", kind(text));
    assertEquals("table", kind(file("e.arff", "@relation r\n", 1, i -> "@data")));
    assertEquals("series", kind(file("f.ts", "@problemName x\n", 1, i -> "@data")));
    String json = "{\"label\":\"a\",\"series\":[1,2,3]}";
    assertEquals("series", kind(file("g.jsonl", "", 5, i -> json)));
    assertEquals("text", kind(file("h.jsonl", "", 5, i -> "{\"label\":\"a\",\"text\":\"b c\"}")));
    assertEquals(
        "series",
        kind(file("i.tsv", "", 20, i -> i % 2 + "\t" + numbers(i, 20).replace(',', '\t'))));
  }

  @Test
  void foldersAreToldApartByWhatIsInThem() {
    file("texts/good/1.txt", "", 1, i -> "fine");
    file("texts/bad/1.txt", "", 1, i -> "poor");
    assertEquals("text", kind(folder.resolve("texts")));
    file("images/a/1.png", "", 1, i -> "x");
    file("images/notes.txt", "", 1, i -> "x");
    assertEquals("image", kind(folder.resolve("images")));
    file("table/x_train.csv", "a,b,y\n", 30, i -> i + "," + i * i + ",c" + i % 2);
    file("table/x_test.csv", "a,b,y\n", 30, i -> i + "," + i * i + ",c" + i % 2);
    assertEquals("table", kind(folder.resolve("table")));
  }

  @Test
  void aTableIsOpenedScoredAndAskedFromTheSameRows() {
    Path csv =
        file("t.csv", "size,colour,y\n", 60, i -> i + (i % 2 == 0 ? ",red," : ",blue,") + i % 2);
    Dataset data = Tasks.open(csv, DataOptions.DEFAULT, Seeds.root(1));
    assertTrue(data.format() instanceof Format.Table);
    assertTrue(data.assumptions().get(0).contains("table"), data.assumptions()::toString);
    LabelledFiles scored = Tasks.labelled(csv, data.format(), data.target(), DataOptions.DEFAULT);
    LabelledFiles asked = Tasks.unlabelled(csv, data.format(), DataOptions.DEFAULT);
    assertEquals(60, scored.samples().size());
    assertEquals(asked.files(), scored.files());
    for (int i = 0; i < asked.samples().numbers().length(); i++) {
      assertEquals(scored.samples().numbers().at(i), asked.samples().numbers().at(i));
    }
    for (int i = 0; i < 60; i++) {
      assertEquals(i % 2, scored.samples().labels()[i]);
    }
  }

  @Test
  void theUserSaysItOtherwise() {
    Path csv = file("n.csv", names("p#", 64) + ",d\n", 40, i -> pixels(i) + "," + i % 2);
    DataOptions image = DataOptions.DEFAULT.withTask("image").withSize(8, 8);
    Dataset data = Tasks.open(csv, image, Seeds.root(1));
    assertTrue(data.task().input() instanceof Input.Pixels);
    assertEquals("table", kind(csv));
  }

  private static String pixels(int row) {
    return IntStream.range(0, 64)
        .mapToObj(c -> "" + (row * 31 + c * 7) % 17)
        .collect(Collectors.joining(","));
  }

  @Test
  void whatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing");
    MimarException e = assertThrows(MimarException.class, () -> Detection.of(missing));
    assertTrue(e.getMessage().contains("missing"), e::getMessage);
  }
}
