/**
 * A benchmark of one's own: {@link io.mimar.tabulate.TableBuilder} trains the architectures of a
 * small space on the user's images, in worker processes, and writes a table that a search can be
 * tried on. What was trained is kept line by line, so a build that was ended goes on.
 */
package io.mimar.tabulate;
