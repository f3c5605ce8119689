package io.mimar.store;

import io.mimar.trial.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * When a trial ran.
 *
 * @param number its number
 * @param outcome how it ended
 * @param started when its training started
 * @param finished when it was recorded
 * @param session the session that recorded it
 * @param worker who trained it; empty where that was not kept
 */
public record TrialSpan(
    int number,
    Outcome outcome,
    Instant started,
    Instant finished,
    int session,
    Optional<String> worker) {}
