package io.mimar.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.data.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TermsTest {
  private static final int TERMS = 1 << 15;
  private static final int MANY = 1 << 12;
  private static final int[] GOLDEN = {
    3147, 29644, 5192, 12369, 10821, 5111, 8931, 89, 801, 31909, 11057, 22082, 8049, 13432, 25842,
    15260, 22462, 13199, 3503, 30850, 670
  };

  /** The vectors that the authors of FNV publish. */
  @Test
  void theHashIsFnv1a() {
    assertEquals(0x811c9dc5, Terms.fnv(""));
    assertEquals(0xe40c292c, Terms.fnv("a"));
    assertEquals(0xbf9cf968, Terms.fnv("foobar"));
  }

  @Test
  void theHashReadsUtf8() {
    String text = "aé漢👍";
    int hash = 0x811c9dc5;
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * 0x01000193;
    }
    assertEquals(hash, Terms.fnv(text));
  }

  /** Exported models hold these numbers: they must never change. */
  @Test
  void numbersAreForEver() {
    assertArrayEquals(GOLDEN, new Terms(2, 5).numbers(List.of("good", "film"), TERMS, MANY));
  }

  @Test
  void wordsComeFirstThenRunsThenLetters() {
    List<String> words = List.of("ab", "abc", "ab");
    int[] all = new Terms(2, 5).numbers(words, TERMS, MANY);
    int[] runs = new Terms(2, 0).numbers(words, TERMS, MANY);
    int[] single = new Terms(1, 0).numbers(words, TERMS, MANY);
    assertEquals(2, single.length);
    assertEquals(4, runs.length); // ab abc, abc ab
    // " ab" "ab " of ab, which is whole with 4 letters; " ab" " abc" "abc" "abc " "bc " of abc
    assertEquals(4 + 2 + 4, all.length);
    assertArrayEquals(single, Arrays.copyOf(runs, 2));
    assertArrayEquals(runs, Arrays.copyOf(all, 4));
    assertArrayEquals(Arrays.copyOf(all, 3), new Terms(2, 5).numbers(words, TERMS, 3));
  }

  @Test
  void lettersOfMarksAndOfEndlessWordsAreNone() {
    var letters = new Terms(1, 5);
    assertEquals(1, letters.numbers(List.of("!"), TERMS, MANY).length);
    assertEquals(1, letters.numbers(List.of("x".repeat(1_000_000)), TERMS, MANY).length);
  }

  @Property(seed = "1")
  void numbersAreDistinctAndNeverNothing(@ForAll String text) {
    int[] numbers = new Terms(2, 5).numbers(Words.of(text), 1 << 10, MANY);
    assertTrue(Arrays.stream(numbers).allMatch(n -> n >= 1 && n < 1 << 10));
    assertEquals(numbers.length, Arrays.stream(numbers).distinct().count());
  }

  @Test
  void numbersAreSpreadEvenly() {
    int[] counts = new int[64];
    for (int i = 0; i < 63_000; i++) {
      counts[new Terms(1, 0).numbers(List.of("word" + i), 64, 1)[0]]++;
    }
    assertEquals(0, counts[0]);
    // 1,000 expected: six standard deviations of sqrt(1,000)
    assertTrue(Arrays.stream(counts).skip(1).allMatch(c -> Math.abs(c - 1000) < 190));
  }
}
