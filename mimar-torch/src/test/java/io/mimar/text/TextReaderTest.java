package io.mimar.text;

import static io.mimar.text.TextFiles.assertSaid;
import static io.mimar.text.TextFiles.texts;
import static io.mimar.text.TextFiles.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Format;
import io.mimar.data.Part;
import io.mimar.data.RawPart;
import io.mimar.data.RawParts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextReaderTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  @TempDir Path folder;

  // ---- CSV and TSV

  @Test
  void aCsvFileHasATextAndATarget() {
    Path file =
        csv(
            "a.csv",
            "id,Review,Label,when",
            "7,\"good, really \"\"good\"\"\",pos,May",
            "8,not so,neg,June");
    var read = read(file);
    assertEquals("Label", read.target());
    assertEquals("a", read.name());
    assertPart(
        read.parts().get(Part.TRAIN),
        List.of("a.csv:2", "a.csv:3"),
        List.of("good, really \"good\"", "not so"),
        List.of("pos", "neg"));
    assertSaid(
        read.assumptions(),
        "The target is column \"Label\", by its name.",
        "The texts are column \"Review\", the longest on average.",
        "Ignored 2 other columns (id, when).");
  }

  @Test
  void columnsOfTextsAreJoined() {
    Path file =
        csv(
            "news.csv",
            "class,title,site,body",
            "1,Rain ends the game early,a.org,It had rained all day before the game began",
            "2,Shares fall for a week,b.org,Nobody knows why they fall so fast",
            "1,The cup goes home again,a.org,A late goal in the last minute");
    var reader = new TextReader();
    var read = reader.read(file, DataOptions.DEFAULT.withTask("text"));
    assertEquals(
        "Shares fall for a week\nNobody knows why they fall so fast",
        read.parts().get(Part.TRAIN).rows().get(1));
    assertSaid(
        read.assumptions(),
        "The texts are the columns \"title\", \"body\", joined.",
        "Ignored 1 other column (site).");
    var format = reader.fit(read.parts().get(Part.TRAIN).rows(), DataOptions.DEFAULT, note -> {});
    assertEquals(List.of("title", "body"), format.columns());
    Path rows = csv("new.csv", "body,title", "the body,the title");
    assertEquals(List.of("the title\nthe body"), predict(rows, format).rows());
    assertEquals(List.of("a"), predict(csv("one.csv", "body,x", "a,b"), format).rows());
    refused(() -> predict(csv("no.csv", "x,y", "a,b"), format), "no column \"title\"");
  }

  @Test
  void columnsThatOnePartLacksAreNotJoined() {
    String line = "a text of five words %d,the five words of it %d,%s";
    csv(
        "parts/train.csv",
        "text,chosen,mood",
        line.formatted(1, 1, "up"),
        line.formatted(2, 2, "down"));
    csv("parts/test.csv", "text,mood", "another text of some words,up");
    var read = read(folder.resolve("parts"));
    assertEquals("a text of five words 1", read.parts().get(Part.TRAIN).rows().get(0));
    assertEquals(1, read.parts().get(Part.TEST).rows().size());
  }

  @Test
  void ofTwoColumnsTheLongerOneIsNoTarget() {
    var read = read(csv("g.csv", "grams,query", "1.5,red shoes", "2.5,a blue hat"));
    assertEquals("grams", read.target());
    assertSaid(read.assumptions(), "The target is column \"grams\", beside the texts.");
    assertEquals(List.of("red shoes", "a blue hat"), read.parts().get(Part.TRAIN).rows());
  }

  @Test
  void ofSeveralColumnsTheTextsAreNoTarget() {
    String text = "a sentence of many more words; number ";
    Path file =
        csv(
            "m.csv",
            Stream.concat(
                    Stream.of("id,kind,source,title,text"),
                    IntStream.range(0, 12)
                        .mapToObj(
                            i ->
                                i
                                    + ",k"
                                    + i % 3
                                    + ",s"
                                    + i % 2
                                    + ",a title of words "
                                    + i
                                    + ","
                                    + text
                                    + i))
                .toArray(String[]::new));
    assertEquals("source", read(file).target());
  }

  @Test
  void aTsvFileWithoutAHeaderWorks() {
    Path file =
        csv(
            "sms.txt",
            "ham\tgo until jurong point",
            "spam\tfree entry to win",
            "ham\tok lar",
            "spam\tyou have won",
            "ham\tsee you soon");
    var read = read(file);
    assertEquals("column1", read.target());
    assertEquals(5, read.parts().get(Part.TRAIN).rows().size());
    assertSaid(read.assumptions(), "\"column1\", the only one whose values repeat");
  }

  @Test
  void theTargetIsAskedForOrNamedOrTheOnlyCategoricalOrTheLast() {
    Path named = csv("n.csv", "y,text,CLASS,kind", "1,one text,a,x", "2,two texts,b,y");
    assertEquals("CLASS", read(named).target());
    assertEquals("kind", read(named, "KIND").target());
    assertEquals("y", read(named, "y").target());
    Path categorical = csv("c.csv", "mood,words", "a,aa bb", "b,cc dd", "a,ee ff", "b,gg hh");
    assertEquals("mood", read(categorical).target());
    Path last = csv("l.csv", "words,mood", "aa bb,a", "cc dd,b", "ee ff,c");
    assertEquals("mood", read(last).target());
    assertSaid(read(last).assumptions(), "\"mood\", the last one.");
    refused(() -> read(named, "colour"), "target is \"colour\", which is no column", "n.csv");
  }

  @Test
  void oneColumnIsRefused() {
    refused(() -> read(csv("o.csv", "text", "one", "two")), "1 columns", "a text and a target");
  }

  @Test
  void missingTargetsAndTextsAreKeptForTheSplitToCount() {
    var read = read(csv("m.csv", "text,label", "one,", ",b", "three,c"));
    assertEquals(List.of("", "b", "c"), read.parts().get(Part.TRAIN).targets());
    assertEquals(List.of("one", "", "three"), read.parts().get(Part.TRAIN).rows());
    assertSaid(read.assumptions(), "1 of the 3 texts of the train part have no word");
  }

  @Test
  void manyClassesAndThreeRowsAreRead() {
    String rows =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "text " + i + ",c" + i)
            .collect(Collectors.joining("\n"));
    var many = read(write(folder.resolve("many.csv"), "text,label\n" + rows + "\n"));
    assertEquals(5_000, Set.copyOf(many.parts().get(Part.TRAIN).targets()).size());
    var few = read(csv("few.csv", "text,label", "one,a", "two,b", "three,a"));
    assertEquals(3, few.parts().get(Part.TRAIN).rows().size());
  }

  @Test
  void raggedRowsAreCountedOrRefused() {
    String rows = "one text,a\n".repeat(60);
    var read = read(write(folder.resolve("r.csv"), "text,label\n" + rows + "no, quotes, here,b\n"));
    assertSaid(read.assumptions(), "Skipped 1 of 61 rows");
    refused(
        () -> read(csv("rr.csv", "text,label", "a,b", "c,d,e", "f,g")), "rows with more or fewer");
  }

  @Test
  void aQuoteThatNeverClosesIsRefused() {
    Path file = write(folder.resolve("q.csv"), "text,label\nfine,a\n\"open,b\nmore,a\n");
    refused(() -> read(file), "line 3 opens a quote");
  }

  @Test
  void otherEncodingsAreReadAndSaid() {
    Path file = write(folder.resolve("w.csv"), "text,label\ncafé crème,a\nthé noir,b\n", WINDOWS);
    var read = read(file);
    assertEquals("café crème", read.parts().get(Part.TRAIN).rows().get(0));
    assertSaid(read.assumptions(), "w.csv is not UTF-8; it is read as windows-1252.");
  }

  // ---- JSON lines

  @Test
  void jsonLinesHaveATextAndATarget() {
    Path file =
        csv(
            "j.jsonl",
            "{\"id\":\"x1\",\"body\":\"a \\\"long\\\" \\ud83d\\udc4d text\",\"Class\":1,\"tags\":[1,2]}",
            "",
            "{\"body\":\"another text\",\"Class\":1.50,\"extra\":{}}",
            "{\"Class\":true,\"body\":null}",
            "{\"body\":\"last\"}");
    var read = read(file);
    assertEquals("Class", read.target());
    assertPart(
        read.parts().get(Part.TRAIN),
        List.of("j.jsonl:1", "j.jsonl:3", "j.jsonl:4", "j.jsonl:5"),
        List.of("a \"long\" 👍 text", "another text", "", "last"),
        List.of("1", "1.50", "true", ""));
    assertSaid(
        read.assumptions(),
        "Key \"tags\" of",
        "a list or an object in 1 lines",
        "The target is key \"Class\", by its name.",
        "Ignored 1 other key (id).",
        "1 of the 4 texts");
  }

  @Test
  void aFewBrokenLinesAreCountedAndManyRefused() {
    String good = "{\"text\":\"some words\",\"label\":\"a\"}\n";
    Path file = write(folder.resolve("b.jsonl"), good.repeat(30) + "{\"text\":\"open\n");
    assertSaid(read(file).assumptions(), "Skipped 1 of 31 lines", "line 31 (");
    for (String broken :
        List.of(
            "[1]",
            "{",
            "{} {}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1e99999999999999}",
            "NaN",
            "\u0001",
            "[".repeat(9_999))) {
      Path other = write(folder.resolve("c.jsonl"), good + broken + "\n");
      refused(() -> read(other), "1 of 2 lines", "line 2 (");
    }
  }

  @Test
  void anEmptyOrPlainJsonFileIsRefused() {
    refused(() -> read(write(folder.resolve("e.jsonl"), "\n \n")), "e.jsonl is empty");
    Path pretty = csv("p.json", "[", "{\"text\": \"a\",", "\"label\": \"b\"}", "]");
    refused(() -> read(pretty), "are no JSON object");
    refused(() -> read(write(folder.resolve("f.jsonl"), "{}\n{}\n")), "0 keys");
  }

  // ---- folders

  @Test
  void aFolderPerClassIsReadInOrder() {
    texts(folder.resolve("pos/deep"), 2, "good");
    texts(folder.resolve("neg"), 1, "bad");
    write(folder.resolve("README.txt"), "about");
    write(folder.resolve("neg/notes.pdf"), "x");
    write(folder.resolve("neg/.hidden.txt"), "x");
    var read = read(folder);
    assertEquals("class", read.target());
    assertPart(
        read.parts().get(Part.TRAIN),
        List.of("neg/0.txt", "pos/deep/0.txt", "pos/deep/1.txt"),
        List.of("bad 0", "good 0", "good 1"),
        List.of("neg", "pos", "pos"));
    assertSaid(read.assumptions(), "Ignored 3 other files or folders (");
  }

  @Test
  void partsMayBeFoldersAndFiles() {
    texts(folder.resolve("train/a"), 3, "one");
    texts(folder.resolve("train/b"), 3, "two");
    write(folder.resolve("val/rows.csv"), "text,label\none,a\n");
    write(folder.resolve("x_TEST.jsonl"), "{\"text\":\"two\",\"label\":\"b\"}\n");
    write(folder.resolve("licence"), "free");
    var read = read(folder);
    assertEquals(Set.of(Part.values()), read.parts().keySet());
    assertEquals(List.of("val/rows.csv:2"), read.parts().get(Part.VALIDATION).names());
    assertEquals(List.of("b"), read.parts().get(Part.TEST).targets());
    assertSaid(read.assumptions(), "Ignored 1 other file or folder (licence).");
  }

  @Test
  void partsHaveOtherNamesToo() {
    write(folder.resolve("training.csv"), "text,label\none,a\n");
    write(folder.resolve("dev_set.csv"), "text,label\none,a\n");
    write(folder.resolve("testing/rows.csv"), "text,label\none,a\n");
    assertEquals(Set.of(Part.values()), read(folder).parts().keySet());
  }

  @Test
  void partsOfRowsShareTheirColumns() {
    write(folder.resolve("train.csv"), "text,label\nsome words,a\nmore,b\n");
    write(folder.resolve("test.tsv"), "label\ttext\nb\twords\n");
    assertEquals(List.of("words"), read(folder).parts().get(Part.TEST).rows());
    write(folder.resolve("test.tsv"), "label\tbody\nb\twords\n");
    refused(() -> read(folder), "test.tsv has no column \"text\"");
    write(folder.resolve("test.csv"), "text,label\nwords,b\n");
    refused(() -> read(folder), "two test parts: test.csv and test.tsv");
  }

  @Test
  void aTestPartAloneIsRefusedAndALoneFileIsTaken() {
    write(folder.resolve("test/rows.csv"), "text,label\nsome words,a\nmore,b\n");
    refused(() -> read(folder), "has a test part, but no train part");
    folder = folder.resolve("dev");
    write(folder.resolve("dev_reviews.csv"), "text,label\nsome words,a\nmore,b\n");
    assertEquals(Set.of(Part.TRAIN), read(folder).parts().keySet());
    folder = folder.resolve("other");
    write(folder.resolve("reviews.csv.gz"), "text,label\nsome words,a\nmore,b\n");
    write(folder.resolve("README.txt"), "about");
    assertEquals(2, read(folder).parts().get(Part.TRAIN).rows().size());
    write(folder.resolve("more.csv"), "text,label\nsome words,a\nmore,b\n");
    refused(() -> read(folder), "holds 2 files of rows");
  }

  @Test
  void aFileCalledAsAPartIsItBesideFilesThatBeginOrEndSo() {
    for (String name : List.of("train", "test", "training_notes", "test_labels", "old_test")) {
      write(folder.resolve(name + ".csv"), "text,label\n" + name + ",a\n");
    }
    var read = read(folder);
    assertEquals(List.of("train"), read.parts().get(Part.TRAIN).rows());
    assertEquals(List.of("test"), read.parts().get(Part.TEST).rows());
    assertSaid(read.assumptions(), "Ignored 3 other files or folders (old_test.csv, ");
    write(folder.resolve("testing.csv"), "text,label\nmore,a\n");
    refused(() -> read(folder), "two test parts: test.csv and testing.csv");
  }

  @Test
  void classFoldersAreTextsWhateverTheFileBesideThemIsCalled() {
    texts(folder.resolve("pos"), 2, "good");
    texts(folder.resolve("neg"), 1, "bad");
    write(folder.resolve("test_notes.csv"), "file,by\n1,me\n");
    assertEquals(3, read(folder).parts().get(Part.TRAIN).rows().size());
  }

  @Test
  void filesInAnotherEncodingAreCountedOnce() {
    texts(folder.resolve("a"), 3, "plain");
    texts(folder.resolve("b"), 1, "plain");
    write(folder.resolve("a/x.txt"), "crème", WINDOWS);
    write(folder.resolve("b/y.txt"), "brûlée", WINDOWS);
    var read = read(folder);
    assertTrue(read.parts().get(Part.TRAIN).rows().contains("brûlée"));
    assertSaid(
        read.assumptions(),
        "2 of 6 files in",
        "are not UTF-8 throughout. The first:",
        "windows-1252.");
    assertEquals(1, read.assumptions().size(), "" + read.assumptions());
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    refused(() -> read(folder.resolve("nowhere")), "does not exist");
    refused(() -> read(folder), "holds no texts");
    texts(folder, 2, "flat");
    refused(() -> read(folder), "no folder per class");
    texts(folder.resolve("a"), 2, "one");
    Files.createDirectory(folder.resolve("empty"));
    refused(() -> read(folder), "class \"empty\" of", "has no texts");
    Files.delete(folder.resolve("empty"));
    Files.write(folder.resolve("a/z.txt"), new byte[] {1, 0, 2, 0, 0});
    refused(() -> read(folder), "z.txt is no text: it has zero bytes");
  }

  @Test
  void aTargetThatIsAskedForInAFolderIsRefused() {
    texts(folder.resolve("a"), 2, "one");
    texts(folder.resolve("b"), 2, "one");
    refused(() -> read(folder, "mood"), "target is \"mood\"", "a folder per class");
  }

  @Test
  void linksInCirclesEnd() throws IOException {
    texts(folder.resolve("a"), 2, "one");
    texts(folder.resolve("b"), 2, "two");
    Files.createSymbolicLink(folder.resolve("a/up"), Path.of(".."));
    var read = read(folder);
    assertEquals(4, read.parts().get(Part.TRAIN).rows().size());
    assertSaid(read.assumptions(), "Ignored 1 other file or folder (a/up).");
  }

  @Test
  void emptyTextsAreKeptAndCounted() {
    texts(folder.resolve("a"), 2, "one");
    texts(folder.resolve("b"), 2, "two");
    write(folder.resolve("b/empty.txt"), "");
    var read = read(folder);
    assertEquals(5, read.parts().get(Part.TRAIN).rows().size());
    assertSaid(read.assumptions(), "1 of the 5 texts of the train part have no word");
  }

  // ---- for a trained model

  @Test
  void newTextsNeedNoTarget() {
    var reader = new TextReader();
    reader.read(csv("t.csv", "body,label", "some words,a", "more,b"), DataOptions.DEFAULT);
    var format = reader.fit(List.of("some words"), DataOptions.DEFAULT, note -> {});
    assertEquals(List.of("body"), format.columns());
    Path rows = csv("new.csv", "comment,body", "a very long comment,the text", "b,");
    assertPart(
        predict(rows, format),
        List.of("new.csv:2", "new.csv:3"),
        List.of("the text", ""),
        List.of("", ""));
    Path one = write(folder.resolve("one.txt"), "raw text\n");
    assertPart(predict(one, format), List.of("one.txt"), List.of("raw text\n"), List.of(""));
    Path lines = csv("new.jsonl", "{\"body\":\"x\",\"label\":\"a\"}");
    assertPart(predict(lines, format), List.of("new.jsonl:1"), List.of("x"), List.of("a"));
    refused(() -> predict(csv("no.csv", "text,x", "a,b"), format), "no.csv has no column \"body\"");
  }

  @Test
  void newTextsMayLieInAFolderWithOrWithoutClasses() {
    var format = new Format.Text("", List.of(), 1, 1, 1 << 10, 1, 0);
    texts(folder.resolve("flat"), 2, "one");
    assertPart(
        predict(folder.resolve("flat"), format),
        List.of("0.txt", "1.txt"),
        List.of("one 0", "one 1"),
        List.of("", ""));
    texts(folder.resolve("parts/train/a"), 2, "one");
    texts(folder.resolve("parts/test/b"), 1, "two");
    assertPart(
        predict(folder.resolve("parts"), format),
        List.of("test/b/0.txt"),
        List.of("two 0"),
        List.of("b"));
  }

  private Path csv(String name, String... lines) {
    return write(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private static RawParts<String> read(Path data) {
    return read(data, "");
  }

  private static RawParts<String> read(Path data, String target) {
    return new TextReader().read(data, DataOptions.DEFAULT.withTask("text").withTarget(target));
  }

  private static RawPart<String> predict(Path data, Format.Text format) {
    return new TextReader().read(data, format, DataOptions.DEFAULT).last();
  }

  private static void assertPart(
      RawPart<String> part, List<String> names, List<String> texts, List<String> targets) {
    assertEquals(names, part.names());
    assertEquals(texts, part.rows());
    assertEquals(targets, part.targets());
  }

  private static void refused(Runnable reading, String... words) {
    var error = assertThrows(MimarException.class, reading::run);
    for (String word : words) {
      assertTrue(error.getMessage().contains(word), error.getMessage());
    }
  }
}
