package io.mimar.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.objective.Objective;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of all three kinds are read; what is wrong is named with file, line, column and value. */
class TableReaderTest {
  private static final String METRICS =
      """
      "metrics": [
        {"column": "acc", "direction": "maximize", "unit": "%", "role": "objective"},
        {"column": "ms", "direction": "minimize", "role": "cost"}]
      """;
  private static final String CHOICES =
      """
      {"name": "t", "data": "d.csv", "architecture": {"kind": "choices", "choices": [
        {"column": "k", "values": ["3", "5"], "ordered": true},
        {"column": "w", "values": ["a", "b"]}]},
      """
          + METRICS
          + "}";
  private static final String EDGES =
      """
      {"name": "t", "data": "d.csv", "architecture": {"kind": "edges", "vertices": 3, "edges": [
        {"from": 1, "to": 2, "column": "e2"}, {"from": 0, "to": 1, "column": "e0"},
        {"from": 0, "to": 2, "column": "e1"}],
        "operations": ["none", "skip", "conv"], "absent": "none", "identity": "skip"},
      """
          + METRICS
          + "}";
  private static final String GRAPH =
      """
      {"name": "t", "data": "d.csv", "architecture":
        {"kind": "graph", "adjacency": "bits", "operations": "ops"},
      """
          + METRICS
          + "}";
  private static final String ROWS = "k,w,acc,ms\n3,a,1.5,2\n5,b,,3\n";

  @TempDir Path folder;

  private Table read(String descriptor, String rows) throws IOException {
    Files.writeString(folder.resolve("table.json"), descriptor);
    Files.writeString(folder.resolve("d.csv"), rows);
    return TableReader.read(folder);
  }

  private String refused(String descriptor, String rows) {
    MimarException e = assertThrows(MimarException.class, () -> read(descriptor, rows));
    assertTrue(!e.hint().isBlank(), e::getMessage);
    return e.getMessage().replace(folder.toString(), "F");
  }

  // ---- what is right

  @Test
  void choicesAreRead() throws IOException {
    Table table = read(CHOICES, ROWS);
    assertEquals("input; k=3<0; w=a<1; output<2", table.rows().get(0).toString());
    assertEquals(List.of(1, 1), table.rows().get(1).values());
    assertEquals(1.5, table.column("acc")[0]);
    assertTrue(Double.isNaN(table.column("acc")[1]), "an empty field is a missing value");
    assertEquals(Objective.Direction.MINIMIZE, table.metric("ms").direction());
    assertEquals(1, table.complete(List.of("acc")).rows().size());
  }

  @Test
  void edgesAreReadWhateverTheirOrderAndEqualCellsShareAGraph() throws IOException {
    Table table = read(EDGES, "e0,e1,e2,acc,ms\nconv,none,skip,1,1\nskip,none,conv,2,1\n");
    assertEquals("input; conv<0; output<1", table.rows().get(0).toString());
    assertEquals(table.rows().get(0).graph(), table.rows().get(1).graph());
    assertEquals(2, table.rows().stream().distinct().count());
  }

  @Test
  void graphsAreReadWithoutWhatLeadsNowhere() throws IOException {
    Table table =
        read(
            GRAPH, "bits,ops,acc,ms\n010001000,in;conv;out,1,1\n0100000000010000,in;a;b;out,1,1\n");
    assertEquals("in; conv<0; out<1", table.rows().get(0).toString());
    assertEquals("in; out", table.rows().get(1).toString());
  }

  @Test
  void verticesMayStandInAnyOrderBetweenInputAndOutput() throws IOException {
    // in -> b -> a -> out, with a before b
    Table table = read(GRAPH, "bits,ops,acc,ms\n0010000101000000,in;a;b;out,1,1\n");
    assertEquals("in; b<0; a<1; out<2", table.rows().get(0).toString());
  }

  @Test
  void aByteOrderMarkAndColumnsWithoutANameAreNoObstacle() throws IOException {
    Table table = read(CHOICES, "\uFEFFk,w,acc,ms,\n3,a,1.5,2,0\n5,b,,3,1\n");
    assertEquals(List.of(1, 1), table.rows().get(1).values());
    assertEquals(2, read(CHOICES, ",k,w,acc,ms\n0,3,a,1,2\n1,5,b,1,2\n").rows().size());
  }

  @Test
  void keysThatOtherProgramsAddAreNoObstacle() throws IOException {
    String more =
        CHOICES
            .replace("\"name\"", "\"source\": {\"doi\": \"10.1\"}, \"name\"")
            .replace("\"role\": \"cost\"", "\"role\": \"cost\", \"note\": \"batch 1\"");
    assertEquals(2, read(more, ROWS).rows().size());
  }

  @Test
  void whatIsWrongInADescriptorHasItsLine() {
    String said = refused(CHOICES.replace("\"cost\"", "\"price\""), ROWS);
    assertTrue(said.startsWith("F/table.json, line 6: /metrics/1/role is \"price\""), said);
    String absent = refused(CHOICES.replace("\"direction\": \"minimize\", ", ""), ROWS);
    assertTrue(absent.startsWith("F/table.json, line 6: /metrics/1 has no key dir"), absent);
  }

  @Test
  void quotesAndGzipAreNoObstacle() throws IOException {
    Files.writeString(folder.resolve("table.json"), CHOICES.replace("d.csv", "d.csv.gz"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write("w,\"ms\",acc,k\r\n\"a\",2,1.5,3\r\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("d.csv.gz"), bytes.toByteArray());
    assertEquals(List.of(0, 0), TableReader.read(folder).rows().get(0).values());
    Files.write(folder.resolve("d.csv.gz"), Arrays.copyOf(bytes.toByteArray(), 20));
    assertThrows(MimarException.class, () -> TableReader.read(folder));
    Files.writeString(folder.resolve("d.csv.gz"), ROWS);
    MimarException e = assertThrows(MimarException.class, () -> TableReader.read(folder));
    assertTrue(e.getMessage().contains("cannot be read"), e::getMessage);
  }

  /** 100 MB that are zipped to 100 kB, in one field: a line, or many in quotes. */
  @ParameterizedTest
  @CsvSource({"x, ''", "'x\n', '\"'"})
  void aRowThatDoesNotEndIsRefusedBeforeItFillsTheMemory(String part, String quote)
      throws IOException {
    Files.writeString(folder.resolve("table.json"), CHOICES.replace("d.csv", "d.csv.gz"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("d.csv.gz")))) {
      out.write(("k,w,acc,ms\n3,a,1,2\n" + quote).getBytes(StandardCharsets.UTF_8));
      byte[] parts = part.repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (int written = 0; written < 100_000_000; written += parts.length) {
        out.write(parts);
      }
    }
    MimarException e = assertThrows(MimarException.class, () -> TableReader.read(folder));
    assertTrue(e.getMessage().contains("row 2 is longer than"), e::getMessage);
  }

  // ---- what is wrong with rows

  @ParameterizedTest
  @CsvSource({
    "'4,a,1,2','F/d.csv, line 2, column k is \"4\", but must be one of [3, 5]'",
    "'3,c,1,2','F/d.csv, line 2, column w is \"c\", but must be one of [a, b]'",
    "'3,,1,2','F/d.csv, line 2, column w is \"\", but must be one of [a, b]'",
    "'3,a,much,2','F/d.csv, line 2, column acc is \"much\", but must be a number or nothing'",
    "'3,a,NaN,2','F/d.csv, line 2, column acc is \"NaN\", but must be a number from -1e150 to'",
    "'3,a,1e999,2','F/d.csv, line 2, column acc is \"1e999\", but must be a number from'",
    "'3,a,1,-2e150','F/d.csv, line 2, column ms is \"-2e150\", but must be a number from'",
    "'3,a,1','F/d.csv, line 2 has 3 fields, but must have 4'",
    "'3,a,1,2,9','F/d.csv, line 2 has 5 fields, but must have 4'",
  })
  void aWrongFieldIsNamed(String row, String start) {
    String said = refused(CHOICES, "k,w,acc,ms\n" + row + "\n");
    assertTrue(said.startsWith(start), said);
  }

  @Test
  void rowsTwiceColumnsMissingAndEmptyFilesAreRefused() {
    assertEquals(
        "F/d.csv, line 3 has the architecture of line 2 again",
        refused(CHOICES, "k,w,acc,ms\n3,a,1,2\n3,a,2,2\n"));
    assertEquals("F/d.csv, line 1: column ms is missing", refused(CHOICES, "k,w,acc\n3,a,1\n"));
    assertEquals(
        "F/d.csv, line 1: column k stands twice", refused(CHOICES, "k,k,w,acc,ms\n3,3,a,1,2\n"));
    assertEquals("F/d.csv has no row", refused(CHOICES, "k,w,acc,ms\n"));
    assertEquals("F/d.csv is empty", refused(CHOICES, ""));
    assertTrue(refused(CHOICES, "k,w,acc,ms\n\"3,a,1,2\n").startsWith("F/d.csv"), "an open quote");
  }

  @Test
  void bytesThatAreNotUtf8AreNamedAsSuch() throws IOException {
    Files.writeString(folder.resolve("table.json"), CHOICES);
    byte[] rows = "k,w,acc,ms\n3,\u00e9,1,2\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("d.csv"), rows);
    MimarException e = assertThrows(MimarException.class, () -> TableReader.read(folder));
    assertTrue(e.getMessage().contains("d.csv is not UTF-8"), e::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "'0100,in;conv;out',bits",
    "'01000100x,in;conv;out',bits",
    "'010001100,in;conv;out',bits",
    "'110001000,in;conv;out',bits",
    "'010011000,in;conv;out',bits",
    "'0100001101000000,in;a;b;out',bits",
    "'1,in',ops",
    "'010001000,in;;out',ops",
    "',',ops",
  })
  void aWrongGraphIsNamed(String fields, String column) {
    String said = refused(GRAPH, "bits,ops,acc,ms\n" + fields + ",1,1\n");
    assertTrue(said.startsWith("F/d.csv, line 2, column " + column + " is "), said);
  }

  @Test
  void allGraphsStartAndEndAlike() {
    String said =
        refused(GRAPH, "bits,ops,acc,ms\n010001000,in;conv;out,1,1\n010001000,x;conv;out,1,1\n");
    assertTrue(said.startsWith("F/d.csv, line 3, column ops is \"x;conv;out\""), said);
  }

  // ---- what is wrong with the descriptor

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"d.csv\"|\"../d.csv\"|F/table.json: /data is \"../d.csv\", but must be the name of a file",
        "\"d.csv\"|\"/d.csv\"|F/table.json: /data is",
        "\"d.csv\"|\"..\"|F/table.json: /data is",
        "\"d.csv\"|\"a\\u0000b\"|F/table.json: /data is",
        "\"d.csv\"|7|F/table.json: /data is 7, but must be text",
        "\"d.csv\"|\"none.csv\"|F/none.csv does not exist",
        "\"name\": \"t\"|\"nam\": \"t\"|F/table.json: the top has no key name",
        "\"ordered\"|\"ordred\"|F/table.json: key /architecture/choices/0/ordred does not exist",
        "\"name\": \"t\",||F/table.json: the top has no key name",
        "\"name\": \"t\"|\"name\": \"t\", \"name\": \"u\"|F/table.json, line 1: Duplicate",
        "choices\", \"choices|cells\", \"choices|F/table.json: /architecture/kind is \"cells\"",
        "maximize|up|F/table.json: /metrics/0/direction is \"up\", but must be one of",
        "\"cost\"|\"price\"|F/table.json: /metrics/1/role is \"price\", but must be one of",
        "\"ms\"|\"acc\"|F/table.json: /metrics/1/column is \"acc\", but must be named once",
        "\"ms\"|\"k\"|F/table.json: /metrics/1/column is \"k\", but must be another column",
        "\"w\"|\"k\"|F/table.json: /architecture/choices/1/column is \"k\", but must be named once",
        "true|\"yes\"|F/table.json: /architecture/choices/0/ordered is \"yes\"",
        "[\"a\", \"b\"]|[]|F/table.json: /architecture/choices/1/values is [], but must be a list",
        "[\"a\", \"b\"]|[\"a\", \"a\"]|F/table.json: /architecture/choices/1/values/1 is \"a\"",
        "[\"a\", \"b\"]|[\"a\", {}]|F/table.json: /architecture/choices/1/values/1 is {}",
        "}]}|}]|F/table.json, line",
      })
  void aWrongDescriptorIsNamed(String right, String wrong, String start) {
    String descriptor =
        CHOICES.replaceFirst(
            Pattern.quote(right), Matcher.quoteReplacement(wrong == null ? "" : wrong));
    String said = refused(descriptor, ROWS).replaceFirst(", line \\d+: (/|key|the)", ": $1");
    assertTrue(said.startsWith(start), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"to\": 1|\"to\": 9|F/table.json: /architecture/edges/1/to is 9, but must be a whole number",
        "\"from\": 1|\"from\": 2|F/table.json: /architecture/edges/0/from is 2, but must be",
        "\"vertices\": 3|\"vertices\": 1e9|F/table.json: /architecture/vertices is",
        "\"e0\"|\"e2\"|F/table.json: /architecture/edges/1 is",
        "\"from\": 1, \"to\": 2|\"from\": 0, \"to\": 1|F/table.json: /architecture/edges/1 is",
        "\"absent\": \"none\"|\"absent\": \"skip\"|F/table.json: /architecture/identity is \"skip\"",
        "\"absent\": \"none\"|\"absent\": \"zero\"|F/table.json: /architecture/absent is \"zero\"",
      })
  void aWrongCellIsNamed(String right, String wrong, String start) {
    String said =
        refused(EDGES.replace(right, wrong), "e0,e1,e2,acc,ms\nconv,none,skip,1,1\n")
            .replaceFirst(", line \\d+: /", ": /");
    assertTrue(said.startsWith(start), said);
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    assertTrue(refused("[1]", ROWS).startsWith("F/table.json holds no JSON object"));
    assertTrue(refused("", ROWS).startsWith("F/table.json"));
    assertThrows(MimarException.class, () -> TableReader.read(folder.resolve("nowhere")));
    Files.delete(folder.resolve("table.json"));
    assertThrows(MimarException.class, () -> TableReader.read(folder));
  }
}
