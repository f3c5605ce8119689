package io.mimar.bench.speed;

/**
 * What something of some size takes.
 *
 * @param size of what grows
 * @param unit what the times are of
 * @param cpuMs CPU milliseconds of all threads
 * @param wallMs milliseconds by the clock
 * @param megabytes memory that it needs, see {@link GrowthMeasurement}
 */
record Growth(int size, String unit, double cpuMs, double wallMs, double megabytes) {}
