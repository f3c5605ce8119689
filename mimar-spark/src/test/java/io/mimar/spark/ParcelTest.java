package io.mimar.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class ParcelTest {
  @Property(tries = 200, seed = "1")
  void whatWasPackedComesOut(
      @ForAll Parcel.Ending ending, @ForAll String text, @ForAll Map<String, byte[]> files) {
    Parcel parcel = new Parcel(ending, valid(text), new TreeMap<>(validNames(files)));
    Parcel read = Parcel.of(parcel.toBytes());
    assertEquals(parcel.ending(), read.ending());
    assertEquals(parcel.text(), read.text());
    assertEquals(parcel.files().keySet(), read.files().keySet());
    parcel.files().forEach((name, bytes) -> assertArrayEquals(bytes, read.files().get(name)));
  }

  private static Map<String, byte[]> validNames(Map<String, byte[]> files) {
    Map<String, byte[]> valid = new TreeMap<>();
    files.forEach((name, bytes) -> valid.put(valid(name), bytes));
    return valid;
  }

  /** Half a surrogate pair is no text: UTF-8 has no bytes for it. */
  private static String valid(String text) {
    return text.replaceAll("\\p{Cs}", "?");
  }
}
