package org.weerwoord.jobs.input;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * The lines of a stream as bytes, each with its line end (LF, CR LF or CR, as Hadoop splits), so
 * that bytes which can't be decoded spoil one line only. Of a line that is too long no more is held
 * than shows that it is.
 */
final class ByteLines implements Closeable {

  private static final int BUFFER_SIZE = 1 << 16;

  private final InputStream in;
  private final Charset charset;
  private final byte[] lineFeed;
  private final byte[] carriageReturn;

  /** The most bytes of a line, with its end, that is not too long. */
  private final int longest;

  /** Lines that begin at or after this offset are not read. */
  private final long end;

  /** The offset of the next byte, in bytes from the beginning of the file. */
  private long offset;

  private final byte[] buffer = new byte[BUFFER_SIZE];
  private int position;
  private int limit;
  private byte[] line = new byte[1 << 12];
  private int length;

  private ByteLines(InputStream in, Charset charset, long longest, long offset, long end) {
    this.in = in;
    this.charset = charset;
    this.lineFeed = "\n".getBytes(charset);
    this.carriageReturn = "\r".getBytes(charset);
    this.longest = (int) Math.min(longest * lineFeed.length, Integer.MAX_VALUE - 64);
    this.offset = offset;
    this.end = end;
  }

  /**
   * Opens the lines of a stream, past its byte order mark.
   *
   * @param otherwise the encoding without a byte order mark
   * @param longest the most code units of the encoding that a line may have
   */
  static ByteLines open(InputStream in, Charset otherwise, long longest) throws IOException {
    return open(in, otherwise, longest, Long.MAX_VALUE);
  }

  /**
   * Opens the lines of a stream, past its byte order mark, that begin before an offset.
   *
   * @param end an offset in bytes
   */
  static ByteLines open(InputStream in, Charset otherwise, long longest, long end)
      throws IOException {
    byte[] head = in.readNBytes(TextEncoding.MAX_BOM_LENGTH);
    TextEncoding encoding = TextEncoding.of(head, otherwise);
    int mark = encoding.bomLength();
    InputStream rest = new ByteArrayInputStream(head, mark, head.length - mark);
    return new ByteLines(new SequenceInputStream(rest, in), encoding.charset(), longest, mark, end);
  }

  /**
   * Opens the lines that begin in a part of a file.
   *
   * @param in the file's bytes from the one before the part on: the line that this belongs to is
   *     passed over
   * @param begin the part's first byte, greater than 0
   * @param end the byte after its last
   */
  static ByteLines within(InputStream in, Charset charset, long longest, long begin, long end)
      throws IOException {
    ByteLines lines = new ByteLines(in, charset, longest, begin - 1, end);
    lines.read(true);
    return lines;
  }

  Charset charset() {
    return charset;
  }

  /** Returns the next line with its end, or null after the last. See {@link #isTooLong}. */
  byte[] next() throws IOException {
    if (offset >= end) {
      return null;
    }
    read(false);
    return length == 0 ? null : Arrays.copyOf(line, length);
  }

  /** Returns whether a line has more bytes than it may; {@link #next} gave its beginning only. */
  boolean isTooLong(byte[] given) {
    return given.length > longest;
  }

  /** Returns the most bytes that a line may have, with its end. */
  int longest() {
    return longest;
  }

  /**
   * Reads a line.
   *
   * @param passing whether to stop at the end of the part at the latest
   */
  private void read(boolean passing) throws IOException {
    int width = lineFeed.length;
    length = 0;
    while (true) {
      if (!available(width)) {
        take(limit);
        return;
      }
      int i = position;
      while (i + width <= limit && !isAt(lineFeed, i) && !isAt(carriageReturn, i)) {
        i += width;
      }
      if (i + width > limit) {
        take(i);
        if (passing && offset >= end) {
          return;
        }
        continue;
      }
      boolean mayPair = isAt(carriageReturn, i);
      take(i + width);
      if (mayPair && available(width) && isAt(lineFeed, position)) {
        take(position + width);
      }
      return;
    }
  }

  private boolean isAt(byte[] unit, int at) {
    for (int i = 0; i < unit.length; i++) {
      if (buffer[at + i] != unit[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads on if fewer than the given number of bytes are buffered; returns whether there are as
   * many.
   */
  private boolean available(int wanted) throws IOException {
    while (limit - position < wanted) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        return false;
      }
      limit += read;
    }
    return true;
  }

  private void take(int to) {
    int taken = to - position;
    int kept = Math.min(taken, longest + 1 - length);
    if (length + kept > line.length) {
      line = Arrays.copyOf(line, Math.max(length + kept, Math.min(2 * line.length, longest + 1)));
    }
    System.arraycopy(buffer, position, line, length, kept);
    length += kept;
    offset += taken;
    position = to;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
