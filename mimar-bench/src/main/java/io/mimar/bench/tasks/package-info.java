/**
 * What the product reaches on many data sets, beside what a user would take instead: {@code
 * mimar-bench/tasks}, docs/benchmarks.md.
 */
package io.mimar.bench.tasks;
