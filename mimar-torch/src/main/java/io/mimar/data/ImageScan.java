package io.mimar.data;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/**
 * Labelled image files that were found; none has been opened.
 *
 * @param entries the files, by part, then class, then path
 * @param classes the classes of each part that was found, those without files included
 * @param ignored the files and folders that were passed over, from the data folder
 * @param notes what was decided, one sentence each
 */
record ImageScan(
    List<ImageEntry> entries,
    Map<Part, NavigableSet<String>> classes,
    List<String> ignored,
    List<String> notes) {
  ImageScan {
    entries = List.copyOf(entries);
    ignored = List.copyOf(ignored);
    notes = List.copyOf(notes);
  }
}
