package io.mimar.store;

import io.mimar.MimarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * A study in a SQLite file of its run folder, and a lock beside it.
 *
 * @param folder the run's
 */
record FilePlace(Path folder) implements Place {

  private Path file() {
    return folder.resolve(StudyStore.FILE);
  }

  @Override
  public Owned create(Clock clock, StudyStore.Beginning beginning) {
    StudyLock lock = StudyLock.acquire(folder, clock);
    try {
      StudyStore.requireNone(folder);
      beginning.files().run();
      writeNew(clock, beginning.meta());
      return new Owned(Database.write(file()), lock::close);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void writeNew(Clock clock, Map<String, String> meta) {
    Path draft = folder.resolve(StudyStore.FILE + ".new");
    try {
      Files.deleteIfExists(draft);
      Files.deleteIfExists(draft.resolveSibling(StudyStore.FILE + ".new-wal"));
      try (Database database = Database.write(draft)) {
        Migrations.create(database, clock, meta);
      }
      Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new MimarException(
          "cannot write " + file() + ": " + e, "Give another folder with --out.", e);
    }
  }

  @Override
  public Owned own(Clock clock) {
    requireFile();
    StudyLock lock = StudyLock.acquire(folder, clock);
    try {
      return new Owned(Database.write(file()), lock::close);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public Database read() {
    requireFile();
    return Database.read(file());
  }

  @Override
  public Database command() {
    requireFile();
    return Database.write(file());
  }

  @Override
  public Optional<StudyLock.Owner> owner() {
    return StudyLock.owner(folder);
  }

  @Override
  public Optional<StudyLock.Owner> owner(Database open) {
    return owner();
  }

  private void requireFile() {
    Path file = file();
    if (!Files.exists(file)) {
      throw new MimarException(
          "there is no study in " + folder + ": " + file + " is missing",
          "Give the folder that `mimar search` wrote (its --out).");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new MimarException(
          file + " is not a file, but must be the study's database",
          "Give the folder that `mimar search` wrote (its --out).");
    }
    if (!Files.isReadable(file)) {
      throw new MimarException(
          "cannot read " + file + ": permission denied", "Allow this user to read it.");
    }
  }
}
