package io.mimar.data;

import io.mimar.Check;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What a reader of rows found, before targets are told apart, missing parts are split off, and a
 * format is fitted on what is left to train on.
 *
 * @param <R> a raw sample
 * @param name a short name for people
 * @param target what the target is called: a column's name, or "class"
 * @param parts the rows of each part that is there: the train part always of what is to be learned
 *     from, the last part alone of what a model is to tell of
 * @param assumptions every decision so far, one sentence each
 */
public record RawParts<R>(
    String name, String target, Map<Part, RawPart<R>> parts, List<String> assumptions) {
  public RawParts {
    parts = Map.copyOf(parts);
    assumptions = List.copyOf(assumptions);
    Check.that(!parts.isEmpty(), "parts", parts.keySet(), "at least one");
  }

  /** The part that models are scored on: test, else validation, else train. */
  public RawPart<R> last() {
    return parts.get(Collections.max(parts.keySet()));
  }
}
