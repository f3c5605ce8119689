package io.mimar.bench.fuzz;

import io.mimar.benchmark.BenchmarkListener;

/** Hears a benchmark and says nothing. */
final class Silent implements BenchmarkListener {
  @Override
  public void note(String sentence) {}

  @Override
  public void begin(int done, int all) {}

  @Override
  public void finished(Ended ended) {}
}
