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
 * that bytes which can't be decoded spoil one line only.
 */
final class ByteLines implements Closeable {

  private static final int BUFFER_SIZE = 1 << 16;

  private final InputStream in;
  private final Charset charset;
  private final byte[] lineFeed;
  private final byte[] carriageReturn;
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private int position;
  private int limit;
  private byte[] line = new byte[1 << 12];
  private int length;

  private ByteLines(InputStream in, Charset charset) {
    this.in = in;
    this.charset = charset;
    this.lineFeed = "\n".getBytes(charset);
    this.carriageReturn = "\r".getBytes(charset);
  }

  /**
   * Opens the lines of a stream, past its byte order mark.
   *
   * @param otherwise the encoding without a byte order mark
   */
  static ByteLines open(InputStream in, Charset otherwise) throws IOException {
    byte[] head = in.readNBytes(TextEncoding.MAX_BOM_LENGTH);
    TextEncoding encoding = TextEncoding.of(head, otherwise);
    InputStream rest =
        new ByteArrayInputStream(head, encoding.bomLength(), head.length - encoding.bomLength());
    return new ByteLines(new SequenceInputStream(rest, in), encoding.charset());
  }

  Charset charset() {
    return charset;
  }

  /** Returns the next line with its end, or null after the last. */
  byte[] next() throws IOException {
    int width = lineFeed.length;
    length = 0;
    while (true) {
      if (!available(width)) {
        take(limit);
        return length == 0 ? null : Arrays.copyOf(line, length);
      }
      int i = position;
      while (i + width <= limit && !isAt(lineFeed, i) && !isAt(carriageReturn, i)) {
        i += width;
      }
      if (i + width > limit) {
        take(i);
        continue;
      }
      boolean mayPair = isAt(carriageReturn, i);
      take(i + width);
      if (mayPair && available(width) && isAt(lineFeed, position)) {
        take(position + width);
      }
      return Arrays.copyOf(line, length);
    }
  }

  private boolean isAt(byte[] unit, int offset) {
    for (int i = 0; i < unit.length; i++) {
      if (buffer[offset + i] != unit[i]) {
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

  private void take(int end) {
    int taken = end - position;
    if (length + taken > line.length) {
      line = Arrays.copyOf(line, Math.max(length + taken, 2 * line.length));
    }
    System.arraycopy(buffer, position, line, length, taken);
    length += taken;
    position = end;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
