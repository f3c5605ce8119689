package io.mimar.store;

import io.mimar.trial.Outcome;
import java.time.Instant;

/**
 * When a trial ran.
 *
 * @param number its number
 * @param outcome how it ended
 * @param started when its training started
 * @param finished when it was recorded
 * @param session the session that recorded it
 */
public record TrialSpan(
    int number, Outcome outcome, Instant started, Instant finished, int session) {}
