/**
 * Candidates on a Spark cluster. Nothing here knows Spark's classes: a process of its own, {@code
 * io.mimar.spark.Bridge}, joins the cluster and speaks in {@link io.mimar.process.Frame}s.
 */
package io.mimar.cluster;
