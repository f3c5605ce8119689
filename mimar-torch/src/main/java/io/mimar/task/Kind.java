package io.mimar.task;

import io.mimar.data.Format;
import java.util.Locale;

/** A kind of data. */
enum Kind {
  IMAGE,
  TABLE,
  TEXT,
  SERIES;

  /** The kind that a user calls {@code name}, one of {@link io.mimar.data.DataOptions#TASKS}. */
  static Kind of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The kind of data in {@code format}. */
  static Kind of(Format format) {
    if (format instanceof Format.Image || format instanceof Format.PixelTable) {
      return IMAGE;
    } else if (format instanceof Format.Table) {
      return TABLE;
    }
    return format instanceof Format.Text ? TEXT : SERIES;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
