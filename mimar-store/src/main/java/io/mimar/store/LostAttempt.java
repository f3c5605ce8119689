package io.mimar.store;

import java.time.Instant;

/**
 * An attempt whose worker went away.
 *
 * @param trial the trial
 * @param attempt from 1
 * @param reason what is known of it
 * @param at when
 */
public record LostAttempt(int trial, int attempt, String reason, Instant at) {}
