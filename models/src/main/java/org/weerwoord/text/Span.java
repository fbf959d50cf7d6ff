package org.weerwoord.text;

import java.io.Serializable;

/**
 * A stretch of a text.
 *
 * @param begin offset of the first character, in UTF-16 units, at least 0
 * @param end offset after the last character, in UTF-16 units, at least {@code begin}
 */
public record Span(int begin, int end) implements Serializable {

  /**
   * @throws IllegalArgumentException if the offsets are negative or out of order
   */
  public Span {
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "A span needs 0 <= begin <= end, but begin is " + begin + " and end is " + end);
    }
  }

  /** Returns the number of UTF-16 units covered. */
  public int length() {
    return end - begin;
  }
}
