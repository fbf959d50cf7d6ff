package org.weerwoord.evaluation;

/** Translates offsets that count Unicode code points into offsets that count UTF-16 units. */
final class CodePointOffsets {

  private final int codePoints;

  /** UTF-16 offset of each code point and of the text's end; null where both counts are equal. */
  private final int[] utf16;

  private CodePointOffsets(int codePoints, int[] utf16) {
    this.codePoints = codePoints;
    this.utf16 = utf16;
  }

  static CodePointOffsets of(String text) {
    int codePoints = text.codePointCount(0, text.length());
    if (codePoints == text.length()) {
      return new CodePointOffsets(codePoints, null);
    }
    int[] utf16 = new int[codePoints + 1];
    for (int k = 0; k < codePoints; k++) {
      utf16[k + 1] = utf16[k] + Character.charCount(text.codePointAt(utf16[k]));
    }
    return new CodePointOffsets(codePoints, utf16);
  }

  /** Returns the length of the text in code points. */
  int codePoints() {
    return codePoints;
  }

  /** Returns the UTF-16 offset of a code point offset from 0 to {@link #codePoints()}. */
  int utf16(int offset) {
    return utf16 == null ? offset : utf16[offset];
  }
}
