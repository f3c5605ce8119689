package io.mimar.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.MimarException;
import io.mimar.study.Journal;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A study as one SQLite file, {@code study.db}, in its run folder, or on a PostgreSQL server that
 * {@code study.store} in its run folder names.
 *
 * <p>Three ways in: {@link #create} a new study, {@link #open} one to go on with it, {@link #read}
 * one while its owner writes. The first two make this process its owner, the only one. What {@link
 * #record} was given is on the disk when it returns; the elapsed time may lag by a second.
 *
 * <p>Not for more than one thread: others open their own with {@link #read}.
 */
public final class StudyStore implements Journal, AutoCloseable {
  /** The database's name in the run folder. */
  public static final String FILE = "study.db";

  private static final String ELAPSED = "elapsed";

  /** How much elapsed time a crash may lose: writing costs a sync of the disk. */
  private static final Duration ELAPSED_STEP = Duration.ofSeconds(1);

  private static final int READER = -1;

  private final Place place;
  private final Database database;
  private final Optional<Runnable> release;
  private final Clock clock;
  private final int session;
  private final TrialTable trials;
  private final SessionTable sessions;
  private Duration elapsed;
  private Duration elapsedWritten;

  private StudyStore(
      Place place, Database database, Optional<Runnable> release, Clock clock, int session) {
    this.place = place;
    this.database = database;
    this.release = release;
    this.clock = clock;
    this.session = session;
    this.trials = new TrialTable(database);
    this.sessions = new SessionTable(database);
    this.elapsed = storedElapsed();
    this.elapsedWritten = elapsed;
  }

  // ---- the ways in

  /**
   * Makes a new study in {@code folder} and owns it. The file appears whole, with {@code meta} in
   * it, or not at all.
   *
   * @param platform versions and platform that every trial of this session is recorded with
   * @param meta the first values of {@link #meta(String)}, as JSON
   * @throws MimarException when there is a study already or the folder cannot be written
   */
  public static StudyStore create(
      Path folder, Clock clock, Map<String, String> platform, Map<String, String> meta) {
    return create(folder, Optional.empty(), clock, platform, meta);
  }

  /**
   * What a new study begins with.
   *
   * @param meta the first values of {@link #meta(String)}, as JSON
   * @param files writes what else belongs into the folder: while nobody else may make a study
   *     there, and before this one appears
   */
  public record Beginning(Map<String, String> meta, Runnable files) {
    public Beginning {
      meta = Map.copyOf(meta);
    }
  }

  /**
   * As {@link #create(Path, Clock, Map, Map)}, kept by {@code server} where it is there.
   *
   * @throws MimarException also when the server cannot be reached or lets nobody in
   */
  public static StudyStore create(
      Path folder,
      Optional<StoreUrl> server,
      Clock clock,
      Map<String, String> platform,
      Map<String, String> meta) {
    return create(folder, server, clock, platform, new Beginning(meta, () -> {}));
  }

  /** As {@link #create(Path, Optional, Clock, Map, Map)}, with other files beside the study. */
  public static StudyStore create(
      Path folder,
      Optional<StoreUrl> server,
      Clock clock,
      Map<String, String> platform,
      Beginning beginning) {
    makeFolder(folder);
    Place place = Place.of(folder, server);
    return owned(place, place.create(clock, beginning), clock, platform);
  }

  /**
   * Opens the study in {@code folder} to go on with it, and owns it.
   *
   * @param platform versions and platform that every trial of this session is recorded with
   * @throws MimarException when there is none, it is damaged, of a newer program, owned by a living
   *     process, or out of reach
   */
  public static StudyStore open(Path folder, Clock clock, Map<String, String> platform) {
    Place place = Place.of(folder);
    return owned(place, place.own(clock), clock, platform);
  }

  /**
   * Opens the study in {@code folder} for reading; its owner may go on writing.
   *
   * @throws MimarException when there is none, it is damaged, of a newer program, or out of reach
   */
  public static StudyStore read(Path folder) {
    Place place = Place.of(folder);
    Database database = place.read();
    try {
      Migrations.requireReadable(database);
      return new StudyStore(place, database, Optional.empty(), Clock.systemUTC(), READER);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Whether {@code folder} holds a study, or names one that a server keeps. */
  public static boolean exists(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE))
        || Files.isRegularFile(folder.resolve(ServerPlace.FILE));
  }

  /** Whether the study in {@code folder} is elsewhere, which a folder from others may not say. */
  public static boolean isLinked(Path folder) {
    return Files.isSymbolicLink(folder.resolve(FILE))
        || Files.isSymbolicLink(folder.resolve(ServerPlace.FILE));
  }

  /**
   * The living owner of the study in {@code folder}, if there is one.
   *
   * @throws MimarException when that cannot be told
   */
  public static Optional<StudyLock.Owner> owner(Path folder) {
    return Place.of(folder).owner();
  }

  /**
   * Checks that {@code server} would keep a new study.
   *
   * @throws MimarException when it cannot be reached, or does not let this user
   */
  public static void require(StoreUrl server) {
    ServerPlace.require(server);
  }

  /** Refuses a folder that holds a study. */
  static void requireNone(Path folder) {
    if (exists(folder) || Files.exists(folder.resolve(FILE))) {
      throw new MimarException(
          "there is a study in " + folder + " already",
          "Go on with it by `mimar resume " + folder + "`, or give another folder with --out.");
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new MimarException(
          "cannot make the folder " + folder + ": " + e, "Give another one with --out.", e);
    }
  }

  private static StudyStore owned(
      Place place, Place.Owned owned, Clock clock, Map<String, String> platform) {
    try {
      Database database = owned.database();
      requireSound(database);
      Migrations.upgrade(database, clock);
      int session = new SessionTable(database).add(clock.instant(), platform);
      database.ownedIn(session);
      return new StudyStore(place, database, Optional.of(owned.release()), clock, session);
    } catch (RuntimeException e) {
      owned.close();
      throw e;
    }
  }

  private static void requireSound(Database database) {
    List<String> faults = database.faults(1);
    if (!faults.isEmpty()) {
      throw database.damaged(new IllegalStateException(String.join("; ", faults)));
    }
  }

  /**
   * Who decides whether to wait where the study cannot be written for now; at first nobody does.
   */
  public void waitBy(Patience patience) {
    database.waitBy(patience);
  }

  /** The living owner, if there is one. */
  public Optional<StudyLock.Owner> owner() {
    return place.owner(database);
  }

  // ---- the journal

  @Override
  public List<Trial> trials() {
    return trials.all();
  }

  /** Trial {@code number}, if it is done. */
  public Optional<Trial> trial(int number) {
    return trials.of(List.of(number)).stream().findFirst();
  }

  /** Answers to what need not read all trials. */
  public TrialQueries queries() {
    return new TrialQueries(database, trials);
  }

  @Override
  public void record(Trial trial, String worker) {
    requireOwner();
    database.transaction(
        () -> {
          trials.insert(trial, worker, clock.instant(), session);
          putElapsed();
        });
    elapsedWritten = elapsed;
  }

  @Override
  public void lost(int number, int attempt, String reason) {
    requireOwner();
    database.transaction(
        () ->
            database.update(
                "INSERT INTO lost_attempt (trial, attempt, reason, at) VALUES (?, ?, ?, ?)",
                number,
                attempt,
                reason,
                clock.instant().toString()));
  }

  @Override
  public int lostAttempts(int number) {
    return database
        .query("SELECT count(*) FROM lost_attempt WHERE trial = ?", row -> row.getInt(1), number)
        .get(0);
  }

  /** How many attempts were lost in the whole study. */
  public int lostAttempts() {
    return database.query("SELECT count(*) FROM lost_attempt", row -> row.getInt(1)).get(0);
  }

  @Override
  public Duration elapsed() {
    return session == READER ? storedElapsed() : elapsed;
  }

  @Override
  public void elapsed(Duration elapsed) {
    requireOwner();
    this.elapsed = elapsed;
    if (elapsed.minus(elapsedWritten).abs().compareTo(ELAPSED_STEP) >= 0) {
      flushElapsed();
    }
  }

  private Duration storedElapsed() {
    try {
      return meta(ELAPSED, String.class).map(Duration::parse).orElse(Duration.ZERO);
    } catch (DateTimeParseException e) {
      throw database.damaged(e);
    }
  }

  private void flushElapsed() {
    database.transaction(this::putElapsed);
    elapsedWritten = elapsed;
  }

  private void putElapsed() throws SQLException {
    putMeta(database, ELAPSED, Json.write(elapsed.toString()));
  }

  // ---- values by name

  /** The JSON kept as {@code name}. */
  public Optional<String> meta(String name) {
    return database
        .query(
            "SELECT value FROM meta WHERE name = ? AND value IS NOT NULL",
            row -> row.getString(1),
            name)
        .stream()
        .findFirst();
  }

  /**
   * The value kept as {@code name}, read by Jackson.
   *
   * @throws MimarException when it is not of this type
   */
  public <T> Optional<T> meta(String name, Class<T> type) {
    try {
      Optional<String> json = meta(name);
      return json.isEmpty() ? Optional.empty() : Optional.of(Json.read(json.get(), type));
    } catch (JsonProcessingException e) {
      throw database.damaged(new IllegalStateException(name + ": " + Link.reason(e), e));
    }
  }

  /** Keeps a value that Jackson can write as {@code name}; durable when this returns. */
  public void putMeta(String name, Object value) {
    putMetaJson(name, Json.write(value));
  }

  /** Keeps JSON as {@code name}; durable when this returns. */
  public void putMetaJson(String name, String json) {
    requireOwner();
    database.transaction(() -> putMeta(database, name, json));
  }

  /** Keeps several values by their names, all or none; durable when this returns. */
  public void putMeta(Map<String, ?> values) {
    requireOwner();
    database.transaction(
        () -> {
          for (Map.Entry<String, ?> value : values.entrySet()) {
            putMeta(database, value.getKey(), Json.write(value.getValue()));
          }
        });
  }

  /** Forgets what is kept as {@code name}, if anything is; durable when this returns. */
  public void removeMeta(String name) {
    requireOwner();
    database.transaction(() -> database.update("DELETE FROM meta WHERE name = ?", name));
  }

  /** Keeps a value; call it in a transaction. */
  static void putMeta(Database database, String name, String json) throws SQLException {
    database.update(
        "INSERT INTO meta (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        json);
  }

  // ---- where trials come from

  /** The times this study was opened for writing, in order. */
  public List<Session> sessions() {
    return sessions.all();
  }

  /** When and where trial {@code number} ran. */
  public Optional<Provenance> provenance(int number) {
    return sessions.provenance(number);
  }

  /** How often it was asked of the newest session that it stop. */
  public int stopsAsked() {
    return StudyCommands.stops(database);
  }

  private void requireOwner() {
    if (release.isEmpty()) {
      throw new IllegalStateException("this store was opened for reading");
    }
  }

  /** Keeps the elapsed time and, if this process owned the study, lets others have it. */
  @Override
  public void close() {
    try (database) {
      if (release.isPresent() && !elapsed.equals(elapsedWritten)) {
        flushElapsed();
      }
    } finally {
      release.ifPresent(Runnable::run);
    }
  }
}
