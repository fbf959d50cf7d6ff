package org.weerwoord.text;

/**
 * Classes of characters that boundaries of sentences and quotations depend on, and cuts that keep
 * characters whole.
 */
public final class TextCharacters {

  private TextCharacters() {}

  /**
   * Returns the beginning of a text, cut off before a pair of surrogates rather than within it.
   *
   * @param most UTF-16 units that are kept, at least 1
   */
  public static String head(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  /** Returns a text, or its {@link #head} with an ellipsis if it is longer than that. */
  public static String shortened(String text, int most) {
    return text.length() <= most ? text : head(text, most) + "…";
  }

  /** Returns whether the character is white space, no-break spaces and line breaks included. */
  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** Returns whether a line ends here; of CR LF only the LF counts. */
  static boolean isLineBreak(String text, int at) {
    char c = text.charAt(at);
    if (c == '\r') {
      return at + 1 == text.length() || text.charAt(at + 1) != '\n';
    }
    return c == '\n'
        || c == '\u000B'
        || c == '\f'
        || c == '\u0085'
        || c == '\u2028'
        || c == '\u2029';
  }

  /** Returns whether the character ends sentences, the full stop of abbreviations included. */
  static boolean isTerminator(char c) {
    return c == '.' || c == '!' || c == '?' || c == '…' || isNeutralTerminator(c);
  }

  /** Returns whether the character ends a sentence even if no space follows. */
  static boolean isUnspacedTerminator(char c) {
    return c == '。' || c == '！' || c == '？';
  }

  private static boolean isNeutralTerminator(char c) {
    return isUnspacedTerminator(c)
        || c == '؟'
        || c == '۔'
        || c == '।'
        || c == '‼'
        || c == '⁇'
        || c == '⁈'
        || c == '⁉';
  }

  static boolean isOpeningBracket(char c) {
    return c == '(' || c == '[' || c == '{' || c == '（' || c == '「' || c == '『' || c == '【';
  }

  static boolean isClosingBracket(char c) {
    return c == ')' || c == ']' || c == '}' || c == '）' || c == '」' || c == '』' || c == '】';
  }

  static boolean isDash(char c) {
    return c == '-' || c == '–' || c == '—' || c == '―' || c == '‒';
  }

  static boolean isBullet(char c) {
    return c == '•' || c == '·' || c == '*' || c == '▪' || c == '■' || c == '●' || c == '◦'
        || c == '►' || c == '‣' || c == '✓';
  }

  static boolean isApostrophe(char c) {
    return c == '\'' || c == '’' || c == '‘' || c == '`' || c == '´' || c == 'ʼ';
  }

  /** Returns whether the character starts a word like an upper-case letter would. */
  static boolean isUpper(char c) {
    return Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  /** Returns the offset after the word (letters, digits) that begins at the offset. */
  static int wordEnd(String text, int begin, int limit) {
    int end = begin;
    while (end < limit && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Returns the first offset that holds no white space, or the limit. */
  static int skipSpaces(String text, int begin, int limit) {
    int at = begin;
    while (at < limit && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
