package io.mimar.bench.tasks;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Made-up sittings. */
final class Sittings {
  private Sittings() {}

  /** A sitting of {@code exam} that told the first {@code wrong} of {@code rows} samples wrong. */
  static Sitting of(Exam exam, int seed, String who, int rows, int wrong) {
    return of(exam, seed, who, rows, IntStream.range(0, wrong).boxed().toList());
  }

  static Sitting of(Exam exam, int seed, String who, int rows, List<Integer> wrong) {
    double accuracy = (double) (rows - wrong.size()) / rows;
    return new Sitting(
        exam.name(),
        seed,
        who,
        exam.budgetText(),
        rows,
        wrong,
        100 + seed,
        "",
        who.equals(Sitting.MIMAR)
            ? Optional.of(new Sitting.Checks(accuracy, accuracy, 1e-6, 1_000))
            : Optional.empty(),
        "abc",
        "2026-11-26T12:00:00Z");
  }
}
