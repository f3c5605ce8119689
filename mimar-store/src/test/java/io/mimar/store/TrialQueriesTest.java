package io.mimar.store;

import java.util.Optional;

/** Queries to a SQLite file. */
final class TrialQueriesTest extends TrialQueriesContract {
  @Override
  Optional<StoreUrl> server() {
    return Optional.empty();
  }
}
