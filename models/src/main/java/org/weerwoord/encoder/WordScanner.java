package org.weerwoord.encoder;

/**
 * Reads a text word by word, as BERT's {@code BasicTokenizer} splits it with {@code
 * do_lower_case=False}: at white space, and around each punctuation mark and each ideograph.
 * Characters that BERT drops are not part of a word, but words keep where they stand in the text.
 *
 * @see <a href="https://github.com/google-research/bert/blob/master/tokenization.py">Google's
 *     tokenizer</a>
 */
final class WordScanner {

  /**
   * Characters (code points) at most in a word; a longer one goes on in the next. BERT gives up a
   * longer one altogether.
   */
  static final int LONGEST_WORD = 200;

  private final String text;
  private final StringBuilder word = new StringBuilder();

  /** For each UTF-16 unit of the word its offset in the text. */
  private final int[] offsets = new int[2 * LONGEST_WORD];

  private int at;

  WordScanner(String text) {
    this.text = text;
  }

  /** Moves to the next word; returns false if there is none. */
  boolean next() {
    word.setLength(0);
    for (int characters = 0; at < text.length() && characters < LONGEST_WORD; ) {
      int character = text.codePointAt(at);
      boolean alone = standsAlone(character);
      if (alone && characters > 0) {
        return true;
      }
      boolean space = isSpace(character);
      if (!space && !isDropped(character)) {
        append(character);
        characters++;
      }
      at += Character.charCount(character);
      if (alone || (space && characters > 0)) {
        return true;
      }
    }
    return !word.isEmpty();
  }

  private void append(int character) {
    for (int unit = 0; unit < Character.charCount(character); unit++) {
      offsets[word.length() + unit] = at + unit;
    }
    word.appendCodePoint(character);
  }

  /** Returns the word without the characters that BERT drops; never empty. */
  String word() {
    return word.toString();
  }

  /** Returns where in the text the part of the word begins that begins at the index. */
  int begin(int index) {
    return offsets[index];
  }

  /**
   * Returns where in the text, exclusively, the part of the word ends that ends before the index.
   */
  int end(int index) {
    return offsets[index - 1] + 1;
  }

  /** Returns whether the character is a word of its own: punctuation or an ideograph. */
  static boolean standsAlone(int character) {
    return isPunctuation(character) || isIdeograph(character);
  }

  private static boolean isPunctuation(int character) {
    return switch (Character.getType(character)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      // Among ASCII's symbols too, such as $ and +.
      default -> character > ' ' && character < 0x7f && !Character.isLetterOrDigit(character);
    };
  }

  /** The blocks of ideographs that BERT knows; Unicode has added some since. */
  private static boolean isIdeograph(int character) {
    return isBetween(character, 0x3400, 0x4dbf)
        || isBetween(character, 0x4e00, 0x9fff)
        || isBetween(character, 0xf900, 0xfaff)
        || isBetween(character, 0x20000, 0x2a6df)
        || isBetween(character, 0x2a700, 0x2ceaf)
        || isBetween(character, 0x2f800, 0x2fa1f);
  }

  private static boolean isBetween(int character, int first, int last) {
    return first <= character && character <= last;
  }

  private static boolean isSpace(int character) {
    return switch (character) {
      case '\t', '\n', '\r' -> true;
      default -> Character.isSpaceChar(character);
    };
  }

  /** A lone surrogate is what BERT never sees: it drops bytes that are no UTF-8. */
  private static boolean isDropped(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
      default -> character == 0xfffd;
    };
  }
}
