package io.mimar.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.file.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A study in a schema of its own on a PostgreSQL server; its run folder names both.
 *
 * @param folder the run's
 * @param url the database
 * @param study the schema
 */
record ServerPlace(Path folder, StoreUrl url, String study) implements Place {
  /** The file that names server and study: {@code {"url":…,"study":…}}, and no password. */
  static final String FILE = "study.store";

  private static final int MOST_BYTES = 10_000;
  private static final int LONGEST_NAME = 40;
  private static final int TELLS_APART = 8;
  private static final String NAME = "mimar_[a-z0-9_]{1,56}";

  /** What the file holds. */
  private record Pointer(String url, String study) {}

  ServerPlace {
    Check.that(study.matches(NAME), "the study's name", study, "of the form " + NAME);
  }

  /** A new study, named by its folder and told from others of that name. */
  static ServerPlace fresh(Path folder, StoreUrl url) {
    String name =
        String.valueOf(folder.toAbsolutePath().normalize().getFileName())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_");
    String own = UUID.randomUUID().toString().substring(0, TELLS_APART);
    return new ServerPlace(
        folder,
        url,
        "mimar_" + name.substring(0, Math.min(LONGEST_NAME, name.length())) + "_" + own);
  }

  /** The study that the file in {@code folder} names. */
  static ServerPlace named(Path folder) {
    Path file = folder.resolve(FILE);
    try (InputStream in = Files.newInputStream(file)) {
      String json = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      Pointer pointer = Json.read(json, Pointer.class);
      if (pointer == null || pointer.url() == null || pointer.study() == null) {
        throw damaged(file, new MimarException("url or study is missing", ""));
      }
      return new ServerPlace(folder, StoreUrl.parse(pointer.url()), pointer.study());
    } catch (JsonProcessingException e) {
      throw damaged(file, new MimarException("it is no JSON", ""));
    } catch (IOException e) {
      throw new MimarException("cannot read " + file + ": " + e, "Make it readable.", e);
    }
  }

  /** Checks that a study could be made there. */
  static void require(StoreUrl url) {
    try (Database database = new Database(new PostgresLink(url, "", PostgresLink.Role.MAKER))) {
      boolean may =
          database
              .query(
                  "SELECT has_database_privilege(current_database(), 'CREATE')",
                  row -> row.getBoolean(1))
              .get(0);
      if (!may) {
        throw new MimarException(
            "the store " + url + " lets this user make no study",
            "GRANT CREATE ON DATABASE … TO this user, or name another in the URL.");
      }
    }
  }

  private static MimarException damaged(Path file, MimarException cause) {
    return new MimarException(
        file + " does not name a study: " + cause.getMessage(),
        "It holds {\"url\":\"jdbc:postgresql://HOST/DATABASE\",\"study\":\"mimar_…\"}; restore it.",
        cause);
  }

  private Database connect(PostgresLink.Role role) {
    return new Database(new PostgresLink(url, study, role));
  }

  @Override
  public Owned create(Clock clock, StudyStore.Beginning beginning) {
    StudyLock folderLock = StudyLock.acquire(folder, clock);
    try {
      StudyStore.requireNone(folder);
      beginning.files().run();
      Path draft = writeDraft(); // before there is anything on the server
      writeNew(clock, beginning.meta());
      publish(draft);
    } finally {
      folderLock.close();
    }
    return own(clock);
  }

  /** In one transaction, so that no half-made schema is left. */
  private void writeNew(Clock clock, Map<String, String> meta) {
    try (Database database = connect(PostgresLink.Role.MAKER)) {
      database.transaction(
          () -> {
            database.update("CREATE SCHEMA " + study);
            Migrations.fill(database, clock, meta);
          });
    }
  }

  private Path writeDraft() {
    Path draft = folder.resolve(FILE + ".new");
    String text = Json.write(new Pointer(url.text(), study)) + "\n";
    try {
      WholeFile.write(draft, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
      return draft;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** From here on the folder names the schema: only a kill just before leaves one unnamed. */
  private void publish(Path draft) {
    try {
      WholeFile.move(draft, folder.resolve(FILE));
    } catch (IOException e) {
      try (Database database = connect(PostgresLink.Role.MAKER)) {
        database.transaction(() -> database.update("DROP SCHEMA " + study + " CASCADE"));
      }
      throw unwritable(e);
    }
  }

  private MimarException unwritable(IOException e) {
    return new MimarException(
        "cannot write " + folder.resolve(FILE) + ": " + e, "Give another folder with --out.", e);
  }

  /** The lock is the connection's, so there is nothing else to release. */
  @Override
  public Owned own(Clock clock) {
    return new Owned(connect(PostgresLink.Role.OWNER), () -> {});
  }

  @Override
  public Database read() {
    return connect(PostgresLink.Role.READER);
  }

  @Override
  public Database command() {
    return connect(PostgresLink.Role.COMMANDER);
  }

  @Override
  public Optional<StudyLock.Owner> owner() {
    try (Database open = read()) {
      return owner(open);
    }
  }

  @Override
  public Optional<StudyLock.Owner> owner(Database open) {
    return PostgresLink.owner(open);
  }
}
