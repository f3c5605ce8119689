package io.mimar.data;

import io.mimar.Check;
import java.util.List;
import java.util.Map;

/**
 * What a reader of rows found, before targets are told apart, missing parts are split off, and a
 * format is fitted on what is left to train on.
 *
 * @param <R> a raw sample
 * @param name a short name for people
 * @param target what the target is called: a column's name, or "class"
 * @param parts the rows of each part that is there; the train part always is
 * @param assumptions every decision so far, one sentence each
 */
public record RawParts<R>(
    String name, String target, Map<Part, RawPart<R>> parts, List<String> assumptions) {
  public RawParts {
    parts = Map.copyOf(parts);
    assumptions = List.copyOf(assumptions);
    Check.that(parts.containsKey(Part.TRAIN), "parts", parts.keySet(), "with a train part");
  }
}
