package io.mimar.bench.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of the exams. */
final class ExamTest {

  @Test
  void namesDiffer() {
    List<String> names = Exam.known().map(Exam::name).toList();
    assertEquals(names.stream().distinct().toList(), names);
    assertEquals(names, Exam.named(names).stream().map(Exam::name).toList());
    assertEquals(Exam.ALL, Exam.named(List.of()), "further ones are run by name");
  }

  @Test
  void shortOnesAreHeldThreeTimesAtLeast() {
    for (Exam exam : Exam.known().toList()) {
      boolean brief = exam.budget().compareTo(Duration.ofMinutes(10)) <= 0;
      assertTrue(exam.seeds() >= (brief ? 3 : 1), exam.name());
    }
  }

  @Test
  void goalsNamePeersThatSit() {
    for (Exam exam : Exam.known().toList()) {
      assertTrue(Peer.of(exam).containsAll(exam.goal().peers()), exam.name());
      Peer.of(exam).forEach(peer -> assertEquals(peer, Peer.of(peer.toString())));
    }
  }

  @Test
  void flagsSayShapeAndLimit() {
    assertEquals(
        List.of("--task", "image", "--shape", "8x8"),
        Exam.named(List.of("optdigits-images")).get(0).flags());
    assertEquals(List.of("--max-params", "50000"), Exam.named(List.of("mnist-50k")).get(0).flags());
    assertEquals(List.of(), Exam.named(List.of("optdigits-table")).get(0).flags());
  }

  @Test
  void anUnknownNameIsAnError() {
    MimarException e =
        assertThrows(MimarException.class, () -> Exam.named(List.of("wine", "whine")));
    assertTrue(e.getMessage().contains("whine"));
    assertTrue(e.hint().contains("wine"));
  }
}
