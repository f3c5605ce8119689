package io.mimar.data;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts texts into words: runs of letters, marks and digits, with apostrophes inside them; each
 * letter, with its marks, of scripts that put no spaces between words (Chinese, Japanese, Thai,
 * Lao, Khmer, Burmese); each other character that is to be seen, such as a question mark or an
 * emoji. They are in small letters and in Unicode's form NFKC, so that one word is one string
 * however it was typed.
 */
public final class Words {
  /** Words of a cell on average, from which on a column is text. */
  public static final int OF_TEXT = 4;

  private static final String SINGLE =
      "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}"
          + "\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}";

  /** The first character of these scripts; texts of smaller ones alone are read faster. */
  private static final char FIRST_SINGLE = '\u0e00';

  private static final String UNSEEN =
      "\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}\\uFE00-\\uFE0F"; // last: variation selectors
  private static final String RUN = "[\\p{L}\\p{M}\\p{N}&&[^" + SINGLE + "\\uFE00-\\uFE0F]]++";
  private static final String SPACED_RUN = "[\\p{L}\\p{M}\\p{N}]++";
  private static final String LETTER = "[\\p{L}&&[" + SINGLE + "]][\\p{M}&&[^\\uFE00-\\uFE0F]]*+";

  /** Possessive throughout: no text makes the matcher go back, or deep. */
  private static final Pattern WORD =
      Pattern.compile(RUN + "(?:['\u2019]" + RUN + ")*+|" + LETTER + "|[^" + UNSEEN + "]");

  /** The same for texts without those scripts. */
  private static final Pattern SPACED_WORD =
      Pattern.compile(SPACED_RUN + "(?:['\u2019]" + SPACED_RUN + ")*+|[^" + UNSEEN + "]");

  private static final Pattern SPACELESS = Pattern.compile("[\\p{L}&&[" + SINGLE + "]]");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final double SPACELESS_LETTERS = 3; // of a word

  private Words() {}

  /** The words of a text, in order. */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    String plain = plain(text);
    Matcher matcher = (isSpaced(plain) ? SPACED_WORD : WORD).matcher(plain);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /**
   * About how many words with letters a text has, as people count them, which tells texts from
   * names, paths and keys: what lies between spaces, and one for each three letters of scripts
   * without spaces.
   */
  public static double roughly(String text) {
    long spaceless = isSpaced(text) ? 0 : SPACELESS.matcher(text).results().count();
    String spaced = spaceless == 0 ? text : SPACELESS.matcher(text).replaceAll("");
    long words =
        SPACES
            .splitAsStream(spaced)
            .filter(word -> word.chars().anyMatch(Character::isLetter))
            .count();
    return words + spaceless / SPACELESS_LETTERS;
  }

  /** Whether it is a letter or a mark on one. */
  public static boolean isOfWords(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isLetter(codePoint)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isSpaced(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_SINGLE) {
        return false;
      }
    }
    return true;
  }

  /** Whether a text has no words. */
  public static boolean isEmpty(String text) {
    return !WORD.matcher(text).find();
  }

  private static String plain(String text) {
    String form = Normalizer.normalize(text, Normalizer.Form.NFKC);
    return form.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
  }
}
