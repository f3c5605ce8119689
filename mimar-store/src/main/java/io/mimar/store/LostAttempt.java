package io.mimar.store;

import io.mimar.Printable;
import java.time.Instant;

/**
 * An attempt whose worker went away.
 *
 * @param trial the trial
 * @param attempt from 1
 * @param reason what is known of it
 * @param at when
 */
public record LostAttempt(int trial, int attempt, String reason, Instant at) {
  public LostAttempt {
    reason = Printable.line(reason);
  }
}
