package io.mimar.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.store.StudySummary;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as Markdown says what the page says, and a reader of Markdown finds it so. */
final class MarkdownTest {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  @TempDir Path folder;

  /** What a reader of Markdown sees of a page. */
  private static final class Seen extends AbstractVisitor {
    final List<String> headings = new ArrayList<>();
    final List<String> targets = new ArrayList<>();
    final List<String> code = new ArrayList<>();
    final List<Integer> cells = new ArrayList<>();
    final StringBuilder text = new StringBuilder();
    boolean html;

    static Seen of(String markdown) {
      Seen seen = new Seen();
      PARSER.parse(markdown).accept(seen);
      return seen;
    }

    @Override
    public void visit(HtmlBlock node) {
      html = true;
    }

    @Override
    public void visit(HtmlInline node) {
      html = true;
    }

    @Override
    public void visit(Heading node) {
      headings.add(TextContentRenderer.builder().build().render(node));
      visitChildren(node);
    }

    @Override
    public void visit(Link node) {
      targets.add(node.getDestination());
      visitChildren(node);
    }

    @Override
    public void visit(Image node) {
      targets.add(node.getDestination()); // what it shows is told as text elsewhere
    }

    @Override
    public void visit(Text node) {
      text.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
      code.add(node.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock node) {
      code.add(node.getLiteral());
    }

    @Override
    public void visit(CustomNode node) {
      if (node instanceof TableRow row) {
        int count = 0;
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
          count++;
        }
        cells.add(count);
      }
      visitChildren(node);
    }
  }

  private static Report report(StudySummary summary, Explanations explanations) {
    return Report.of(summary, Optional.of(Studies.TASK), explanations, Studies.NOW);
  }

  private static Explanations explanations(StudySummary summary, String name) {
    return new Explanations(
        Optional.of(Explained.search(name)),
        Optional.of(Explained.model(name)),
        Optional.of(Explained.map(summary)));
  }

  private Seen written(StudySummary summary, Explanations explanations) throws IOException {
    Path file = folder.resolve("report.md");
    report(summary, explanations).writeMarkdown(file);
    return Seen.of(Files.readString(file));
  }

  @Test
  void saysWhatThePageSaysInTheSameOrder() throws IOException {
    StudySummary summary =
        Studies.minimising(Studies.of(60, true, Studies.CLASSES), List.of("params"));
    Explanations explanations = explanations(summary, "dense");
    Seen seen = written(summary, explanations);
    String html = report(summary, explanations).html();
    List<String> expected =
        Stream.of(html.split("(?=<h[123][ >])"))
            .skip(1)
            .map(part -> part.replaceAll("(?s)^<h[123][^>]*>(.*?)</h[123]>.*", "$1"))
            .collect(Collectors.toCollection(ArrayList::new));
    expected.add(expected.indexOf("How to use it"), "All 60 trials"); // folded in the page
    expected.add("The full configuration");
    assertEquals(expected, seen.headings);
    for (String words :
        List.of(
            "883 of 1,000 test samples right",
            "gets 81.2\u00a0%, always telling the same class",
            "was taken for",
            "No validation split was given",
            "stage 3",
            "+1.9 points (+1.5 to +2.3)",
            "Shirt, taken for Coat (91\u00a0% sure)",
            "The model was picked by “knee”")) {
      assertTrue(seen.text.toString().contains(words), words);
      assertTrue(html.replace("&#39;", "'").contains(words), words);
    }
    assertTrue(
        seen.code.stream().anyMatch(code -> code.startsWith("./mimar search --data fashion")));
    assertFalse(seen.html);
  }

  @Test
  void figuresLieBesideItAsDrawingsAndPictures() throws IOException {
    StudySummary summary = Studies.of(60, true, Studies.CLASSES);
    Seen seen = written(summary, explanations(summary, "dense"));
    Set<String> files = new TreeSet<>(seen.targets);
    try (Stream<Path> written = Files.list(folder.resolve("report-figures"))) {
      assertEquals(
          files,
          written
              .map(file -> "report-figures/" + file.getFileName())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    for (String name :
        List.of("interval", "cell", "components", "columns", "error-1", "progress", "curves")) {
      assertTrue(files.contains("report-figures/" + name + ".svg"), name);
      BufferedImage picture =
          ImageIO.read(folder.resolve("report-figures/" + name + ".png").toFile());
      assertTrue(picture.getWidth() >= 200, name + " is " + picture.getWidth() + " pixels wide");
    }
  }

  @Test
  void hostileNamesAreTextInIt() throws IOException {
    List<String> hostile =
        List.of(
            "a | b | c",
            "*bold* _and_ ~~not~~ $x$ &amp; &lt;",
            "<script>alert(1)</script>",
            "`code` ``more`` \\",
            "[link](https://example.org) ![image](x.png)",
            "1. first\n- second\n\n# third\n```\nfourth",
            "# title #",
            "- item",
            "=== www.example.org https://example.org",
            "nul\u0000 lone\ud800 end");
    List<String> plain =
        hostile.stream()
            .map(name -> name.replaceAll("[\\s\u0000]+", " ").replace('\ud800', '\ufffd').strip())
            .toList();
    StudySummary summary = Studies.of(30, true, hostile);
    Seen seen = written(summary, explanations(summary, hostile.get(1)));
    assertFalse(seen.html, "HTML");
    assertTrue(
        seen.targets.stream().allMatch(t -> t.startsWith("report-figures/")),
        seen.targets::toString);
    assertEquals(plain.get(0), seen.headings.get(0), "the study's name");
    for (String name : plain) {
      assertTrue(seen.text.toString().contains(name), name);
    }
    assertTrue(seen.cells.contains(hostile.size() + 2), "the confusion matrix");
    int headings = seen.headings.size();
    String calm = "calm";
    List<String> names = hostile.stream().map(name -> calm + hostile.indexOf(name)).toList();
    StudySummary other = Studies.of(30, true, names);
    assertEquals(written(other, explanations(other, calm)).headings.size(), headings);
  }

  @Property(tries = 2_000, seed = "1")
  void anyTextIsTextWhereverItStands(@ForAll @StringLength(max = 30) String text) {
    String line =
        text.replaceAll("[\\p{Cntrl}\\s\u2028\u2029\u0085]+", " ")
            .replaceAll("[\ud800-\udfff]", "?");
    if (line.isBlank() || !line.equals(text)) {
      return; // other laws hold of these
    }
    Node paragraph = PARSER.parse(Markdown.escape(text) + "\n").getFirstChild();
    assertTrue(paragraph instanceof Paragraph, text);
    assertEquals(line.strip(), TextContentRenderer.builder().build().render(paragraph), text);
  }

  @Property(tries = 500, seed = "1")
  void marksAreTextToo(@ForAll("marks") String text) {
    String line = text.replaceAll(" +", " ").strip();
    if (line.isEmpty()) {
      return;
    }
    Seen seen = Seen.of(Markdown.escape(text) + "\n\n- " + Markdown.escape(text) + "\n");
    assertEquals(line + line, seen.text.toString());
    Seen prose = Seen.of("x " + Markdown.prose(text) + " x\n");
    assertFalse(prose.html || !prose.targets.isEmpty(), text);
    Seen span = Seen.of("x " + Markdown.code(text) + "\n");
    assertEquals(List.of(line), span.code);
    assertEquals(
        List.of(text.strip() + "\n"), Seen.of(Markdown.block(text) + "\n\nend\n").code, "a block");
  }

  @Test
  void codeInProseIsASpanAndTheRestText() {
    String prose = "Call `mimar resume --trials 5`, not `a b\\` at *all*, <b> ` this_one.";
    assertEquals(
        "Call `mimar resume --trials 5`, not `a b\\` at \\*all\\*, \\<b\\> \\` this\\_one.",
        Markdown.prose(prose));
    Seen seen = Seen.of(Markdown.prose(prose));
    assertEquals(List.of("mimar resume --trials 5", "a b\\"), seen.code);
    assertEquals("Call , not  at *all*, <b> ` this_one.", seen.text.toString());
    Seen hostile = Seen.of(Markdown.prose("Look at “`W```<img src=x>[a](http://evil)`”."));
    assertFalse(hostile.html);
    assertEquals(List.of(), hostile.targets);
  }

  @Provide
  Arbitrary<String> marks() {
    return Arbitraries.strings().withChars("`*_[]()<>|~&;#+-=!.:/\\ 1a").ofMaxLength(12);
  }

  @Test
  void anotherNameGivesAnotherFolder() throws IOException {
    StudySummary summary = Studies.of(5, true, Studies.CLASSES);
    Path file = folder.resolve("my (first) paper.md");
    report(summary, Explanations.NONE).writeMarkdown(file);
    for (String target : Seen.of(Files.readString(file)).targets) {
      Path figure = folder.resolve(URLDecoder.decode(target, UTF_8));
      assertTrue(Files.isRegularFile(figure), target);
    }
    Path nowhere = folder.resolve("no/report.md");
    assertThrows(
        MimarException.class, () -> report(summary, Explanations.NONE).writeMarkdown(nowhere));
  }
}
