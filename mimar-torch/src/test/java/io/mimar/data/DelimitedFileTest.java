package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.random.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelimitedFileTest {
  private static final String PLAIN = "name,size,colour\nanna,1.5,red\nbert,2,\n";

  @TempDir Path folder;

  @Test
  void anyDelimiterIsFound() {
    for (String delimiter : List.of(",", ";", "\t", "|", " ", "   ")) {
      var read = read(PLAIN.replace("2,", "2,NA").replace(",", delimiter));
      assertEquals(List.of("name", "size", "colour"), read.header(), delimiter);
      assertRow(read, 0, 2, "anna", "1.5", "red");
      assertRow(read, 1, 3, "bert", "2", "NA");
    }
  }

  @Test
  void decimalCommasDoNotPartCells() {
    var read = read("a;b\n1,5;2,5\n3,5;4,5\n");
    assertEquals(List.of("a", "b"), read.header());
    assertRow(read, 0, 2, "1,5", "2,5");
  }

  @Test
  void numbersInAlignedColumnsWork() {
    var read = read("  1.0   2.0  yes\n 10.0  -2.5  no\n  1.0   2.0  yes\n");
    assertRow(read, 1, 2, "10.0", "-2.5", "no");
  }

  @Test
  void quotesHoldDelimitersLineBreaksAndQuotes() {
    var read = read("text,label\n\"one, \"\"two\"\"\nthree\",a\n\nfour,b\n");
    assertRow(read, 0, 2, "one, \"two\"\nthree", "a");
    assertRow(read, 1, 5, "four", "b");
  }

  @Test
  void quotesMayBeEscapedOrSingleOrMeanNothing() {
    assertRow(read("text,label\n\"a \\\"b\\\" c\",x\n"), 0, 2, "a \"b\" c", "x");
    assertRow(read("'text','label'\n'a, b','x'\n"), 0, 2, "a, b", "x");
    var tabs = read("text\tlabel\n\"a\" he said\tx\n5\" disk\ty\n");
    assertRow(tabs, 0, 2, "\"a\" he said", "x");
    said(tabs, "do not pair up");
  }

  @Test
  void aQuoteThatNeverClosesIsNamed() {
    refused("line 3 opens a quote", "a,b\n1,x\n2,\"y\n3,z\n4,z\n");
    refused("line 3 opens a quote", "a,b\n1,x\n2,\"y\n3,z\n4,\"z\"\n");
    refused("line 2 opens a quote", "a,b\n1,\"x" + "\n2,y".repeat(5_000_000));
  }

  @Test
  void anyEncodingIsRead() throws IOException {
    String text = PLAIN.replace("anna", "gül");
    for (Charset charset :
        List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            Charset.forName("windows-1252"))) {
      for (String mark : List.of("", "\uFEFF")) {
        if (mark.isEmpty() || charset.name().startsWith("UTF")) {
          var read = read((mark + text).getBytes(charset));
          assertEquals("name", read.header().get(0), charset + mark);
          assertEquals("gül", read.rows().get(0).cells()[0], charset + mark);
          assertEquals(
              charset.name().startsWith("w"),
              read.notes().stream().anyMatch(note -> note.contains("windows-1252")));
        }
      }
    }
  }

  @Test
  void aWrongByteFarFromTheStartIsFoundToo() {
    byte[] bytes =
        ("a,b\n" + "1,x\n".repeat(200_000) + "2,\u00fc\n").getBytes(StandardCharsets.ISO_8859_1);
    var read = read(bytes);
    assertEquals(200_001, read.rows().size());
    assertEquals("ü", read.rows().get(200_000).cells()[1]);
    assertEquals(1, read.notes().size());
  }

  @Test
  void aBrokenByteAmongMuchUtf8IsReplacedAndCounted() {
    byte[] bytes = ("a,b\n" + "1,Zürich\n".repeat(50) + "2,X\n").getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xfc; // the X
    var read = read(bytes);
    assertEquals("Zürich", read.rows().get(0).cells()[1]);
    assertEquals("\ufffd", read.rows().get(50).cells()[1]);
    said(read, "is UTF-8 but for 1 of its 51 characters beyond ASCII, which are read as \ufffd.");
  }

  @Test
  void gzipIsKnownByItsFirstBytes() throws IOException {
    byte[] zipped = gzip(PLAIN);
    assertRow(read(zipped), 0, 2, "anna", "1.5", "red");
    refused("cut off or damaged", Arrays.copyOf(zipped, zipped.length - 12));
  }

  @Test
  void whatIsNoTextIsRefused() {
    refused("zip archive", "PK\3\4rest".getBytes(StandardCharsets.US_ASCII));
    refused("zero bytes", new byte[] {1, 0, 0, 0, 5, 7, 0, 0});
    refused("is empty", "");
    refused("is empty", "\n\n");
    refused("no row", "a,b\n");
    var absent = assertThrows(MimarException.class, () -> DelimitedFile.read(folder.resolve("x")));
    assertTrue(absent.getMessage().contains("does not exist"), absent.getMessage());
  }

  @Test
  void aHeaderIsToldFromData() {
    assertFalse(read("1,2\n3,4\n").headed());
    assertFalse(read("5.1,3.5,setosa\n4.9,3.0,setosa\n4.9,3.0,virginica\n").headed());
    assertFalse(read("p,x,s\ne,x,y\np,s,s\n").headed());
    assertFalse(read("?,2\n3,4\n").headed());
    assertTrue(read("label,0,1\n7,0.5,0.5\n8,1,1\n").headed());
    assertTrue(read("text,label\ngood film,pos\nbad film,neg\n").headed());
    assertTrue(read("#a,b\n1,2\n").headed());
    assertEquals(List.of("a", "b"), read("#a,b\n1,2\n").header());
    said(read("1,2\n3,4\n"), "has no header: its columns are called column1 to column2");
  }

  @Test
  void numbersThatCountTheColumnsAreAHeader() {
    String rows = "0.5,1.5,7,up\n3,4,5,down\n".repeat(5);
    assertEquals(List.of("0", "1", "2", "label"), read("0,1,2,label\n" + rows).header());
    assertEquals(
        List.of("row_names", "0", "1", "2", "label"),
        read(",0,1,2,label\n" + "0,0.5,1.5,7,up\n1,3,4,5,down\n".repeat(5)).header());
    assertFalse(read("3,4,5,up\n" + rows).headed()); // a class comes again
    assertFalse(read("0,2,3,label\n" + rows).headed());
    assertFalse(read("alice,5,6,7\nbob,3,9,1\neve,2,2,8\n").headed());
    assertTrue(read("who,1,2,3\nbob,3,9,1\neve,2,2,8\n").headed());
    assertTrue(read("n,y\n1e39,u\n2,v\n").headed()); // too large, yet a number
    assertFalse(read("0.5,1.5,2.5,label\n" + rows).headed());
    assertFalse(read("1,2,3\n4,5,6\n").headed());
  }

  @Test
  void linesOfCommentBeforeTheHeaderAreSkippedAndCounted() {
    var read = read("# made today\n# by a program, they say\na,b\n1,2\n");
    assertRow(read, 0, 4, "1", "2");
    said(read, "Skipped 2 lines before the header");
    assertRow(read("sep=;\na;b\n1,1;2\n"), 0, 3, "1,1", "2");
  }

  @Test
  void rowNamesThatHaveNoNameGetOne() {
    var r = read("\"a\" \"b\"\n\"1\" 3 4\n\"2\" 5 6\n");
    assertEquals(List.of("row_names", "a", "b"), r.header());
    assertEquals(List.of("row_names", "a"), read(",a\n0,5\n1,6\n").header());
  }

  @Test
  void aDelimiterAtTheEndOfEachLineIsNoCell() {
    var read = read("a,b\n1,2,\n3,4,\n");
    assertEquals(List.of("a", "b"), read.header());
    assertRow(read, 1, 3, "3", "4");
  }

  @Test
  void columnsOfOneNameAreToldApart() {
    var read = read("a,a,a_2,\n1,2,3,4\n");
    assertEquals(List.of("a", "a_3", "a_2", "column4"), read.header());
    said(read, "columns of one name");
  }

  @Test
  void fewRaggedRowsAreCountedAndMoreRefused() {
    String rows = "1,2\n".repeat(50);
    var read = read("a,b\n" + rows + "1,2,3\n1\n");
    assertEquals(50, read.rows().size());
    said(read, "Skipped 2 of 52 rows", "line 52 has 3, but must have 2");
    refused("3 of 13 rows", "a,b\n" + "1,2\n".repeat(10) + "1,2,3\n1\n1,2,3,4\n");
  }

  @Test
  void whatDoesNotFitIsRefusedEarly() throws IOException {
    Path file = folder.resolve("large.csv");
    var text = new StringBuilder("a,b\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(i).append(",x").append(i).append('\n');
    }
    Files.writeString(file, text);
    var e =
        assertThrows(MimarException.class, () -> DelimitedFile.read(file, Held.of(file, 1 << 20)));
    assertTrue(e.getMessage().contains("is too large: up to " + file + ":"), e.getMessage());
  }

  @Test
  void manyColumnsAndOneColumnWork() {
    String header = "a" + ",a".repeat(4_999);
    assertEquals(5_000, read(header + "\n" + "1" + ",1".repeat(4_999) + "\n").header().size());
    assertEquals(List.of("a"), read("a\n1\n2\n").header());
  }

  /** Law: what is written with every cell quoted comes back, whatever is in it. */
  @Test
  void quotedCellsComeBack() {
    for (int seed = 0; seed < 100; seed++) {
      var rng = Seeds.root(seed).rng();
      List<String[]> rows = new ArrayList<>();
      var text = new StringBuilder("\"first\",\"second\",\"third\"\r\n");
      for (int r = 0; r < 1 + rng.nextInt(20); r++) {
        String[] row = {cell(rng), cell(rng), String.valueOf(rng.nextInt(100))};
        rows.add(row);
        text.append("\"")
            .append(
                String.join("\",\"", Arrays.stream(row).map(c -> c.replace("\"", "\"\"")).toList()))
            .append("\"\r\n");
      }
      var read = read(text.toString());
      assertEquals(List.of("first", "second", "third"), read.header(), "seed " + seed);
      for (int r = 0; r < rows.size(); r++) {
        assertArrayEquals(rows.get(r), read.rows().get(r).cells(), "seed " + seed);
      }
    }
  }

  private static String cell(RandomGenerator rng) {
    var text = new StringBuilder("x");
    for (int i = rng.nextInt(12); i > 0; i--) {
      text.append("ab ,;\t|\"\n'ü日".charAt(rng.nextInt(12)));
    }
    return text.append("y").toString();
  }

  private DelimitedFile read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private DelimitedFile read(byte[] bytes) {
    try {
      return DelimitedFile.read(Files.write(folder.resolve("data.csv"), bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refused(String part, String text) {
    refused(part, text.getBytes(StandardCharsets.UTF_8));
  }

  private void refused(String part, byte[] bytes) {
    var e = assertThrows(MimarException.class, () -> read(bytes));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("data.csv") && !e.hint().isEmpty(), e.getMessage());
  }

  private static void assertRow(DelimitedFile read, int row, long line, String... cells) {
    assertArrayEquals(cells, read.rows().get(row).cells());
    assertEquals(line, read.rows().get(row).line());
  }

  private static void said(DelimitedFile read, String... parts) {
    for (String part : parts) {
      assertTrue(
          read.notes().stream().anyMatch(note -> note.contains(part)), read.notes().toString());
    }
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void rareDelimitersAreFoundWhereTheyPartAllRows() {
    for (String delimiter : List.of("^", "~", "\u00a6", "\u0001")) {
      var read = read(PLAIN.replace("2,", "2,NA").replace(",", delimiter));
      assertEquals(List.of("name", "size", "colour"), read.header(), delimiter);
      assertRow(read, 1, 3, "bert", "2", "NA");
    }
    var rowNames = read("a^b^label\nr1^0.1^2^x\nr2^0.3^4^y\nr3^0.5^6^x\n");
    assertEquals(4, rowNames.header().size(), "a name less, as R writes it");
    said(read("a\u00011\nb\u00012\nc\u00013\n"), "parted by U+0001");
    assertEquals(1, read("~well then\n~so good it is\n").header().size(), "two texts");
  }

  @Test
  void straySingleQuotesOfSeveralRowsDoNotSwallowThoseBetween() {
    String rows = "neg\t\"i loved it , he said .\npos\tgood\nneg\tbad\npos\tand so did she .\"\n";
    var read = read("label\ttext\n" + rows + rows);
    assertEquals(8, read.rows().size());
    assertRow(read, 0, 2, "neg", "\"i loved it , he said .");
    assertRow(read, 3, 5, "pos", "and so did she .\"");
    said(read, "do not pair up");
  }

  @Test
  void quotedCellsOfSeveralLinesWithDelimitersStayCells() {
    var read = read("text,label\n\"one, two\nthree, four\",a\n\"five, six\nseven, eight\",b\n");
    assertEquals(2, read.rows().size());
    assertRow(read, 0, 2, "one, two\nthree, four", "a");
    var last =
        read("name,address\nAnna,\"1 Main St\nSpringfield, IL\"\nBert,\"2 Oak\nTroy, NY\"\n");
    assertRow(last, 1, 4, "Bert", "2 Oak\nTroy, NY");
    var tabs = read("name\ttext\nAnna\t\"one\ntwo\tthree\"\nBert\t\"four\nfive\tsix\nseven\"\n");
    assertEquals(2, tabs.rows().size(), "not all lines would be rows");
  }

  @Test
  void anEmptyCellInQuotesBetweenSpacesIsACell() {
    var read = read("a b c\n1 \"\" x\n2  y  z\n3 \"q\" w\n");
    assertRow(read, 0, 2, "1", "", "x");
    assertRow(read, 1, 3, "2", "y", "z");
    var blank = read("\n  a   b   c\n\n  1   2   3 \n  4   5   6\n");
    assertRow(blank, 1, 5, "4", "5", "6");
  }
}
