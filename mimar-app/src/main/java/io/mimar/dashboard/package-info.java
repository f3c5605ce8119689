/**
 * The live page about studies: a small web server that reads the stores of runs while they go on.
 *
 * <p>{@link io.mimar.dashboard.Dashboard} is the way in. It knows runs from their folders alone,
 * and reaches their owners by a command row or as a new process: docs/adr/0013.
 */
package io.mimar.dashboard;
