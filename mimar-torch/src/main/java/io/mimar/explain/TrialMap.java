package io.mimar.explain;

import io.mimar.Check;
import java.util.List;

/**
 * Trials, and what was proposed beside them, on a plane: those of like architectures near each
 * other.
 *
 * @param method how they were placed, for people
 * @param places of the trials
 * @param proposals what the searcher considered next
 */
public record TrialMap(String method, List<Place> places, List<Proposed> proposals) {
  public TrialMap {
    Check.present("map", method, places);
    places = List.copyOf(places);
    proposals = proposals == null ? List.of() : List.copyOf(proposals); // of an old release
  }

  /** Where a trial is. */
  public record Place(int trial, double x, double y) {}

  /**
   * Where an architecture is that was proposed and not trained.
   *
   * @param proposer who proposed it
   * @param architecture what it is, in a short line
   */
  public record Proposed(String proposer, String architecture, double x, double y) {
    public Proposed {
      Check.present("proposal", proposer, architecture);
    }
  }
}
