package org.weerwoord.jobs.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The encoding of a text.
 *
 * @param charset how bytes become characters
 * @param bomLength length of the byte order mark that says so, in bytes; 0 without one
 */
record TextEncoding(Charset charset, int bomLength) {

  /** The length of the longest byte order mark, in bytes. */
  static final int MAX_BOM_LENGTH = 4;

  /**
   * Tells the encoding of a text.
   *
   * @param head the text's first bytes, at least {@link #MAX_BOM_LENGTH} unless it is shorter
   * @param otherwise the encoding without a byte order mark
   */
  static TextEncoding of(byte[] head, Charset otherwise) {
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      return new TextEncoding(StandardCharsets.UTF_8, 3);
    }
    // Before UTF-16, whose mark is the first half of this one.
    if (startsWith(head, 0xFF, 0xFE, 0, 0)) {
      return new TextEncoding(Charset.forName("UTF-32LE"), 4);
    }
    if (startsWith(head, 0, 0, 0xFE, 0xFF)) {
      return new TextEncoding(Charset.forName("UTF-32BE"), 4);
    }
    if (startsWith(head, 0xFF, 0xFE)) {
      return new TextEncoding(StandardCharsets.UTF_16LE, 2);
    }
    if (startsWith(head, 0xFE, 0xFF)) {
      return new TextEncoding(StandardCharsets.UTF_16BE, 2);
    }
    return new TextEncoding(withoutMark(otherwise), 0);
  }

  private static boolean startsWith(byte[] head, int... mark) {
    if (head.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((head[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Java's UTF-16 and UTF-32 look for a mark in whatever they decode, here a single line. */
  private static Charset withoutMark(Charset charset) {
    return switch (charset.name().toUpperCase(Locale.ROOT)) {
      case "UTF-16" -> StandardCharsets.UTF_16BE;
      case "UTF-32" -> Charset.forName("UTF-32BE");
      default -> charset;
    };
  }

  /** Returns whether a line ends at the byte 0x0A or 0x0D, and nowhere else has these. */
  boolean endsLinesAsAscii() {
    byte[] ends = "\n\r".getBytes(charset);
    return ends.length == 2 && ends[0] == '\n' && ends[1] == '\r';
  }

  /** Returns the text, or nothing if a byte does not belong to the encoding. */
  static Optional<String> decode(byte[] bytes, Charset charset) {
    String text = lenient(bytes, charset);
    // Decoding this way is several times faster, but a replacement character may be the text's own.
    if (text.indexOf('\uFFFD') < 0) {
      return Optional.of(text);
    }
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Returns the text with U+FFFD for what does not belong to the encoding. */
  static String lenient(byte[] bytes, Charset charset) {
    return new String(bytes, charset);
  }
}
