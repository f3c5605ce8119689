package io.mimar.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReasonTest {
  private static final String ABORTED =
      "Job aborted due to stage failure: Task 0 in stage 3.0 failed 1 times, most recent failure: ";

  @ParameterizedTest
  @CsvSource({
    "'Lost task 0.0 in stage 3.0 (TID 3) (127.0.0.1 executor 1): ExecutorLostFailure (executor 1"
        + " exited caused by one of the running tasks) Reason: Command exited with code 137\n"
        + "Driver stacktrace:','executor lost: Command exited with code 137'",
    "'Lost task 0.0 in stage 3.0 (TID 3) (10.0.0.7 executor 12): java.lang.IllegalStateException:"
        + " this node has no Mimar\n\tat x','this node has no Mimar'",
  })
  void theReasonOfALossIsOneLine(String failure, String reason) {
    assertEquals(reason, Cluster.reason(new IllegalStateException(ABORTED + failure)));
  }
}
