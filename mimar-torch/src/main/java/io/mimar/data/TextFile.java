package io.mimar.data;

import io.mimar.MimarException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Opens text, gzipped or not, in the encoding that it has: what its byte order mark says, UTF-16
 * where every other byte is zero, else UTF-8.
 *
 * <p>What is not UTF-8 throughout is read once more, and that is said: as UTF-8 with � for what is
 * broken, where most of what is beyond ASCII is UTF-8, which no text in another encoding is by
 * chance; else as windows-1252.
 */
public final class TextFile {
  /** Longer lines are refused, as are longer records of tables and longer texts. */
  public static final int LONGEST = 1 << 24;

  private static final int LOOKED_AT = 4096;
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final char BROKEN = '\ufffd';

  private final Path file;

  private TextFile(Path file) {
    this.file = file;
  }

  /** What is done with the text. It may be called twice: a second time in another encoding. */
  public interface Reading<T> {
    /** Reads the text. */
    T read(BufferedReader text) throws IOException;
  }

  /**
   * Reads a file.
   *
   * @param notes hears which encoding was taken where the file is not UTF-8
   * @throws MimarException when it cannot be read, is no text, or has a line of more than {@link
   *     #LONGEST} characters
   */
  public static <T> T read(Path file, Consumer<String> notes, Reading<T> reading) {
    return new TextFile(file).read(notes, reading);
  }

  private <T> T read(Consumer<String> notes, Reading<T> reading) {
    try {
      Encoding encoding = encoding();
      try {
        return read(encoding, reading);
      } catch (CharacterCodingException e) {
        if (!encoding.charset.equals(StandardCharsets.UTF_8)) {
          throw e;
        }
        return readBroken(encoding, notes, reading);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private <T> T readBroken(Encoding utf8, Consumer<String> notes, Reading<T> reading)
      throws IOException {
    Encoding lenient = new Encoding(utf8.charset, utf8.mark, CodingErrorAction.REPLACE);
    Beyond beyond = read(lenient, Beyond::of);
    boolean mostly = beyond.broken < beyond.whole;
    T result =
        read(mostly ? lenient : new Encoding(WINDOWS, 0, CodingErrorAction.REPLACE), reading);
    notes.accept(
        mostly
            ? String.format(
                Locale.ROOT,
                "%s is UTF-8 but for %,d of its %,d characters beyond ASCII, which are read as %c.",
                file,
                beyond.broken,
                beyond.broken + beyond.whole,
                BROKEN)
            : file + " is not UTF-8; it is read as windows-1252.");
    return result;
  }

  /**
   * The characters beyond ASCII of a text.
   *
   * @param whole how many are what they were
   * @param broken how many stand for bytes that are none
   */
  private record Beyond(long whole, long broken) {
    static Beyond of(Reader text) throws IOException {
      long whole = 0;
      long broken = 0;
      char[] some = new char[1 << 13];
      for (int length = text.read(some); length >= 0; length = text.read(some)) {
        for (int i = 0; i < length; i++) {
          broken += some[i] == BROKEN ? 1 : 0;
          whole += some[i] > 0x7f && some[i] != BROKEN ? 1 : 0;
        }
      }
      return new Beyond(whole, broken);
    }
  }

  private <T> T read(Encoding encoding, Reading<T> reading) throws IOException {
    CodingErrorAction action = encoding.action;
    var decoder =
        encoding.charset.newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
    try (InputStream in = open()) {
      in.skipNBytes(encoding.mark);
      var lines = new ShortLines(file, new InputStreamReader(in, decoder));
      try (var text = new BufferedReader(lines, 1 << 16)) {
        return reading.read(text);
      }
    } catch (UncheckedIOException e) { // of an iterator or a stream over the text
      throw e.getCause();
    }
  }

  private InputStream open() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    byte[] magic = in.readNBytes(2);
    in.reset();
    boolean zipped = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
    return zipped ? new GZIPInputStream(in, 1 << 16) : in;
  }

  /**
   * How bytes become characters.
   *
   * @param mark bytes of the byte order mark
   * @param action what becomes of bytes that are no character
   */
  private record Encoding(Charset charset, int mark, CodingErrorAction action) {
    private Encoding(Charset charset, int mark) {
      this(charset, mark, CodingErrorAction.REPORT);
    }
  }

  private Encoding encoding() throws IOException {
    byte[] start;
    try (InputStream in = open()) {
      start = in.readNBytes(LOOKED_AT);
    }
    if (startsWith(start, 0xef, 0xbb, 0xbf)) {
      return new Encoding(StandardCharsets.UTF_8, 3);
    } else if (startsWith(start, 0xff, 0xfe)) {
      return new Encoding(StandardCharsets.UTF_16LE, 2);
    } else if (startsWith(start, 0xfe, 0xff)) {
      return new Encoding(StandardCharsets.UTF_16BE, 2);
    } else if (startsWith(start, 'P', 'K', 3, 4)) {
      throw noText("a zip archive or a spreadsheet", "Unpack it, or export it as CSV.");
    } else if (startsWith(start, 'P', 'A', 'R', '1')) {
      throw noText("a Parquet file", "Export it as CSV.");
    }
    int[] zeros = new int[2]; // at even and at odd places
    for (int i = 0; i < start.length; i++) {
      zeros[i % 2] += start[i] == 0 ? 1 : 0;
    }
    if (zeros[0] + zeros[1] == 0) {
      return new Encoding(StandardCharsets.UTF_8, 0);
    } else if (zeros[1] > start.length / 4 && zeros[0] == 0) {
      return new Encoding(StandardCharsets.UTF_16LE, 0);
    } else if (zeros[0] > start.length / 4 && zeros[1] == 0) {
      return new Encoding(StandardCharsets.UTF_16BE, 0);
    }
    throw noText("no text: it has zero bytes", "Export it as text in UTF-8.");
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private MimarException noText(String what, String hint) {
    return new MimarException(file + " is " + what, hint);
  }

  private MimarException unreadable(IOException e) {
    if (e instanceof NoSuchFileException) {
      return new MimarException(file + " does not exist", "Give the path of a file.", e);
    } else if (e instanceof AccessDeniedException) {
      return new MimarException(
          file + " cannot be read: no permission", "Give yourself permission to read it.", e);
    } else if (e instanceof CharacterCodingException) {
      return new MimarException(
          file + " is not in the encoding that its first bytes tell", "Save it as UTF-8.", e);
    } else if (e instanceof EOFException || e instanceof ZipException) {
      return new MimarException(
          file + " is gzip that is cut off or damaged: " + e.getMessage(), "Fetch it again.", e);
    }
    return new MimarException(
        file + " cannot be read: " + e.getMessage(), "Give a file of text.", e);
  }

  /** Text whose lines are not so long that they fill the memory. */
  private static final class ShortLines extends Reader {
    private final Path file;
    private final Reader in;
    private long line = 1;
    private long length;

    private ShortLines(Path file, Reader in) {
      this.file = file;
      this.in = in;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    @Override
    public int read(char[] into, int from, int most) throws IOException {
      int count = in.read(into, from, most);
      for (int i = from; i < from + count; i++) {
        line += into[i] == '\n' ? 1 : 0;
        length = into[i] == '\n' || into[i] == '\r' ? 0 : length + 1;
        if (length > LONGEST) {
          throw new MimarException(
              String.format(
                  Locale.ROOT, "%s, line %d is longer than %,d characters", file, line, LONGEST),
              "Is it a text file, with a sample a line? Break the line, or take it out.");
        }
      }
      return count;
    }
  }
}
