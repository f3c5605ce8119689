/**
 * The study as one SQLite file in the run folder, and who owns it.
 *
 * <p>{@link io.mimar.store.StudyStore} is the way in; {@link io.mimar.store.StudyLock} keeps it to
 * one living writer.
 */
package io.mimar.store;
