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
 * @param kind what the data say of the target, one of {@link DataOptions#KINDS}
 * @param assumptions every decision so far, one sentence each
 */
public record RawParts<R>(
    String name,
    String target,
    Map<Part, RawPart<R>> parts,
    String kind,
    List<String> assumptions) {
  public RawParts {
    Check.that(DataOptions.KINDS.contains(kind), "kind", kind, "one of " + DataOptions.KINDS);
    parts = Map.copyOf(parts);
    assumptions = List.copyOf(assumptions);
    Check.that(!parts.isEmpty(), "parts", parts.keySet(), "at least one");
  }

  /** Of data that say nothing of the target. */
  public RawParts(
      String name, String target, Map<Part, RawPart<R>> parts, List<String> assumptions) {
    this(name, target, parts, "auto", assumptions);
  }

  /** The part that models are scored on: test, else validation, else train. */
  public RawPart<R> last() {
    return parts.get(Collections.max(parts.keySet()));
  }
}
