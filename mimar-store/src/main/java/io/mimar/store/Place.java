package io.mimar.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Where a study is kept, as its run folder says: in a file there, or on a server. */
interface Place {

  /** Where the study in {@code folder} is. */
  static Place of(Path folder) {
    return Files.exists(folder.resolve(ServerPlace.FILE))
        ? ServerPlace.named(folder)
        : new FilePlace(folder);
  }

  /** Where a new study in {@code folder} goes: to {@code server}, else into a file. */
  static Place of(Path folder, Optional<StoreUrl> server) {
    return server
        .<Place>map(url -> ServerPlace.fresh(folder, url))
        .orElseGet(() -> new FilePlace(folder));
  }

  /**
   * A database that this process owns.
   *
   * @param release lets others have the study, once the database is closed
   */
  record Owned(Database database, Runnable release) {
    /** Gives all of it back. */
    void close() {
      try {
        database.close();
      } finally {
        release.run();
      }
    }
  }

  /** Makes the study, whole or not at all, and owns it; the folder is there. */
  Owned create(Clock clock, StudyStore.Beginning beginning);

  /** Opens the study and owns it. */
  Owned own(Clock clock);

  /** Opens the study for reading. */
  Database read();

  /** Opens the study for commands to its owner. */
  Database command();

  /** The living owner, if there is one. */
  Optional<StudyLock.Owner> owner();

  /** The living owner, asked on a connection to the study that is open. */
  Optional<StudyLock.Owner> owner(Database open);
}
