package io.mimar.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.OptionalLong;

/** Reads a count as a study file may write it: {@code 200000} or {@code 200k}. */
final class CountDeserializer extends StdDeserializer<OptionalLong> {
  private static final long serialVersionUID = 1L;

  CountDeserializer() {
    super(OptionalLong.class);
  }

  @Override
  public OptionalLong deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return OptionalLong.of(Quantity.count(name(parser.getParsingContext()), parser.getText()));
    }
    return OptionalLong.of(_parseLongPrimitive(parser, context));
  }

  @Override
  public OptionalLong getNullValue(DeserializationContext context) {
    return OptionalLong.empty();
  }

  @Override
  public OptionalLong getAbsentValue(DeserializationContext context) {
    return OptionalLong.empty();
  }

  private static String name(JsonStreamContext place) {
    JsonStreamContext outer = place.getParent();
    boolean nested = outer != null && outer.getCurrentName() != null;
    return (nested ? outer.getCurrentName() + "." : "") + place.getCurrentName();
  }
}
