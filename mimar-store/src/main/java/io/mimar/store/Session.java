package io.mimar.store;

import io.mimar.Check;
import java.time.Instant;
import java.util.Map;

/**
 * One time a study was opened for writing: by whom, with what.
 *
 * @param id from 1, in the order of opening
 * @param started when
 * @param host on which machine
 * @param pid in which process
 * @param platform versions and platform
 */
public record Session(
    int id, Instant started, String host, long pid, Map<String, String> platform) {
  public Session {
    Check.present("session", started, host, platform);
    platform = Map.copyOf(platform);
  }
}
