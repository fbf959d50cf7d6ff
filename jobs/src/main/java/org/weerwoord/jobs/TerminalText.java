package org.weerwoord.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Texts of articles, made fit for a line on a terminal. */
final class TerminalText {

  private static final int WIDTH = 100;
  private static final String QUOTATION_MARKS = "“”„«»\"‘’‚'‹›";

  private TerminalText() {}

  /** Cuts a text, and keeps its control characters from the terminal. */
  static String shortened(String text) {
    boolean cut = text.codePointCount(0, text.length()) > WIDTH;
    return cut
        ? printable(text.substring(0, text.offsetByCodePoints(0, WIDTH))) + '…'
        : printable(text);
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

  /**
   * Returns a text in lines of at most {@value #WIDTH} characters, broken at spaces, without
   * control characters.
   *
   * @param first what the first line begins with; the others are indented as far
   */
  static List<String> wrapped(String first, String text) {
    int room = Math.max(20, WIDTH - first.length());
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : printable(text).strip().split("\\s+", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    String indent = " ".repeat(first.length());
    return IntStream.range(0, lines.size())
        .mapToObj(i -> (i == 0 ? first : indent) + lines.get(i))
        .toList();
  }

  /** Returns a text with a space for each control character. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .map(character -> Character.isISOControl(character) ? ' ' : character)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }
}
