package io.mimar.data;

import io.mimar.random.Seeds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Splits the parts off the train part that images do not bring, and says so. */
final class Splits {
  private Splits() {}

  /**
   * The data set of {@code parts}, with what is missing held back from its train part.
   *
   * @throws io.mimar.MimarException when there are too few images or groups
   */
  static Dataset complete(Parts parts, DataOptions options, Seeds seeds) {
    List<String> assumptions = new ArrayList<>(parts.assumptions());
    assumptions.add(
        "The images are of %d classes (%s)."
            .formatted(parts.classes().size(), Classes.some(parts.classes())));
    var notes = new PartNotes("image", "pixel for pixel", assumptions::add);
    notes.sharedGroups(parts.groups());
    var given = parts.images().get(Part.TRAIN);
    HeldBack.checkEnough(parts.name(), "images", given.size());
    Map<Part, LabelledSamples> all = new EnumMap<>(parts.images());
    new HeldBack(parts.name(), "images", options, assumptions::add)
        .rows(
            parts.images().keySet(),
            Strata.ofClasses(given.labels(), parts.classes().size()),
            parts.groups().getOrDefault(Part.TRAIN, List.of()),
            seeds)
        .forEach((part, rows) -> all.put(part, given.select(rows)));
    notes.absentClasses(all, parts.classes());
    notes.repeated(all, Part.TEST);
    notes.repeated(all, Part.VALIDATION);
    return new Dataset(
        parts.name(),
        new Format.Image(given.shape()),
        new Target.Classes(parts.classes()),
        all.get(Part.TRAIN),
        all.get(Part.VALIDATION),
        Optional.of(all.get(Part.TEST)).filter(test -> test.size() > 0),
        parts.groups().isEmpty() && !parts.images().containsKey(Part.VALIDATION),
        assumptions);
  }
}
