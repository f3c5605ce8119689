package io.mimar.data;

import io.mimar.Check;
import java.util.Arrays;

/** Many equal samples' numbers, one after the other, in the smallest form that holds them. */
public sealed interface Numbers permits Numbers.Bytes, Numbers.Floats, MappedPixels {

  /** How many numbers there are. */
  int length();

  /** The bytes that they take. */
  default long bytes() {
    return (long) length() * Float.BYTES;
  }

  /** The number at {@code index}. */
  float at(int index);

  /**
   * The numbers of some samples.
   *
   * @param rows which samples, in that order
   * @param each how many numbers a sample has
   */
  Numbers select(int[] rows, int each);

  /**
   * These numbers, then {@code others} of the same form.
   *
   * @throws io.mimar.MimarException when the forms differ
   */
  Numbers with(Numbers others);

  /**
   * A hash that is the same for samples with the same numbers, and for two others once in 2^64.
   *
   * @param row which sample
   * @param each how many numbers a sample has
   */
  default long hash(int row, int each) {
    long hash = each;
    for (int i = row * each; i < (row + 1) * each; i++) {
      hash = (hash ^ Float.floatToIntBits(at(i) + 0f)) * 0x9e3779b97f4a7c15L; // -0 is 0
      hash ^= hash >>> 32;
    }
    return hash;
  }

  /**
   * Whole numbers 0..255: pixels.
   *
   * @param values not copied: who passes them in gives them away
   */
  @SuppressWarnings("ArrayRecordComponent") // large and handed over on purpose
  record Bytes(byte[] values) implements Numbers {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public long bytes() {
      return values.length;
    }

    @Override
    public float at(int index) {
      return values[index] & 0xff;
    }

    @Override
    public Numbers select(int[] rows, int each) {
      byte[] chosen = new byte[Math.multiplyExact(rows.length, each)];
      copy(values, rows, each, chosen);
      return new Bytes(chosen);
    }

    @Override
    public Numbers with(Numbers others) {
      Check.that(!(others instanceof Floats), "numbers to join", "of another form", "bytes");
      byte[] more = pixels(others);
      byte[] all = Arrays.copyOf(values, Math.addExact(values.length, more.length));
      System.arraycopy(more, 0, all, values.length, more.length);
      return new Bytes(all);
    }
  }

  /**
   * Numbers of any size; NaN where one is missing.
   *
   * @param values not copied: who passes them in gives them away
   */
  @SuppressWarnings("ArrayRecordComponent") // large and handed over on purpose
  record Floats(float[] values) implements Numbers {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public float at(int index) {
      return values[index];
    }

    @Override
    public Numbers select(int[] rows, int each) {
      float[] chosen = new float[Math.multiplyExact(rows.length, each)];
      copy(values, rows, each, chosen);
      return new Floats(chosen);
    }

    @Override
    public Numbers with(Numbers others) {
      Check.that(others instanceof Floats, "numbers to join", "of another form", "floats");
      float[] more = ((Floats) others).values;
      float[] all = Arrays.copyOf(values, Math.addExact(values.length, more.length));
      System.arraycopy(more, 0, all, values.length, more.length);
      return new Floats(all);
    }
  }

  /** The pixels that {@code numbers} are, in an array of theirs or in a copy. */
  static byte[] pixels(Numbers numbers) {
    return numbers instanceof MappedPixels mapped
        ? mapped.inMemory().values()
        : ((Bytes) numbers).values();
  }

  /** Copies some samples from one array to another of the same type, which has room for them. */
  @SuppressWarnings("SuspiciousSystemArraycopy") // both callers pass arrays of one type
  private static void copy(Object from, int[] rows, int each, Object to) {
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(from, rows[i] * each, to, i * each, each);
    }
  }
}
