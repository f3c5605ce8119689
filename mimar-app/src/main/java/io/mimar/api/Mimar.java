package io.mimar.api;

import io.mimar.space.SearchSpace;
import java.nio.file.Path;

/**
 * Where programs start. From labelled data to a trained, tested and exported network:
 *
 * <pre>{@code
 * Design best =
 *     Mimar.search(Dataset.images(photos))
 *         .budget(Duration.ofMinutes(10))
 *         .limit(params().atMost(100_000))
 *         .run();
 * }</pre>
 *
 * <p>And for those who train elsewhere, or something else:
 *
 * <pre>{@code
 * try (AskTell study = Mimar.study(space).maximize("accuracy").open()) {
 *   Candidate candidate = study.ask().orElseThrow();
 *   study.tell(candidate, 0.93);
 * }
 * }</pre>
 */
public final class Mimar {
  private Mimar() {}

  /** A search for the network that fits {@code data} best; nothing is read before it runs. */
  public static Search search(Dataset data) {
    return Search.of(data);
  }

  /**
   * Goes on with a run that was interrupted or killed, or is to be longer.
   *
   * @param folder the run's, from a program or from the command line
   * @throws io.mimar.MimarException when there is no run
   */
  public static Resumption resume(Path folder) {
    return Resumption.of(folder);
  }

  /**
   * What came of a run that a program or the command line made.
   *
   * @throws io.mimar.MimarException when there is no run, or no model of its best trial yet
   */
  public static Design open(Path folder) {
    return Design.of(folder);
  }

  /** A study of {@code space}, whose architectures the program itself gives scores. */
  public static StudySetup study(SearchSpace space) {
    return StudySetup.of(space);
  }
}
