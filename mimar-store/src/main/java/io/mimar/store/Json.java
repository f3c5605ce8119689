package io.mimar.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/**
 * JSON as the store writes and reads it: no type names, no nulls in lists and maps, unknown fields
 * of newer programs skipped.
 */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private Json() {}

  /** {@code value} as JSON. */
  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + value, e);
    }
  }

  /** The object that {@code json} describes. */
  static <T> T read(String json, Class<T> type) throws JsonProcessingException {
    return whole(MAPPER.readValue(json, type));
  }

  /** As {@link #read(String, Class)}, for generic types. */
  static <T> T read(String json, TypeReference<T> type) throws JsonProcessingException {
    return whole(MAPPER.readValue(json, type));
  }

  private static <T> T whole(T value) throws JsonProcessingException {
    if (value == null) {
      throw new JsonMappingException(null, "it is null");
    }
    return value;
  }
}
