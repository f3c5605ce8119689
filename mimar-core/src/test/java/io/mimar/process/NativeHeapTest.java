package io.mimar.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NativeHeapTest {
  @Test
  void isTrimmedAtMostEveryTenSeconds() {
    assumeTrue(
        Runtime.version().compareTo(Runtime.Version.parse("17.0.9")) >= 0,
        "SKIPPED: this Java does not trim the native heap");
    AtomicLong now = new AtomicLong();
    NativeHeap heap = new NativeHeap(now::get);
    assertFalse(heap.trim(), "just begun");
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    assertTrue(heap.trim());
    assertFalse(heap.trim(), "twice at once");
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    assertFalse(heap.trim());
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertTrue(heap.trim());
  }
}
