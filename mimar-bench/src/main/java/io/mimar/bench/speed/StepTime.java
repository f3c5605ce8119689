package io.mimar.bench.speed;

/**
 * What a training step takes, medians over slices of time.
 *
 * @param engine what trains, and its version
 * @param params trainable numbers of the network, by which both sides see that they time the same
 * @param cpuMs process CPU milliseconds of a step
 * @param wallMs milliseconds of a step by the clock
 * @param engineShare share of a step's time that the engine works, the rest being Java's; 0 where
 *     that is not measured
 * @param javaBytes bytes of Java objects that a step makes, for the collector; 0 where that is not
 *     measured
 */
record StepTime(
    String engine,
    long params,
    double cpuMs,
    double wallMs,
    double engineShare,
    double javaBytes) {}
