package io.mimar.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, 1 << 20, 9, -1, Integer.MIN_VALUE})
  void aLengthThatIsNotThereIsRefusedAndTakesNoMemory(int length) {
    byte[] bytes = new Parcel(Parcel.Ending.LOST, "gone", new TreeMap<>()).toBytes();
    int place = Short.BYTES + Parcel.Ending.LOST.name().length();
    ByteBuffer.wrap(bytes).putInt(place, length);
    var refused = assertThrows(UncheckedIOException.class, () -> Parcel.of(bytes));
    String claim = "claims " + length + " bytes, but has 8";
    assertTrue(refused.getMessage().contains(claim), refused.getMessage());
  }

  /** From a cluster anything may come. */
  @Property(tries = 2_000, seed = "1")
  void whatIsDamagedIsReadOrRefused(
      @ForAll @IntRange(max = 60) int place,
      @ForAll byte value,
      @ForAll @IntRange(max = 60) int end) {
    var files = new TreeMap<>(Map.of("model.onnx", new byte[12]));
    byte[] whole = new Parcel(Parcel.Ending.ANSWERED, "{}", files).toBytes();
    byte[] bytes = Arrays.copyOf(whole, end == 0 ? whole.length : Math.min(end, whole.length));
    bytes[place % bytes.length] = value;
    try {
      Parcel read = Parcel.of(bytes);
      boolean all = bytes.length == whole.length; // else its end may be changed to be the end
      assertEquals(all ? 1 : 0, read.files().size(), read::toString);
      read.files().values().forEach(file -> assertEquals(12, file.length, read::toString));
    } catch (UncheckedIOException e) {
      assertTrue(e.getMessage().startsWith("a task's result is damaged: "), e.getMessage());
    }
  }

  @Test
  void anUnknownEndingIsRefused() {
    byte[] bytes = new Parcel(Parcel.Ending.LOST, "gone").toBytes();
    bytes[Short.BYTES] = 'M';
    var refused = assertThrows(UncheckedIOException.class, () -> Parcel.of(bytes));
    assertTrue(refused.getMessage().contains("MOST"), refused.getMessage());
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
