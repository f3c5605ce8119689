/**
 * A study for people to read: {@link io.mimar.report.Report} makes one HTML file, {@link
 * io.mimar.report.ArchitectureText} draws an architecture on a terminal. Made only from what the
 * store holds.
 */
package io.mimar.report;
