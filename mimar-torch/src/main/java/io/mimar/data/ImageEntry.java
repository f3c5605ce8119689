package io.mimar.data;

import java.nio.file.Path;

/**
 * A file that is taken for a labelled image.
 *
 * @param part the part it was found in
 * @param className its class
 * @param relative its path from the data folder, with slashes
 * @param file where it is
 */
record ImageEntry(Part part, String className, String relative, Path file) {}
