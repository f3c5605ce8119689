package io.mimar.bench.tasks;

import java.io.IOException;
import java.nio.file.Path;

/** Where a data set comes from. */
@FunctionalInterface
interface Source {
  /**
   * Fetches the data set, in the form that {@link DataSet} says.
   *
   * @param into an empty folder
   * @throws io.mimar.MimarException when what it is made of is not there; the hint says how to get
   *     it
   */
  void fetch(Path into, Places places) throws IOException;
}
