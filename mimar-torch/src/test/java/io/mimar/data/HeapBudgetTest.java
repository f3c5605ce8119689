package io.mimar.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import org.junit.jupiter.api.Test;

class HeapBudgetTest {
  private static final long MEGABYTE = 1 << 20;

  @Test
  void whatFitsPasses() {
    HeapBudget.check("d", "rows", 1_024, 256, Float.BYTES, MEGABYTE);
    HeapBudget.check("d", "images", 1_024, 1_024, Byte.BYTES, MEGABYTE);
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheHeapThatWouldDo() {
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> HeapBudget.check("d", "rows", 1_000_000, 300, Float.BYTES, 64 * MEGABYTE));
    assertEquals(
        "d has 1,000,000 rows of 300 numbers, together 1,145 MB, but at most 64 MB of them fit into"
            + " memory",
        e.getMessage());
    assertEquals(
        "Take fewer or smaller rows, or give Mimar more memory: MIMAR_HEAP=9g in the environment.",
        e.hint()); // 8 times 1.2e9 bytes
  }

  @Test
  void whatNoArrayHoldsIsRefusedWithoutSuchAHint() {
    MimarException e =
        assertThrows(
            MimarException.class,
            () -> HeapBudget.check("d", "images", 1L << 20, 1L << 12, 1, Long.MAX_VALUE));
    assertTrue(e.getMessage().contains("together 4,096 MB, but at most 2,047 MB"), e.getMessage());
    assertTrue(!e.hint().contains("MIMAR_HEAP"), e.hint());
  }

  @Test
  void theSharesLeaveRoomForAWorkerOfHalfTheHeap() {
    long heap = Runtime.getRuntime().maxMemory();
    assertTrue(HeapBudget.ofText() + 3 * HeapBudget.ofNumbers() <= heap);
    assertTrue(3 * HeapBudget.ofNumbers() < heap / 2);
  }
}
