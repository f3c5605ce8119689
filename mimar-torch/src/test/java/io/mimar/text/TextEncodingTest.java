package io.mimar.text;

import static io.mimar.text.TextFiles.assertSaid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mimar.MimarException;
import io.mimar.data.DataOptions;
import io.mimar.data.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextEncodingTest {
  private static final List<String> TRAIN =
      List.of("the film is good", "the film is bad", "a good 👍 film", "say \"the\" 👍 \"a\"");

  private final TextReader reader = new TextReader();
  private final List<String> notes = new ArrayList<>();

  @Test
  void theVocabularyIsWhatComesTwiceTheMostFrequentFirst() {
    var format = fit(TRAIN);
    assertEquals(List.of("\"", "film", "the", "a", "good", "is", "👍"), format.words());
    assertEquals(8, format.length());
    assertEquals(9, format.input().vocabulary());
    assertEquals(1 << 10, format.terms());
    assertSaid(notes, "7 of the 9 words of the training texts come at least twice");
  }

  @Test
  void wordsComeInOrderAndUnseenOnesAreOne() {
    var format = fit(TRAIN);
    float[] numbers = encode("Good FILM unseen the", format);
    assertArrayEquals(new float[] {6, 3, 1, 4, 0, 0, 0}, Arrays.copyOf(numbers, 7));
    float[] turned = encode("the unseen film good", format);
    assertArrayEquals(new float[] {4, 1, 3, 6, 0, 0, 0}, Arrays.copyOf(turned, 7));
  }

  @Test
  void whatIsLongerIsCut() {
    var format = fit(TRAIN);
    String lengthy = "the film is bad ".repeat(50);
    assertArrayEquals(new float[] {4, 3, 7, 1, 4, 3, 7}, Arrays.copyOf(encode(lengthy, format), 7));
    String other = String.join(" ", Collections.nCopies(40, "other words of all kinds"));
    for (float number : encode(other + IntStream.range(0, 999).boxed().toList(), format)) {
      assertTrue(number >= 1 && number < format.terms());
    }
  }

  @Test
  void anEmptyTextIsZeros() {
    var format = fit(TRAIN);
    assertArrayEquals(new float[(int) format.input().shape().size()], encode(" \n", format));
  }

  @Test
  void textsWithoutAWordAreRefused() {
    var error = assertThrows(MimarException.class, () -> fit(List.of("", "  ", "\u200b")));
    assertTrue(error.getMessage().contains("none of the 3 training texts has a word"));
  }

  @Test
  void oneTextIsEnough() {
    var format = fit(List.of("hello"));
    assertEquals(List.of(), format.words());
    assertEquals(1, format.length());
    assertEquals(1f, encode("hello there", format)[0]);
  }

  @Test
  void lettersAreTermsWhereManyWordsAreRare() {
    assertEquals(5, fit(List.of("Yılmaz", "Yıldız", "Smith", "Smythe")).letterGrams());
    assertSaid(notes, "3 to 5 letters of a word");
    assertEquals(0, fit(List.of("yes yes", "no no", "no yes")).letterGrams());
  }

  @Test
  void longTextsKeepToTheirBounds() {
    List<String> texts =
        IntStream.range(0, 40)
            .mapToObj(t -> IntStream.range(0, 2_000).mapToObj(w -> "w" + (t * w) % 911).toList())
            .map(words -> String.join(" ", words))
            .toList();
    var format = fit(texts);
    assertEquals(256, format.length());
    assertEquals(1_024, format.bag());
    assertEquals(0, format.letterGrams());
    assertSaid(notes, "40 of 40 are longer");
  }

  @Test
  void theFormatAloneSaysTheNumbers() throws JsonProcessingException {
    var format = fit(TRAIN);
    var json = new ObjectMapper();
    var read = json.readValue(json.writeValueAsString(format), Format.class);
    assertEquals(format, read);
    for (String text : TRAIN) {
      float[] again = new float[(int) format.input().shape().size()];
      new TextReader().encode(text, (Format.Text) read, again);
      assertArrayEquals(encode(text, format), again);
    }
  }

  @Property(tries = 300, seed = "1")
  void theSameTextIsTheSameNumbersInTheirRange(@ForAll String text) {
    var format = fit(TRAIN);
    float[] numbers = encode(text, format);
    assertArrayEquals(numbers, encode(text, format));
    for (int i = 0; i < numbers.length; i++) {
      int end = i < format.length() ? format.input().vocabulary() : format.terms();
      assertTrue(numbers[i] >= 0 && numbers[i] < end && numbers[i] == (int) numbers[i]);
    }
  }

  private Format.Text fit(List<String> texts) {
    return reader.fit(texts, DataOptions.DEFAULT, notes::add);
  }

  private float[] encode(String text, Format.Text format) {
    float[] numbers = new float[(int) format.input().shape().size()];
    reader.encode(text, format, numbers);
    return numbers;
  }
}
