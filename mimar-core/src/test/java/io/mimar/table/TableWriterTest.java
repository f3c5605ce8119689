package io.mimar.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, whatever its kind. */
class TableWriterTest {
  private static final String METRICS =
      """
      "metrics": [
        {"column": "acc", "direction": "maximize", "unit": "%", "role": "objective"},
        {"column": "ms", "direction": "minimize", "role": "cost"}]}
      """;

  @TempDir Path folder;

  @Test
  void edges() throws IOException {
    again(
        """
        {"name": "t", "data": "d.csv", "architecture": {"kind": "edges", "vertices": 3, "edges": [
          {"from": 1, "to": 2, "column": "e2"}, {"from": 0, "to": 1, "column": "e0"},
          {"from": 0, "to": 2, "column": "e1"}],
          "operations": ["none", "a, \\"quoted\\" skip", "conv"], "absent": "none"},
        """,
        "e0,e1,e2,acc,ms\nconv,none,conv,1.25,1\n\"a, \"\"quoted\"\" skip\",none,conv,,-3e-7\n");
  }

  @Test
  void graphs() throws IOException {
    again(
        """
        {"name": "t", "data": "d.csv", "architecture":
          {"kind": "graph", "adjacency": "bits", "operations": "ops"},
        """,
        "bits,ops,acc,ms\n011001000,in;conv;out,1,\n0100001000010000,in;a;b;out,2,1e100\n");
  }

  @Test
  void choices() throws IOException {
    again(
        """
        {"name": "t", "data": "d.csv", "architecture": {"kind": "choices", "choices": [
          {"column": "k", "values": ["3", "5"], "ordered": true},
          {"column": "ü", "values": ["a", "b"]}]},
        """,
        "k,ü,acc,ms\n3,a,1.5,2\n5,b,,3\n");
  }

  private void again(String descriptor, String rows) throws IOException {
    Path given = Files.createDirectory(folder.resolve("given"));
    Files.writeString(given.resolve("table.json"), descriptor + METRICS);
    Files.writeString(given.resolve("d.csv"), rows);
    Table table = TableReader.read(given);
    Path written = Files.createDirectory(folder.resolve("written"));
    TableWriter.write(table, written);
    Table read = TableReader.read(written);
    assertEquals(table.name(), read.name());
    assertEquals(table.layout(), read.layout());
    assertEquals(table.metrics(), read.metrics());
    assertEquals(table.rows(), read.rows());
    assertArrayEquals(table.values(), read.values());
    try (Stream<Path> files = Files.list(written)) {
      assertEquals(
          Set.of("table.json", "data.csv.gz"),
          files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()));
    }
  }
}
