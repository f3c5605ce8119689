package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void wordsKeepTheirApostrophesAndMarksStandAlone() {
    assertEquals(
        List.of("don't", "stop", "!", "!", "it's", "3", ".", "5", "%"),
        Words.of("Don\u2019t stop!! It's 3.5\u00a0%"));
    assertEquals(List.of("'", "quoted", "'"), Words.of("'quoted'"));
  }

  @Test
  void anyScriptIsCut() {
    assertEquals(List.of("gül", "bahçesi"), Words.of("GÜL bahçesi"));
    assertEquals(List.of("我", "爱", "北", "京", "。"), Words.of("我爱北京。"));
    assertEquals(List.of("का", "नमस्ते"), Words.of("का नमस्ते"));
    assertEquals(List.of("ที่", "นี่", "2", "ไ", "ท", "ย", "ok"), Words.of("ที่นี่2 ไทยok"));
    assertEquals(List.of("👍", "❤", "ok"), Words.of("👍❤\uFE0F ok"));
  }

  @Test
  void howManyWordsIsRoughlyKnownInAnyScript() {
    assertEquals(3, Words.roughly(" a text\tof 3 - 5 "));
    assertEquals(1, Words.roughly("http://a.b/c_d?e=f"));
    assertEquals(0, Words.roughly("2020-01-01 10:00"));
    assertEquals(4, Words.roughly("今天天气很好我们出去玩吧"));
    assertEquals(6, Words.roughly("GÜL และบ้านของเรา bahçesi"), 1e-9);
  }

  @Test
  void oneWordIsOneStringHoweverTyped() {
    assertEquals(Words.of("caf\u00e9"), Words.of("cafe\u0301"));
    assertEquals(List.of("file", "42"), Words.of("\uFB01le ４２"));
  }

  @Test
  void whatCannotBeSeenIsNoWord() {
    for (String text :
        List.of("", " \t\r\n", "\u00a0\u2003\u3000", "\u200b\u0000\uFEFF", "\ud800")) {
      assertTrue(Words.isEmpty(text));
      assertEquals(List.of(), Words.of(text));
    }
  }

  @Test
  void noTextIsTooDeep() {
    assertEquals(1, Words.of("a'".repeat(1_000_000) + "a").size());
    assertEquals(1, Words.of("a".repeat(2_000_000)).size());
    assertEquals(1_000_000, Words.of("'".repeat(1_000_000)).size());
  }

  @Property(seed = "1")
  void aTextIsEmptyWhenItHasNoWords(@ForAll String text) {
    assertEquals(Words.of(text).isEmpty(), Words.isEmpty(text));
  }

  @Property(seed = "1")
  void wordsAreWordsAgain(@ForAll String text) {
    List<String> words = Words.of(text);
    assertEquals(words, Words.of(String.join(" ", words)));
  }
}
