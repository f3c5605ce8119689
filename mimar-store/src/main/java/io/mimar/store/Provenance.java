package io.mimar.store;

import java.time.Instant;

/**
 * When a trial ran, and in which session.
 *
 * @param started when its training started
 * @param finished when it was recorded
 * @param session the session that recorded it
 */
public record Provenance(Instant started, Instant finished, Session session) {}
