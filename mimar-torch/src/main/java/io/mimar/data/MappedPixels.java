package io.mimar.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Pixels in a file, which the system reads as they are asked for and shares among processes: they
 * take no heap, and need not fit into memory. The file must keep its length meanwhile: where one is
 * cut short, reading ends the process.
 */
public final class MappedPixels implements Numbers {
  private final Path file;
  private final long offset;
  private final ByteBuffer values;

  private MappedPixels(Path file, long offset, ByteBuffer values) {
    this.file = file;
    this.offset = offset;
    this.values = values;
  }

  /** The {@code length} bytes of {@code file} from {@code offset} on, which must be there. */
  public static MappedPixels of(Path file, long offset, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer values = channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
      return new MappedPixels(file, offset, values);
    }
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
    if (!(others instanceof MappedPixels next) || !isFollowedBy(next)) {
      return inMemory().with(others);
    }
    try {
      return of(file, offset, Math.addExact(length(), next.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isFollowedBy(MappedPixels next) {
    return next.file.equals(file) && next.offset == offset + length();
  }

  /** A copy of all of them. */
  Numbers.Bytes inMemory() {
    return select(new int[1], length());
  }
}
