package io.mimar.explain;

import java.util.List;

/**
 * Trials on a plane, those of like architectures near each other.
 *
 * @param method how they were placed, for people
 * @param places of the trials
 */
public record TrialMap(String method, List<Place> places) {
  public TrialMap {
    places = List.copyOf(places);
  }

  /** Where a trial is. */
  public record Place(int trial, double x, double y) {}
}
