package io.mimar.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Format;
import io.mimar.data.Part;
import io.mimar.data.RawParts;
import io.mimar.data.RowSets;
import io.mimar.network.Input;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabularReaderTest {
  private static final float NONE = Float.NaN;

  @TempDir Path folder;

  private final TabularReader reader = new TabularReader();
  private final List<String> notes = new ArrayList<>();

  // ---- the target

  @Test
  void theTargetIsAskedForOrCalledSoOrTheOnlyCategoryOrTheLast() {
    assertEquals("b", target("a,b,label\n1,2,3\n2,3,4\n", "b"));
    assertEquals("B", target("a,B,label\n1,2,3\n2,3,4\n", "b"));
    assertEquals("Class", target("a,Class,b\n1,2,3\n2,3,4\n", ""));
    assertEquals("y", target("a,y,Outcome\n1,2,3\n2,3,4\n", ""));
    assertEquals("kind", target("kind,a,b\nx,2,3\ny,3,4\nx,1,1\n", ""));
    assertEquals("b", target("kind,sort,b\nx,u,3\ny,v,4\nx,u,1\n", ""));
    assertEquals("column3", target("1,2,3\n2,3,4\n", ""));
    var raw = read("kind,a,b\nx,2,3\ny,3,4\nx,1,1\n");
    said(
        raw.assumptions(),
        "The target is the column kind, because it is the only one of categories; --target names");
  }

  @Test
  void theOnlyCategoryIsFoundWhereClassesAreSortedOrTakeTurns() {
    List<IntFunction<String>> orders =
        List.of(i -> i < 4_000 ? "u" : "v", i -> "uv".substring(i % 2, i % 2 + 1));
    for (IntFunction<String> kind : orders) {
      var text = new StringBuilder("kind,a,b\n");
      for (int i = 0; i < 8_000; i++) {
        text.append(kind.apply(i) + "," + i % 7 * 0.5 + "," + i % 11 * 0.5 + "\n");
      }
      assertEquals("kind", target(text.toString(), ""));
    }
  }

  @Test
  void anUnknownTargetIsRefusedWithTheNearestNames() {
    write("data.csv", "colour,size,kind\n1,2,3\n2,3,4\n");
    var e = refused("target is color, but", () -> read("data.csv", "color"));
    assertTrue(e.hint().contains("nearest columns are: colour"), e.hint());
    write("one.csv", "a\n1\n2\n");
    refused("has one column, a, but must have 2", () -> read("one.csv", ""));
  }

  @Test
  void missingTargetsAreEmptyAndATargetWithoutValuesIsRefused() {
    var raw = read("a,y\n1,x\n2,NA\n3,\n4,z\n5,inf\n");
    assertEquals(List.of("x", "", "", "z", ""), raw.parts().get(Part.TRAIN).targets());
    assertEquals("data.csv:3", raw.parts().get(Part.TRAIN).names().get(1));
    write("none.csv", "a,y\n1,\n2,NA\n");
    refused("target y has no value", () -> read("none.csv", ""));
  }

  // ---- columns

  @Test
  void kindsOfColumnsAreTold() {
    var text = new StringBuilder("id,n,cat,bool,when,note,same,none,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(1000 + i)
          .append("," + i * 0.5 + "," + "rgb".charAt(i % 3) + "," + (i % 2 == 0))
          .append(",2024-0" + (1 + i % 9) + "-1" + i % 7)
          .append(",the note number " + i + " has words,k,NA," + "uv".charAt(i % 2) + "\n");
    }
    var format = fit(read(text.toString()));
    assertEquals(
        List.of("n", "cat", "bool", "when", "when", "when"),
        format.columns().stream().map(Format.Column::name).toList());
    assertEquals(
        List.of(
            Format.Kind.NUMBER,
            Format.Kind.CATEGORY,
            Format.Kind.CATEGORY,
            Format.Kind.DAY,
            Format.Kind.MONTH,
            Format.Kind.WEEKDAY),
        format.columns().stream().map(Format.Column::kind).toList());
    assertEquals(List.of("b", "g", "r"), format.columns().get(1).values());
    assertEquals(new Input.Column(4, false), ((Input.Columns) format.input()).columns().get(1));
    said(
        notes,
        "Dropped 1 column like an identifier, which would leak: id.",
        "Dropped 1 column of free text without words that several rows have and others not: note.",
        "Dropped 1 column of one value only: same.",
        "Dropped 1 column without any value: none.",
        "1 of numbers (n), 2 of categories (cat, bool), 1 of dates or times (when)",
        "Column when is read as uuuu-M-d.");
  }

  @Test
  void textsTellWhichFrequentWordsTheyHave() {
    var text = new StringBuilder("note,y\n");
    for (int i = 0; i < 60; i++) {
      String kind = i % 3 == 0 ? "Broken" : "sound";
      text.append("\"Item " + i + " is " + kind + ", they say\"," + "uv".charAt(i % 2) + "\n");
    }
    var raw = read(text.append("NA,u\n").toString());
    var format = fit(raw);
    assertEquals(
        List.of("broken", "sound"), format.columns().stream().map(Format.Column::form).toList());
    assertTrue(format.columns().stream().allMatch(c -> c.kind() == Format.Kind.WORD));
    assertRow(raw, format, 0, 1, 0);
    assertRow(raw, format, 1, 0, 1);
    assertRow(raw, format, 60, 0, 0);
    said(notes, "Of the texts in column note it is seen which of 2 frequent words they have");
  }

  @Test
  void rowsBecomeNumbers() {
    var raw =
        read("n,c,d,y\n1.5,red,01.02.1970,a\n?,blue,03.02.1970,b\n-2e1,,,a\n4,red,03.03.1970,b\n");
    var format = fit(raw);
    assertEquals(
        List.of("n", "c", "d", "d", "d"),
        format.columns().stream().map(Format.Column::name).toList());
    assertRow(raw, format, 0, 1.5f, 1, 31, 2, 7);
    assertRow(raw, format, 1, NONE, 0, 33, 2, 2);
    assertRow(raw, format, 2, -20, NONE, NONE, NONE, NONE);
    assertTrue(format.columns().stream().allMatch(Format.Column::missing));
    said(notes, "Values are missing in 3 columns, 3 in all: n, c, d.");
  }

  @Test
  void whatWasNotSeenInTrainingHasTheNumberAfterTheValues() {
    var format = fit(read("c,y\nred,1\nblue,2\nred,3\n"));
    write("new.csv", "c\ngreen\nred\n\"\"\n");
    var part = reader.read(folder.resolve("new.csv"), format, DataOptions.DEFAULT).last();
    float[] into = new float[1];
    reader.encode(part.rows().get(0), format, into);
    assertEquals(2, into[0]);
    said(
        reader.losses("rows", part.rows(), format),
        "1 cell of the rows has a value of a category that comes once or never",
        "such values count as one: c (first: \"green\").");
    reader.encode(part.rows().get(1), format, into);
    assertEquals(1, into[0]);
  }

  @Test
  void ofManyValuesThoseThatComeTwiceAreToldApart() {
    var text = new StringBuilder("city,y\n");
    for (int i = 0; i < 3000; i++) {
      text.append("city" + (i < 2000 ? i % 400 : i)).append("," + i % 7 + "\n");
    }
    var raw = read(text.toString());
    var format = fit(raw);
    assertEquals(255, format.columns().get(0).values().size());
    said(
        reader.losses("train rows", raw.parts().get(Part.TRAIN).rows(), format),
        "1725 cells of the train rows have values of categories",
        "count as one value: city (first: \"city");
  }

  @Test
  void infiniteAndUnreadableNumbersAreCounted() {
    var text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 200; i++) {
      text.append(i == 7 ? "Inf" : i == 8 ? "-inf" : "" + i * 0.1)
          .append("," + (i == 9 ? "error" : "" + i * i * 0.5) + "," + i % 2 + "\n");
    }
    var raw = read(text.toString());
    var format = fit(raw);
    assertEquals(2, format.columns().size());
    said(
        reader.losses("train rows", raw.parts().get(Part.TRAIN).rows(), format),
        "2 infinite or too large numbers of the train rows count as missing: a (first: \"Inf\").",
        "1 cell of the train rows cannot be read as the numbers or dates of their columns and"
            + " counts as missing: b (first: \"error\").");
    said(notes, "Values are missing in 2 columns, 3 in all: a, b.");
  }

  @Test
  void identifiersOfWhichSomeAreMissingAreNotLearnedFrom() {
    var text = new StringBuilder("customer_id,number,level,street,y\n");
    for (int i = 0; i < 200; i++) {
      text.append(i % 10 == 0 ? "None" : "" + (i * 7919 % 10_007))
          .append("," + (i % 20 == 0 ? "" : "" + i))
          .append("," + (i % 4 == 0 ? "low" : i % 4 == 1 ? "high" : "" + i * 0.5))
          .append("," + i + " Main Street " + (i % 2 == 0 ? "Springfield" : "Newtown"))
          .append("," + i % 2 + "\n");
    }
    var format = fit(read(text.toString()));
    assertEquals(
        List.of("level", "street"),
        format.columns().stream().map(Format.Column::name).distinct().toList());
    assertEquals(List.of("high", "low"), format.columns().get(0).values(), "two words tell more");
    assertEquals(Format.Kind.WORD, format.columns().get(1).kind());
    said(notes, "Dropped 2 columns like an identifier, which would leak: customer_id, number.");
  }

  @Test
  void newRowsMayHaveNothingButThePlaceholder() throws IOException {
    for (String word : List.of("None", "absent")) {
      var text = new StringBuilder("price,size,y\n");
      for (int i = 0; i < 100; i++) {
        text.append((i % 5 == 0 ? word : "" + i * 0.5) + "," + i % 7 * 0.5 + "," + i % 2 + "\n");
      }
      var format = fit(read(text.toString()));
      assertEquals(Format.Kind.NUMBER, format.columns().get(0).kind());
      Path fresh = Files.writeString(folder.resolve("fresh.csv"), "price,size\n" + word + ",1.5\n");
      assertEquals(1, reader.read(fresh, format, DataOptions.DEFAULT).last().rows().size());
      Path other = Files.writeString(folder.resolve("other.csv"), "price,size\n1;5,1.5\n");
      assertThrows(
          MimarException.class, () -> reader.read(other, format, DataOptions.DEFAULT), word);
    }
  }

  @Test
  void identifiersThatRepeatAreLearnedFromAndNamed() {
    var text = new StringBuilder("patient_id,visit,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(1000 + i % 12 + "," + i * 0.5 + "," + i % 2 + "\n");
    }
    assertEquals(2, fit(read(text.toString())).columns().size());
    said(notes, "Named like identifiers, but learned from, since their values repeat: patient_id.");
  }

  @Test
  void wordsForWhatIsMissingLeaveNumbersAndDatesWhatTheyAre() {
    var text = new StringBuilder("price,since,mixed,code,y\n");
    for (int i = 0; i < 200; i++) {
      text.append(i % 3 == 0 ? "None" : i % 7 == 0 ? "-" : i == 1 ? "call us" : "" + i * 0.25)
          .append("," + (i % 4 == 0 ? "unknown" : "2020-0" + (1 + i % 9) + "-" + (10 + i % 20)))
          .append("," + (i % 5 == 0 ? "abcd".charAt(i / 5 % 4) : "" + i))
          .append("," + (i % 5 < 3 ? "none" : "" + i) + "," + i % 2 + "\n");
    }
    var raw = read(text.toString());
    var format = fit(raw);
    assertEquals(Format.Kind.NUMBER, format.columns().get(0).kind());
    assertTrue(format.columns().get(0).missing());
    assertEquals(Format.Kind.DAY, format.columns().get(1).kind());
    said(
        reader.losses("train rows", raw.parts().get(Part.TRAIN).rows(), format),
        "137 cells of the train rows cannot be read as the numbers or dates of their columns and"
            + " count as missing: price, since (first: \"None\").");
    int last = format.columns().size() - 1;
    assertEquals(List.of("a", "b", "c", "d"), format.columns().get(last - 1).values());
    assertEquals(List.of("none"), format.columns().get(last).values());
  }

  @Test
  void whatIsLostOfEachPartIsSaid() {
    var train = new StringBuilder("a,c,d,y\n");
    var test = new StringBuilder("a,c,d,y\n");
    for (int i = 0; i < 60; i++) {
      String rest = ",2020-01-" + (10 + i % 20) + "," + i % 2 + "\n";
      train.append(i % 7 * 0.5 + "," + "uv".charAt(i % 2) + rest);
      test.append((i < 3 ? "?!" : i == 3 ? "inf" : "" + i % 7) + "," + (i < 5 ? "w" : "u"))
          .append(i == 8 ? ",soon,1\n" : rest);
    }
    write("parts/train.csv", train.toString());
    write("parts/test.csv", test.toString());
    var raw = read("parts", "y");
    var data = RowSets.complete(raw, reader, DataOptions.DEFAULT, Seeds.root(1));
    said(
        data.assumptions(),
        "1 infinite or too large number of the test rows counts as missing: a (first: \"inf\").",
        "4 cells of the test rows cannot be read as the numbers or dates of their columns and"
            + " count as missing: a, d (first: \"?!\").",
        "5 cells of the test rows have values of categories",
        "these count as one value: c (first: \"w\").");
    assertTrue(data.assumptions().stream().noneMatch(said -> said.contains("of the train rows c")));
  }

  @Test
  void numbersBeyondFloatsCountAsInfinite() {
    var text = new StringBuilder("a,y\n");
    for (int i = 0; i < 40; i++) {
      text.append(i == 3 ? "1e39" : i == 4 ? "-4E+300" : i == 5 ? "1" + "0".repeat(45) : i * 0.5)
          .append("," + i % 2 + "\n");
    }
    var raw = read(text.toString());
    var format = fit(raw);
    assertTrue(format.columns().get(0).missing());
    assertRow(raw, format, 3, NONE);
    assertRow(raw, format, 4, NONE);
    assertRow(raw, format, 5, NONE);
    assertRow(raw, format, 6, 3);
    said(
        reader.losses("rows", raw.parts().get(Part.TRAIN).rows(), format),
        "3 infinite or too large numbers of the rows count as missing: a (first: \"1e39\").");
  }

  @Test
  void namesThatLookLikeHugeNumbersAreNames() {
    var text = new StringBuilder("room,n,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(List.of("12E45", "A3", "7E400").get(i % 3))
          .append("," + i % 7 * 0.5 + "," + List.of("7E400", "13E41").get(i % 2) + "\n");
    }
    var raw = read(text.toString(), "y");
    var format = fit(raw);
    assertEquals(List.of("12E45", "7E400", "A3"), format.columns().get(0).values());
    assertFalse(format.columns().get(0).missing());
    assertRow(raw, format, 2, 1, 1);
    assertEquals(List.of("7E400", "13E41"), raw.last().targets().subList(0, 2));
    assertEquals(List.of(), reader.losses("rows", raw.last().rows(), format));
    var only = read(text.toString().replace("A3", "9E99"), "y");
    assertEquals(Format.Kind.CATEGORY, fit(only).columns().get(0).kind());
  }

  @Test
  void anAmountTooLargeIsNamed() {
    var text = new StringBuilder("a,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 7 * 0.5 + "," + (i == 5 ? "1e39" : i * 0.5) + "\n");
    }
    var raw = read(text.toString(), "y");
    refused(
        "is \"1e39\", but must be a finite number",
        () -> RowSets.complete(raw, reader, DataOptions.DEFAULT, Seeds.root(1)));
  }

  @Test
  void commasInNumbersAreRead() {
    var raw = read("a;b;y\n1,5;1.000,25;0\n2;3;1\n2,25;7;1\n");
    assertRow(raw, fit(raw), 0, 1.5f, 1000.25f);
    said(notes, "A comma parts the decimals of numbers in a, b.");
    var grouped = read("a,y\n\"1,500\",0\n\"2,000.5\",1\n17,1\n");
    assertRow(grouped, fit(grouped), 1, 2000.5f);
  }

  @Test
  void signsOfCurrencyAndPercentArePassedOver() {
    var text = new StringBuilder("price,cost,share,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(
          "\"$" + (1 + i) + ",234.50\",-€" + i + ".25," + i * 7 % 60 + " %," + i % 2 + "\n");
    }
    var raw = read(text.toString());
    var format = fit(raw);
    assertTrue(format.columns().stream().allMatch(c -> c.kind() == Format.Kind.NUMBER));
    assertRow(raw, format, 4, 5234.5f, -4.25f, 28);
    said(
        notes,
        "Signs of a currency or of percent are passed over in price ($), cost (€), share (%).");
    assertTrue(notes.stream().noneMatch(note -> note.contains("different signs")), "" + notes);
  }

  @Test
  void mixedSignsAreSaid() {
    var text = new StringBuilder("price,share,mostly,y\n");
    for (int i = 0; i < 60; i++) {
      text.append((i % 2 == 0 ? "$" : "€") + i % 7 + "," + (i % 2 == 0 ? "45%" : "0.4" + i % 9))
          .append("," + (i % 2 == 0 ? "$" : "") + i % 5 + "," + i % 2 + "\n");
    }
    fit(read(text.toString()));
    said(
        notes,
        "are passed over in price ($ and €), share (% and none), mostly ($).",
        "Numbers with different signs count as of one unit in price ($ and €), share (% and none);");
  }

  @Test
  void versionsAreNoDates() {
    var text = new StringBuilder("version,y\n");
    for (int i = 0; i < 100; i++) {
      text.append("1." + (1 + i % 4) + "." + (10 + i % 5) + "," + i % 2 + "\n");
    }
    assertEquals(Format.Kind.CATEGORY, fit(read(text.toString())).columns().get(0).kind());
  }

  @Test
  void aFormThatReadsNoneOfTheFirstHundredValuesIsNotTriedOnAll() {
    var text = new StringBuilder("a,when,n,y\n");
    for (int i = 0; i < 10_000; i++) {
      String word = "word" + i;
      text.append(i < 100 ? word : i * 0.5)
          .append(
              ","
                  + (i < 100
                      ? word
                      : "2020-01-%02d 12:%02d:%02d".formatted(1 + i % 28, i % 60, i % 59)))
          .append("," + (i < 99 ? word : i * 0.5) + "," + i % 2 + "\n");
    }
    var format = fit(read(text.toString()));
    assertEquals(
        List.of("n"), format.columns().stream().map(Format.Column::name).distinct().toList());
  }

  @Test
  void datesMayBeWrittenInManyWaysAndAFewMayBeNone() {
    for (var written :
        Map.of(
                "%d/15/98 11:30 PM", "1998-01-15T23:30",
                "%d/15/2021 1:05:07 am", "2021-01-15T01:05:07",
                "%d.1.68", "2068-01-01T00:00",
                "%d-Feb-69", "1969-02-01T00:00")
            .entrySet()) {
      var text = new StringBuilder("when,y\n");
      for (int i = 0; i < 120; i++) { // 12 months or days, each told apart by its hours
        String date =
            written.getKey().formatted(1 + i % (written.getKey().contains(":") ? 12 : 28));
        String distinct = date.contains(":") ? date.replaceFirst(":..", ":" + (10 + i % 50)) : date;
        text.append(i == 0 ? date : distinct).append("," + i % 2 + "\n");
      }
      var raw = read(text.toString());
      var format = fit(raw);
      float[] into = new float[format.columns().size()];
      reader.encode(raw.last().rows().get(0), format, into);
      assertEquals(Format.Kind.DAY, format.columns().get(0).kind(), written::toString);
      var moment = LocalDateTime.parse(written.getValue());
      assertEquals(DateForm.number(moment, Format.Kind.DAY), into[0], 1e-3, written::toString);
    }
    var text = new StringBuilder("when,y\n");
    for (int i = 0; i < 100; i++) {
      text.append(i == 7 ? "soon" : "2020-" + (1 + i % 12) + "-" + (1 + i % 28))
          .append("," + i % 2 + "\n");
    }
    var raw = read(text.toString());
    var format = fit(raw);
    assertTrue(format.columns().get(0).missing());
    assertEquals(Format.Kind.DAY, format.columns().get(0).kind());
    said(reader.losses("train rows", raw.last().rows(), format), "1 cell of the train rows cannot");
  }

  @Test
  void identifiersAreTold() {
    var text = new StringBuilder(",key,year,customerId,y\n");
    for (int i = 0; i < 40; i++) {
      text.append(
          i + ",k" + i * 7 % 41 + "," + (1990 + i % 20) + "," + (i * 37 % 41) + "," + i % 3 + "\n");
    }
    assertEquals(
        List.of("year"),
        fit(read(text.toString())).columns().stream().map(Format.Column::name).toList());
    said(notes, "Dropped 3 columns like an identifier, which would leak: row_names, key, cust");
  }

  @Test
  void aTableWithNothingToLearnFromIsRefused() {
    var raw = read("a,b,y\n1,,0\n1,,1\n1,,0\n");
    var e = assertThrows(MimarException.class, () -> fit(raw));
    assertTrue(e.getMessage().contains("no column is left to tell y from"), e.getMessage());
  }

  @Test
  void threeRowsManyClassesAndManyColumnsWork() {
    assertEquals(2, fit(read("a,b,y\n1,x,0\n2,y,1\n3,z,0\n")).columns().size());
    var text = new StringBuilder("a,y\n");
    IntStream.range(0, 5000)
        .forEach(i -> text.append(i * 0.5).append(",class").append(i).append('\n'));
    assertEquals(5000, read(text.toString()).parts().get(Part.TRAIN).targets().size());
    var wide = new StringBuilder("y");
    IntStream.range(0, 5000).forEach(c -> wide.append(",c").append(c));
    for (int r = 0; r < 20; r++) {
      wide.append('\n').append(r % 2);
      for (int c = 0; c < 5000; c++) {
        wide.append(',').append((r * c % 7) * 0.5);
      }
    }
    var format = fit(read(wide.toString()));
    assertTrue(format.columns().size() > 4000);
    assertTrue(notes.stream().allMatch(note -> note.length() < 400), notes.toString());
  }

  /** Law: each cell of a column of numbers comes back; the format says the same read from JSON. */
  @Test
  void numbersComeBackWhateverTheyAre() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      var rng = Seeds.root(seed).rng();
      int rows = 5 + rng.nextInt(40);
      float[][] values = new float[rows][3];
      var text = new StringBuilder("a,b,c,y\n");
      for (float[] row : values) {
        for (int c = 0; c < 3; c++) {
          row[c] = rng.nextInt(5) == 0 ? NONE : (float) (rng.nextGaussian() * Math.pow(10, c * 3));
          text.append(Float.isNaN(row[c]) ? "NA" : "" + row[c]).append(',');
        }
        text.append(rng.nextInt(3)).append('\n');
      }
      var raw = read(text.toString());
      var format = fit(raw);
      var json = new ObjectMapper();
      var again = (Format.Table) json.readValue(json.writeValueAsString(format), Format.class);
      assertEquals(format, again, "seed " + seed);
      for (int r = 0; r < rows; r++) {
        float[] into = new float[3];
        reader.encode(raw.parts().get(Part.TRAIN).rows().get(r), again, into);
        assertArrayEquals(values[r], into, "seed " + seed);
      }
    }
  }

  /** Law: the order of columns in a file to predict does not matter, nor do further columns. */
  @Test
  void columnsAreMatchedByName() {
    List<String> header = List.of("n", "c", "d", "y");
    List<List<String>> rows =
        List.of(
            List.of("1", "u", "2020-01-05", "0"),
            List.of("2", "v", "2021-02-07", "1"),
            List.of("3", "u", "2021-03-01", "1"));
    var raw = read(text(header, rows, List.of(0, 1, 2, 3)));
    var format = fit(raw);
    for (int seed = 0; seed < 24; seed++) {
      List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
      Collections.shuffle(order, new Random(seed));
      write(
          "new.csv",
          text(header, rows, order).replaceAll("(?m)$", ",7").replaceFirst(",7", ",extra"));
      var part = reader.read(folder.resolve("new.csv"), format, DataOptions.DEFAULT).last();
      assertEquals(List.of("0", "1", "1"), part.targets());
      for (int r = 0; r < 3; r++) {
        float[] expected = new float[format.columns().size()];
        float[] found = expected.clone();
        reader.encode(raw.parts().get(Part.TRAIN).rows().get(r), format, expected);
        reader.encode(part.rows().get(r), format, found);
        assertArrayEquals(expected, found, "seed " + seed);
      }
    }
  }

  @Test
  void filesToPredictMayLackTheTargetButNoColumn() {
    var format = fit(read("n,c,y\n1,u,0\n2,v,1\n3,u,1\n"));
    write("new.csv", "c,n\nu,5\n");
    var part = reader.read(folder.resolve("new.csv"), format, DataOptions.DEFAULT).last();
    assertEquals(List.of(""), part.targets());
    assertEquals(List.of("new.csv:2"), part.names());
    write("less.csv", "C,n\nu,5\n");
    var e =
        refused(
            "lacks 1 column of the training data: c",
            () -> reader.read(folder.resolve("less.csv"), format, DataOptions.DEFAULT));
    assertTrue(e.hint().contains("nearest to c: C"), e.hint());
    write("words.csv", "c,n\nu,five\nv,six\n");
    refused(
        "2 cells that cannot be read as numbers",
        () -> reader.read(folder.resolve("words.csv"), format, DataOptions.DEFAULT));
  }

  @Test
  void aFewCellsThatCannotBeReadInAnEmptyColumnAreCounted() {
    var format = fit(read("n,c,y\n1,u,0\n2,v,1\n3,u,1\n"));
    var text = new StringBuilder("n,c\n");
    for (int i = 0; i < 1000; i++) {
      text.append(i % 400 == 0 ? "-" : i == 7 ? "1e99" : "").append(",u\n");
    }
    write("new.csv", text.toString());
    var part = reader.read(folder.resolve("new.csv"), format, DataOptions.DEFAULT).last();
    said(
        reader.losses("rows", part.rows(), format),
        "3 cells of the rows cannot be read as the numbers or dates of their columns and count as"
            + " missing: n (first: \"-\").",
        "1 infinite or too large number of the rows");
  }

  @Test
  void rowsInMemoryOfEqualColumnsShareThem() {
    var format = fit(read("n,c,y\n1,u,0\n2,v,1\n3,u,1\n"));
    var first = reader.inMemory("rows", List.of(List.of("1", "u")), format).rows().get(0);
    var second = reader.inMemory("rows", List.of(List.of("2", "v")), format).rows().get(0);
    assertSame(first.columns(), second.columns()); // whose encoder is made once
    float[] into = new float[2];
    reader.encode(second, format, into);
    assertArrayEquals(new float[] {2, 1}, into);
  }

  @Test
  void withoutAHeaderColumnsAreMatchedByPlace() {
    var raw = read("1,u,0\n2,v,1\n3,u,1\n4,v,0\n", "column3");
    var format = fit(raw);
    for (String text : List.of("7,v\n8,u\n", "7,v,1\n8,u,0\n")) {
      write("new.csv", text);
      var part = reader.read(folder.resolve("new.csv"), format, DataOptions.DEFAULT).last();
      float[] into = new float[2];
      reader.encode(part.rows().get(0), format, into);
      assertArrayEquals(new float[] {7, 1}, into);
    }
    write("new.csv", "7\n");
    refused(
        "has no header and 1 columns",
        () -> reader.read(folder.resolve("new.csv"), format, DataOptions.DEFAULT));
  }

  @Test
  void aHeaderThatWordsHideIsPutRight() {
    var format = fit(read("u,p,0\nv,q,1\nu,q,1\nv,p,0\n", "column3"));
    write("new.csv", "v,p\nu,q\n"); // a row of words looks like a header
    var part = reader.read(folder.resolve("new.csv"), format, DataOptions.DEFAULT).last();
    assertEquals(2, part.rows().size());
  }

  // ---- parts

  @Test
  void partsAreFilesOrFolders() {
    write("a/X_TRAIN.csv", "n,y\n1,u\n2,v\n");
    write("a/x_Valid.csv", "y,n\nu,3\n");
    write("a/x-test.tsv", "n\ty\n4\tv\n5\tv\n");
    write("a/README.md", "hello");
    write("a/other.csv", "q\n1\n");
    checkParts("a");
    write("b/train/data.csv", "n,y\n1,u\n2,v\n");
    write("b/validation/data.csv", "n,y\n3,u\n");
    write("b/Test/data.csv", "n,y\n4,v\n5,v\n");
    write("b/notes.txt", "hello");
    write("b/extra/x.csv", "q\n1\n");
    checkParts("b");
  }

  private void checkParts(String name) {
    var raw = read(name, "");
    assertEquals(2, raw.parts().get(Part.TRAIN).rows().size());
    assertEquals(1, raw.parts().get(Part.VALIDATION).rows().size());
    assertEquals("3", raw.parts().get(Part.VALIDATION).rows().get(0).cells()[0]);
    assertEquals(List.of("v", "v"), raw.parts().get(Part.TEST).targets());
    said(raw.assumptions(), "Ignored 2 other files or folders (");
  }

  @Test
  void oneFileBesideATestFileIsTheTrainPart() {
    write(
        "s/segment-challenge.arff",
        "@relation s\n@attribute n real\n@attribute class {a,b}\n@data\n1,a\n2,b\n");
    write(
        "s/segment-test.arff",
        "@relation s\n@attribute n real\n@attribute class {a,b}\n@data\n3,a\n");
    var raw = read("s", "");
    assertEquals(2, raw.parts().get(Part.TRAIN).rows().size());
    assertEquals(1, raw.parts().get(Part.TEST).rows().size());
  }

  @Test
  void aFileCalledAsAPartIsItBesideFilesThatBeginOrEndSo() {
    for (String name : List.of("train", "test", "training_notes", "test_labels", "old_test")) {
      write("w/" + name + ".csv", "n,y\n1,u\n2,v\n" + (name.equals("train") ? "3,u\n" : ""));
    }
    write("w/sample_submission.csv", "id,y\n1,u\n");
    var raw = read("w", "");
    assertEquals(3, raw.parts().get(Part.TRAIN).rows().size());
    assertEquals("test.csv:2", raw.parts().get(Part.TEST).names().get(0));
    said(raw.assumptions(), "Ignored 4 other files or folders (");
  }

  @Test
  void oneFileIsTheTrainPartWhateverItsName() {
    write("o/dev_reviews.csv", "n,y\n1,u\n2,v\n");
    write("o/README.txt", "about");
    assertEquals("dev_reviews.csv:2", read("o", "").parts().get(Part.TRAIN).names().get(0));
    write("t/data.txt", "n,y\n1,u\n2,v\n");
    write("t/test.txt", "n,y\n1,u\n");
    assertEquals("data.txt:2", read("t", "").parts().get(Part.TRAIN).names().get(0));
  }

  @Test
  void foldersThatAreNotClearAreRefused() throws IOException {
    write("c/a.csv", "n,y\n1,u\n");
    write("c/b.csv", "n,y\n1,u\n");
    refused("holds 2 tables, and none is called train: a.csv, b.csv", () -> read("c", ""));
    Files.createDirectories(folder.resolve("d"));
    refused("holds no table", () -> read("d", ""));
    refused("does not exist", () -> read("e", ""));
    write("f/train.csv", "n,y\n1,u\n");
    write("f/train.tsv", "n\ty\n1\tu\n");
    refused("has two files for train", () -> read("f", ""));
    write("g/train.csv", "n,y\n1,u\n2,v\n");
    write("g/test.csv", "m,y\n1,u\n2,v\n");
    refused("test.csv lacks 1 column of the training data: n", () -> read("g", ""));
  }

  // ---- ARFF

  @Test
  @SuppressWarnings("StringConcatToTextBlock") // a text block would hide the escapes
  void arffIsRead() {
    write(
        "x.arff",
        "% a comment\n@RELATION 'my data'\n@attribute 'the size' NUMERIC\n"
            + "@attribute colour { 'dark red', blue,none }\n@attribute when date yyyy-MM-dd\n"
            + "@attribute word string\n@attribute kind {b,a}\n\n@DATA\n"
            + "1.5,'dark red',2020-01-02,'it\\'s',a\n% more\n?,none,\"2020-01-03\",x,b\n2, blue ,?,x,a\n");
    var raw = read("x.arff", "kind");
    var part = raw.parts().get(Part.TRAIN);
    assertArrayEquals(
        new String[] {"1.5", "dark red", "2020-01-02", "it's"}, part.rows().get(0).cells());
    assertEquals(List.of("a", "b", "a"), part.targets());
    var format = fit(raw);
    assertEquals(List.of("dark red", "blue", "none"), format.columns().get(1).values());
    assertFalse(format.columns().get(1).missing());
    assertEquals("x.arff:12", part.names().get(1));
  }

  @Test
  @SuppressWarnings("StringConcatToTextBlock")
  void sparseArffIsRead() {
    write(
        "x.arff",
        "@relation r\n@attribute a real\n@attribute b {u,v}\n@attribute class {0,1}\n@data\n"
            + "{0 5, 2 1}\n{}\n{1 v}, {2}\n");
    var part = read("x.arff", "").parts().get(Part.TRAIN);
    assertArrayEquals(new String[] {"5", "u"}, part.rows().get(0).cells());
    assertArrayEquals(new String[] {"0", "u"}, part.rows().get(1).cells());
    assertArrayEquals(new String[] {"0", "v"}, part.rows().get(2).cells());
    assertEquals(List.of("1", "0", "0"), part.targets());
  }

  @Test
  void whatANominalColumnWithoutValuesLeavesOutIsMissing() {
    write(
        "x.arff",
        "@relation r\n@attribute a real\n@attribute x {}\n@attribute class {0,1}\n@data\n{0 5, 2 1}\n");
    var part = read("x.arff", "").parts().get(Part.TRAIN);
    assertArrayEquals(new String[] {"5", "?"}, part.rows().get(0).cells());
  }

  @Test
  void brokenArffIsRefusedByLine() {
    String start = "@relation r\n@attribute a real\n@attribute b {u,v}\n";
    for (var wrong :
        List.of(
            List.of("line 4: \"nonsense\" is no declaration", start + "nonsense\n"),
            List.of("line 4: attribute \"c\" has the type colour", start + "@attribute c colour\n"),
            List.of("line 4: attribute \"a\" stands twice", start + "@attribute a real\n"),
            List.of("line 4: the values of \"c\" do not end", start + "@attribute c {1,2\n"),
            List.of("line 5: a quote does not close", start + "@data\n1,'u\n"),
            List.of("line 5: a sparse row gives a value to column 7", start + "@data\n{7 u}\n"),
            List.of("1 of 1 rows with more or fewer cells", start + "@data\n1,u,v\n"),
            List.of("has no @data line", start),
            List.of("has no row after @data", start + "@data\n"))) {
      write("x.arff", wrong.get(1));
      refused(wrong.get(0), () -> read("x.arff", ""));
    }
  }

  // ---- real data

  @Test
  void digitsAreRead() {
    String sets = System.getProperty("MIMAR_SETS", System.getenv().getOrDefault("MIMAR_SETS", ""));
    assumeTrue(!sets.isEmpty(), "MIMAR_SETS names no folder of data sets");
    Path digits = Path.of(sets).resolve("optdigits");
    assumeTrue(Files.isDirectory(digits), digits + " is not there");
    var raw = reader.read(digits, DataOptions.DEFAULT);
    assertEquals("digit", raw.target());
    assertEquals(3823, raw.parts().get(Part.TRAIN).rows().size());
    assertEquals(1797, raw.parts().get(Part.TEST).rows().size());
    var format = fit(raw);
    assertTrue(format.columns().stream().allMatch(c -> c.kind() == Format.Kind.NUMBER));
    said(notes, "of one value only: p0");
  }

  // ---- helpers

  private String target(String text, String wanted) {
    return read(text, wanted).target();
  }

  private RawParts<TableRow> read(String text) {
    return read(text, "");
  }

  /** Reads a text, or the file or folder of that name. */
  private RawParts<TableRow> read(String textOrName, String target) {
    Path path = folder.resolve("data.csv");
    if (textOrName.contains("\n")) {
      write("data.csv", textOrName);
    } else {
      path = folder.resolve(textOrName);
    }
    return reader.read(path, DataOptions.DEFAULT.withTask("table").withTarget(target));
  }

  private Format.Table fit(RawParts<TableRow> raw) {
    notes.clear();
    return reader.fit(raw.parts().get(Part.TRAIN).rows(), DataOptions.DEFAULT, notes::add);
  }

  private void assertRow(RawParts<TableRow> raw, Format.Table format, int row, float... numbers) {
    float[] into = new float[format.columns().size()];
    reader.encode(raw.parts().get(Part.TRAIN).rows().get(row), format, into);
    assertArrayEquals(numbers, into);
  }

  private static String text(List<String> header, List<List<String>> rows, List<Integer> order) {
    List<List<String>> all = new ArrayList<>(List.of(header));
    all.addAll(rows);
    return String.join(
        "\n",
        all.stream().map(row -> String.join(",", order.stream().map(row::get).toList())).toList());
  }

  private void write(String name, String text) {
    try {
      Path path = folder.resolve(name);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MimarException refused(String part, Runnable reading) {
    var e = assertThrows(MimarException.class, reading::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertFalse(e.hint().isEmpty());
    return e;
  }

  private static void said(List<String> notes, String... parts) {
    for (String part : parts) {
      assertTrue(
          notes.stream().anyMatch(note -> note.contains(part)), part + " is not in " + notes);
    }
  }

  @Test
  void aFirstColumnOfNumbersThatDifferInAllRowsIsRemarkedOn() {
    var text = new StringBuilder("number,visit,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(1000 + i * 37 % 61 * 13 + "," + i * 0.5 + "," + i % 2 + "\n");
    }
    assertEquals(2, fit(read(text.toString())).columns().size());
    said(notes, "Each row has a whole number of its own in the first column, number");
  }

  @Test
  void commasOfOneColumnPartTheDecimalsOfAll() {
    var text = new StringBuilder("h;w;label\n");
    for (int i = 0; i < 60; i++) {
      text.append(20 + i % 17 + ";0," + i % 10 + ";" + i % 2 + "\n");
    }
    var raw = read(text.toString());
    var format = fit(raw);
    said(notes, "A comma parts the decimals of numbers in h, w.");
    var columns = raw.parts().get(Part.TRAIN).rows().get(0).columns();
    float[] into = new float[2];
    reader.encode(new TableRow(columns, new String[] {"26,3", "0,5"}), format, into);
    assertArrayEquals(new float[] {26.3f, 0.5f}, into);
  }

  @Test
  void anAmountThatIsAskedForIsTheLastColumnOfNumbers() {
    String rows = "0.3,M,5\n0.4,L,7\n0.5,M,6\n0.1,L,9\n0.2,M,8\n".repeat(6);
    write("sizes.csv", "x,size,cost\n" + rows);
    assertEquals(
        "cost",
        reader
            .read(folder.resolve("sizes.csv"), DataOptions.DEFAULT.withKind("regression"))
            .target());
    assertEquals("size", reader.read(folder.resolve("sizes.csv"), DataOptions.DEFAULT).target());
  }
}
