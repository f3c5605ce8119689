package io.mimar.store;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/** Queries to a real PostgreSQL. */
final class PostgresTrialQueriesTest extends TrialQueriesContract {
  private final PostgresServer server = PostgresServer.start();

  @Override
  Optional<StoreUrl> server() {
    return Optional.of(server.url());
  }

  @AfterAll
  void stop() {
    server.close();
  }
}
