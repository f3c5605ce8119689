package io.mimar.text;

import io.mimar.MimarException;
import io.mimar.data.Format;
import io.mimar.data.Words;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Chooses how texts become numbers, from the training texts alone.
 *
 * <ol>
 *   <li>The vocabulary: words that come at least twice, the most frequent 20,000 of them.
 *   <li>The length: words of the text at the 95th percentile, at most 256.
 *   <li>The terms: words and pairs of words; letter n-grams beside them where a tenth of the words
 *       or more come only once, and texts are so short that all of it goes into the bag.
 *   <li>The bag: distinct terms of the text at the 99th percentile, at most 1,024.
 *   <li>The numbers of terms: the power of two next to twice the distinct terms, at least 2^10 and
 *       at most 2^20.
 * </ol>
 *
 * <p>Measured with logistic regression on the bags, each divided by the root of its size (subj; one
 * split, standard error 0.7 points; smaller sets are means of 5 to 10 draws). 8,000 texts: words
 * .902, with pairs .906, with runs of three .909 and .900 when hashed to 2^17, with letters .902.
 * Letters help small sets: of 100, 300, 1,000 and 3,000 texts, in which .33, .24, .15 and .08 of
 * the words come once, they make .736, .815, .854 and .884 into .755, .832, .863 and .884. Hashed
 * to 2^10, 2^12, 2^14 and 2^18 numbers, 300 texts of 8,800 terms reach .730, .776, .791 and .798;
 * the 123,000 terms of all texts lose .002 in 2^16. 16,000 reviews of films with a million terms
 * (imdb, bags trained here for ten epochs; standard error 0.4 points): 2^17 numbers .894, 2^20
 * .906, 2^21 .907. Up to 2,048 terms instead of 1,024 gain .000, in three epochs .001; weighing
 * terms by idf gains nothing here, where Adam moves what is rare by larger steps.
 *
 * <p>Cost: {@code O(letters)} time; memory for the distinct words and 8 MB.
 */
final class TextFit {
  private static final int LEAST_SEEN = 2;
  private static final int MOST_WORDS = 20_000;
  private static final int MOST_LENGTH = 256;
  private static final int MOST_BAG = 1_024;
  private static final int FEWEST_TERMS = 10; // powers of two
  private static final int MOST_TERMS = 20;
  private static final int MOST_NUMBERS = 30_000_000; // of all texts with letters: 120 MB
  private static final int LETTERS = 5;
  private static final double RARE = 0.1;

  private final List<String> texts;
  private final int[] lengths;
  private final Map<String, Integer> counts = new HashMap<>();

  private TextFit(List<String> texts) {
    this.texts = texts;
    lengths = new int[texts.size()];
  }

  /**
   * The format of some training texts.
   *
   * @param columns which columns have them, and which their targets; no names where files are texts
   * @param notes hears each decision as a sentence
   * @throws MimarException when none of the texts has a word
   */
  static Format.Text fit(TextColumns columns, List<String> texts, Consumer<String> notes) {
    return new TextFit(texts).fit(columns, notes);
  }

  private Format.Text fit(TextColumns columns, Consumer<String> notes) {
    countWords();
    if (counts.isEmpty()) {
      throw new MimarException(
          "none of the " + texts.size() + " training texts has a word",
          "Name the column of the target, or mend the texts.");
    }
    List<String> words = vocabulary();
    int length = Math.min(MOST_LENGTH, percentile(lengths, 0.95));
    Bag bag = bag(length);
    notes.accept(wordsSentence(words.size(), length));
    notes.accept(bag.sentence());
    return new Format.Text(
        columns.texts(),
        columns.target(),
        words,
        length,
        bag.size(),
        bag.numbers(),
        bag.terms.wordGrams(),
        bag.terms.letterGrams());
  }

  private void countWords() {
    for (int i = 0; i < lengths.length; i++) {
      List<String> words = Words.of(texts.get(i));
      lengths[i] = words.size();
      words.forEach(word -> counts.merge(word, 1, Integer::sum));
    }
  }

  /** The most frequent first, equals by their letters. */
  private List<String> vocabulary() {
    Comparator<Map.Entry<String, Integer>> frequent = Map.Entry.comparingByValue();
    return counts.entrySet().stream()
        .filter(word -> word.getValue() >= LEAST_SEEN)
        .sorted(frequent.reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_WORDS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Letters tell of words that are rare; where few are, they only take room. */
  private Bag bag(int length) {
    if (rareShare() >= RARE) {
      Bag withLetters = count(new Terms(2, LETTERS));
      boolean small = (long) texts.size() * (length + withLetters.usual) <= MOST_NUMBERS;
      if (small && withLetters.usual <= MOST_BAG) {
        return withLetters;
      }
    }
    return count(new Terms(2, 0));
  }

  /** The share of the texts' words that come only once, which is what new texts will have too. */
  private double rareShare() {
    long once = counts.values().stream().filter(count -> count < LEAST_SEEN).count();
    return once / (double) counts.values().stream().mapToLong(Integer::longValue).sum();
  }

  /**
   * Terms in the training texts.
   *
   * @param usual distinct terms of the text at the 99th percentile
   * @param distinct terms of all texts, as far as 26 bits of their hashes tell them apart: 3 % too
   *     few of 4 million
   */
  private record Bag(Terms terms, int usual, int distinct) {
    int size() {
      return Math.min(MOST_BAG, usual);
    }

    int numbers() {
      long power = Math.round(Math.log(2.0 * distinct) / Math.log(2));
      return 1 << Math.max(FEWEST_TERMS, Math.min(MOST_TERMS, power));
    }

    String sentence() {
      return String.format(
          Locale.ROOT,
          "The bag of a text has up to %,d terms (words, pairs of neighbouring words%s); the %,d"
              + " distinct ones are hashed to %,d numbers.",
          size(),
          terms.letterGrams() > 0 ? ", 3 to " + terms.letterGrams() + " letters of a word" : "",
          distinct,
          numbers());
    }
  }

  private Bag count(Terms terms) {
    BitSet seen = new BitSet(1 << 26);
    int[] sizes = new int[texts.size()];
    for (int i = 0; i < sizes.length; i++) {
      var hashes = IntStream.builder();
      terms.forEach(Words.of(texts.get(i)), hash -> hashes.add(hash >>> 6));
      int[] own = hashes.build().sorted().toArray();
      for (int j = 0; j < own.length; j++) {
        sizes[i] += j == 0 || own[j] != own[j - 1] ? 1 : 0;
        seen.set(own[j]);
      }
    }
    return new Bag(terms, percentile(sizes, 0.99), seen.cardinality());
  }

  /** At least 1. */
  private static int percentile(int[] values, double share) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * sorted.length) - 1;
    return Math.max(1, sorted[Math.max(0, rank)]);
  }

  private String wordsSentence(int known, int length) {
    long longer = Arrays.stream(lengths).filter(l -> l > length).count();
    return String.format(
        Locale.ROOT,
        "%,d of the %,d words of the training texts come at least twice and %s; a text is its first"
            + " %,d words (%,d of %,d are longer).",
        counts.values().stream().filter(c -> c >= LEAST_SEEN).count(),
        counts.size(),
        "have a number of their own" + (known == MOST_WORDS ? " (the first 20,000)" : ""),
        length,
        longer,
        lengths.length);
  }
}
