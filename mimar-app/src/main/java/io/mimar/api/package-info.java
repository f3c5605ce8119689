/**
 * Mimar for programs: {@link io.mimar.api.Mimar} starts everything.
 *
 * <p>Builders are immutable: each of their methods gives a new one and leaves the old as it was. A
 * wrong argument is a {@link io.mimar.MimarException} that names it, raised at once where it can be
 * told without the data; null is a {@link NullPointerException}. Nothing here prints; listeners
 * hear, and SLF4J gets the log.
 */
package io.mimar.api;
