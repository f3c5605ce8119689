package io.mimar.data;

import java.util.List;
import java.util.Map;

/**
 * What a reader found, before missing parts are split off.
 *
 * @param name a short name for people
 * @param classes the class names, in the order of their labels
 * @param images the images of each part that is there; the train part always is
 * @param groups the group of each image, by part; empty when files are not grouped
 * @param assumptions every decision so far, one sentence each
 */
record Parts(
    String name,
    List<String> classes,
    Map<Part, LabelledSamples> images,
    Map<Part, List<String>> groups,
    List<String> assumptions) {

  Parts {
    classes = List.copyOf(classes);
    images = Map.copyOf(images);
    groups = Map.copyOf(groups);
    assumptions = List.copyOf(assumptions);
  }
}
