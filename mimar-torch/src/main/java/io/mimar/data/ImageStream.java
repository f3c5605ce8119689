package io.mimar.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The bytes of an image for a reader. That they have ended costs nothing to tell: some readers ask
 * again for each of millions of pixels.
 */
final class ImageStream extends MemoryCacheImageInputStream {
  private long end = Long.MAX_VALUE;

  ImageStream(InputStream bytes) {
    super(bytes);
  }

  @Override
  public int read() throws IOException {
    if (streamPos >= end) {
      bitOffset = 0;
      return -1;
    }
    int value = super.read();
    if (value < 0) {
      end = streamPos;
    }
    return value;
  }

  @Override
  public byte readByte() throws IOException {
    int value = read();
    if (value < 0) {
      throw new End();
    }
    return (byte) value;
  }

  /** The end of a file, without where that was met. */
  private static final class End extends EOFException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
