package io.mimar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store's URL holds no password, and what it says wrong is never repeated. */
final class StoreUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/mimar",
        "jdbc:postgresql://db.example.org:5433/mimar?user=ada",
        "jdbc:postgresql://[::1]:5432/a_b-c?user=ada&sslmode=verify-full&sslrootcert=/ca.pem",
        "jdbc:postgresql://one:1,two:2/mimar?",
      })
  void plainUrlsAreTaken(String url) {
    assertEquals(url, StoreUrl.parse(url).text());
    assertEquals(url, StoreUrl.withoutSecrets(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/mimar?user=ada&password=s3cret",
        "jdbc:postgresql://localhost/mimar?PassWord=s3cret",
        "jdbc:postgresql://ada:s3cret@localhost/mimar",
        "jdbc:postgresql://localhost/mimar?sslpassword=s3cret",
        "postgres://ada:s3cret@localhost/mimar",
        "jdbc:postgresql://localhost/mimar?pwd=s3cret",
      })
  void passwordsAreRefusedWithARemedyAndNotRepeated(String url) {
    MimarException refused = assertThrows(MimarException.class, () -> StoreUrl.parse(url));
    assertTrue(refused.getMessage().contains("holds a password"), refused.getMessage());
    assertTrue(refused.hint().contains("MIMAR_STORE_PASSWORD"), refused.hint());
    assertFalse((refused.getMessage() + refused.hint()).contains("s3cret"));
    assertFalse(StoreUrl.withoutSecrets("Unknown option: " + url).contains("s3cret"), url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--stor=jdbc:postgresql://ada:s3/cret@localhost/m",
        "jdbc:postgresql://ada:s3@cret@localhost/m",
        "jdbc:postgresql://ada:s3:cret@localhost/m",
        "jdbc:postgresql://localhost/m?password=s3'cret",
        "jdbc:postgresql://localhost/m?password=\"s3cret\"",
        "'postgres://ada:s3cret@localhost/m'",
      })
  void passwordsOfAnyLettersAreNotRepeated(String words) {
    String shown = StoreUrl.withoutSecrets("Unknown option: " + words + " is none");
    assertFalse(shown.contains("cret") || shown.contains("s3"), shown);
    assertTrue(shown.startsWith("Unknown option: ") && shown.endsWith(" is none"), shown);
  }

  /** Parameters of the driver that load classes or write files, and what is no URL at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/mimar?socketFactory=evil.Factory",
        "jdbc:postgresql://localhost/mimar?loggerFile=/etc/passwd",
        "jdbc:postgresql://localhost/mimar?user=ada&sslfactoryarg=s3cret",
        "jdbc:postgresql://localhost/mimar?s3cret",
        "jdbc:sqlite:s3cret",
        "s3cret",
        "",
        "jdbc:postgresql:s3cret",
        "jdbc:postgresql://localhost/a/b?s3cret",
        "jdbc:postgresql://local host/s3cret",
      })
  void otherThingsAreRefusedAndNotRepeated(String url) {
    MimarException refused = assertThrows(MimarException.class, () -> StoreUrl.parse(url));
    assertTrue(refused.hint().contains("jdbc:postgresql://HOST"), refused.hint());
    assertFalse((refused.getMessage() + refused.hint()).contains("s3cret"), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://evil/mimar?sslmode=verify-full&sslmode=disable",
        "jdbc:postgresql://evil/mimar?user=ada&sslrootcert=/a&user=bob",
      })
  void ofTwoParametersOfOneNameTheDriverWouldTakeTheLast(String url) {
    MimarException refused = assertThrows(MimarException.class, () -> StoreUrl.parse(url));
    assertTrue(refused.getMessage().contains("twice"), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db.example.org | jdbc:postgresql://db.example.org:5433/m?sslmode=verify-full | true",
        "a,db,::1 | jdbc:postgresql://db/m?sslmode=verify-full&sslrootcert=/ca.pem | true",
        "[::1] | jdbc:postgresql://[::1]:5432/m?sslmode=verify-full | true",
        "'' | jdbc:postgresql://db/m?sslmode=verify-full&sslrootcert=evil.pem | false",
        "db | jdbc:postgresql://evil/m?sslmode=verify-full&sslrootcert=evil.pem | false",
        "db | jdbc:postgresql://db,evil:5432/m?sslmode=verify-full | false",
        "db | jdbc:postgresql://db/m?sslmode=verify-ca | false",
        "db | jdbc:postgresql://db/m | false",
      })
  void aPasswordIsToldInClearOnlyToServersThatTheUserNamesAndThatProveIt(
      String named, String url, boolean clear) {
    Map<String, String> environment = Map.of("MIMAR_STORE_HOST", named, "PGPASSWORD", "s3cret");
    Properties properties =
        new PostgresLink(StoreUrl.parse(url), "", PostgresLink.Role.READER).properties(environment);
    assertEquals(clear ? null : "!password", properties.getProperty("requireAuth"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | jdbc:postgresql://localhost:5433/m | true",
        "'' | jdbc:postgresql://127.0.0.1,[::1]:5432/m | true",
        "'' | jdbc:postgresql://127.0.0.1.evil.org/m | false",
        "'' | jdbc:postgresql://localhost.evil.org/m | false",
        "'' | jdbc:postgresql://evil/m?sslmode=verify-full | false",
        "db | jdbc:postgresql://db:5433/m | true",
        "db | jdbc:postgresql://localhost,db/m | true",
        "db | jdbc:postgresql://db,evil/m | false",
        "'a, DB:5433, ::2' | jdbc:postgresql://db,[::2]:5432,A/m | true",
        "'' | jdbc:postgresql://127.999.1.1/m | false",
      })
  void theEnvironmentsPasswordServesOnlyWhereTheUserSays(String named, String url, boolean serves) {
    Map<String, String> environment = Map.of("MIMAR_STORE_HOST", named, "PGPASSWORD", "s3cret");
    Properties properties =
        new PostgresLink(StoreUrl.parse(url), "", PostgresLink.Role.READER).properties(environment);
    assertEquals(serves ? "s3cret" : null, properties.getProperty("password"));
  }

  @Test
  void aServerThatTheCommandNamesIsTrustedByItsProcess() {
    StoreUrl url = StoreUrl.parse("jdbc:postgresql://named.example.org/m");
    assertFalse(StorePassword.mayServe(url, Map.of()));
    StorePassword.trust(url);
    assertTrue(StorePassword.mayServe(url, Map.of()));
  }

  @Test
  void theFirstVariableThatHoldsAPasswordCounts() {
    assertEquals(Optional.empty(), StorePassword.of(Map.of("PATH", "/bin", "PGPASSWORD", "")));
    assertEquals(Optional.of("b"), StorePassword.of(Map.of("PGPASSWORD", "b")));
    Map<String, String> both =
        new HashMap<>(Map.of("PGPASSWORD", "b", "MIMAR_STORE_PASSWORD", "a", "PATH", "/bin"));
    assertEquals(Optional.of("a"), StorePassword.of(both));
    StorePassword.forget(both);
    assertEquals(Map.of("PATH", "/bin"), both);
  }
}
