package org.weerwoord.jobs;

/** Texts of articles, made fit for a line on a terminal. */
final class TerminalText {

  private static final int WIDTH = 100;
  private static final String QUOTATION_MARKS = "“”„«»\"‘’‚'‹›";

  private TerminalText() {}

  /** Cuts a text, and keeps its control characters from the terminal. */
  static String shortened(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(WIDTH)
        .map(character -> Character.isISOControl(character) ? ' ' : character)
        .forEach(line::appendCodePoint);
    return text.codePointCount(0, text.length()) > WIDTH
        ? line.append('…').toString()
        : line.toString();
  }

  /** Returns a shortened text in quotation marks, unless it begins or ends with one as printed. */
  static String quoted(String text) {
    String shortened = shortened(text);
    return isMarked(shortened) ? shortened : "“" + shortened + "”";
  }

  private static boolean isMarked(String text) {
    return !text.isEmpty()
        && (QUOTATION_MARKS.indexOf(text.charAt(0)) >= 0
            || QUOTATION_MARKS.indexOf(text.charAt(text.length() - 1)) >= 0);
  }
}
