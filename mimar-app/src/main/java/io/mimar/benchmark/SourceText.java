package io.mimar.benchmark;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.gne.WarmStart;
import io.mimar.table.Transform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A search of the same table that another starts from, as it is written: {@code COLUMN:QUERIES},
 * then who asked ({@code random} unless said, or {@code gne}) and what was told ({@code noise},
 * {@code warp} or {@code shuffle}), as in {@code c10:100:gne:shuffle}.
 *
 * @param column what was improved
 * @param queries rows that were asked for
 * @param isGne whether GNE asked, else random search
 * @param transform what was told instead of the column's values
 */
record SourceText(String column, int queries, boolean isGne, Optional<Transform> transform) {
  private static final Pattern FORM = Pattern.compile("(.+):(\\d{1,7})((?::[^:]*)*)");
  private static final String GNE = "gne";
  private static final String RANDOM = "random";

  /**
   * Reads a source.
   *
   * @throws MimarException when it is of another form
   */
  static SourceText parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw wrong(text);
    }
    List<String> words = new ArrayList<>(List.of(matcher.group(3).split(":", -1)));
    words.remove(0); // what stands before the first colon: nothing
    boolean gne = words.remove(GNE);
    boolean random = words.remove(RANDOM);
    Optional<Transform> transform = words.stream().findFirst().flatMap(SourceText::transform);
    if ((gne && random) || words.size() != transform.stream().count()) {
      throw wrong(text);
    }
    int queries = Integer.parseInt(matcher.group(2));
    Check.range("queries of --warm-start", queries, WarmStart.LEAST, 1_000_000);
    return new SourceText(matcher.group(1), queries, gne, transform);
  }

  private static Optional<Transform> transform(String word) {
    return Arrays.stream(Transform.values()).filter(t -> word(t).equals(word)).findFirst();
  }

  private static String word(Transform transform) {
    return transform.name().toLowerCase(Locale.ROOT);
  }

  private static MimarException wrong(String text) {
    return new MimarException(
        "--warm-start is \""
            + text
            + "\", but must be COLUMN:QUERIES, then perhaps :gne or :random and :noise, :warp or"
            + " :shuffle",
        "For 100 queries of random search: --warm-start COLUMN:100.");
  }

  /** In words. */
  @Override
  public String toString() {
    return queries
        + " queries of "
        + (isGne ? GNE : "random search")
        + " for "
        + column
        + transform.map(t -> " after " + word(t)).orElse("");
  }
}
