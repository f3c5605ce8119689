/**
 * Searchers against each other on a table, with statistics: {@link io.mimar.benchmark.Benchmark}
 * runs them, {@link io.mimar.benchmark.BenchmarkSummary} is what came out.
 */
package io.mimar.benchmark;
