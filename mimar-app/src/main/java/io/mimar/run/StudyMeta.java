package io.mimar.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.MimarException;
import io.mimar.config.Config;
import io.mimar.config.Json;
import io.mimar.store.StudyStore;
import java.util.Optional;

/**
 * What a study holds that is not a trial, with the type of each value.
 *
 * @param key the name in the store
 * @param type what it holds
 */
public record StudyMeta<T>(String key, Class<T> type) {
  /** The resolved configuration. */
  public static final StudyMeta<Config> CONFIG = new StudyMeta<>("config", Config.class);

  /** How the run spends its time. */
  public static final StudyMeta<Plan> PLAN = new StudyMeta<>("plan", Plan.class);

  /** What is known of the data. */
  public static final StudyMeta<DataRecord> DATA = new StudyMeta<>("data", DataRecord.class);

  /** The trained winner. */
  public static final StudyMeta<FinalRecord> FINAL = new StudyMeta<>("final", FinalRecord.class);

  /** The command line that started the run. */
  public static final StudyMeta<String> COMMAND = new StudyMeta<>("command", String.class);

  /**
   * The value in {@code store}.
   *
   * @throws MimarException when it is damaged
   */
  public Optional<T> in(StudyStore store) {
    return store.meta(key).map(this::parse);
  }

  private T parse(String text) {
    try {
      return Json.json().readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new MimarException(
          "the study's " + key + " cannot be read: " + e.getOriginalMessage(),
          "It was written by another version of this program; use that one.",
          e);
    }
  }

  /** Keeps {@code value} in {@code store}. */
  public void put(StudyStore store, T value) {
    store.putMetaJson(key, text(value));
  }

  /** {@code value} as the store holds it. */
  String text(T value) {
    return Json.json().valueToTree(value).toString();
  }
}
