package io.mimar.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Pixels in a file, which the system reads as they are asked for and shares among processes: they
 * take no heap, and need not fit into memory. The file must keep its length meanwhile: where one is
 * cut short, reading may end the process.
 */
public final class MappedPixels implements Numbers {
  private final Whole whole;
  private final int from;
  private final ByteBuffer values;

  /** All bytes that were mapped at once: the very same ones, or others. */
  private static final class Whole {
    private final ByteBuffer bytes;

    Whole(ByteBuffer bytes) {
      this.bytes = bytes;
    }
  }

  private MappedPixels(Whole whole, int from, int length) {
    this.whole = whole;
    this.from = from;
    this.values = whole.bytes.slice(from, length);
  }

  /** The {@code length} bytes of {@code file} from {@code offset} on, which must be there. */
  public static MappedPixels of(Path file, long offset, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
      return new MappedPixels(new Whole(bytes), 0, length);
    }
  }

  /** {@code length} of them from {@code start} on; neighbours join again without a copy. */
  public MappedPixels part(int start, int length) {
    return new MappedPixels(whole, from + start, length);
  }

  /** The bytes themselves, from 0 to the limit; read only. */
  public ByteBuffer values() {
    return values.duplicate();
  }

  @Override
  public int length() {
    return values.limit();
  }

  @Override
  public long bytes() {
    return values.limit();
  }

  @Override
  public float at(int index) {
    return values.get(index) & 0xff;
  }

  @Override
  public Numbers.Bytes select(int[] rows, int each) {
    byte[] chosen = new byte[Math.multiplyExact(rows.length, each)];
    for (int i = 0; i < rows.length; i++) {
      values.get(rows[i] * each, chosen, i * each, each);
    }
    return new Numbers.Bytes(chosen);
  }

  @Override
  public Numbers with(Numbers others) {
    return others instanceof MappedPixels next
            && next.whole == whole
            && next.from == from + length()
        ? new MappedPixels(whole, from, length() + next.length())
        : inMemory().with(others);
  }

  /** A copy of all of them. */
  Numbers.Bytes inMemory() {
    return select(new int[1], length());
  }
}
