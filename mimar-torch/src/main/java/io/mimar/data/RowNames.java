package io.mimar.data;

import java.util.regex.Pattern;

/** How columns are called that name or number the rows. */
public final class RowNames {
  private static final Pattern USUAL =
      Pattern.compile("(?i)id|idx|index|no|nr|num|row|rowid|row_names|unnamed.*|key|uuid|guid");

  private RowNames() {}

  /** Whether a column is called so. */
  public static boolean isOne(String column) {
    return USUAL.matcher(column).matches();
  }
}
