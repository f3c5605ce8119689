package io.mimar.series;

import io.mimar.Check;
import java.util.Arrays;
import java.util.List;

/**
 * A time series as it was read.
 *
 * @param channels the channels' names
 * @param values {@code [channel][time]}, NaN where one is missing; not copied: who passes them in
 *     gives them away
 */
@SuppressWarnings("ArrayRecordComponent") // many and handed over on purpose
public record Series(List<String> channels, float[][] values) {
  public Series {
    channels = List.copyOf(channels);
    Check.that(channels.size() == values.length, "channels", values.length, "" + channels.size());
  }

  /** Time steps of the longest channel. */
  public int length() {
    return Arrays.stream(values).mapToInt(channel -> channel.length).max().orElse(0);
  }
}
