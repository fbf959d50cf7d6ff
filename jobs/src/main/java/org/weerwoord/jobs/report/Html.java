package org.weerwoord.jobs.report;

import java.util.Locale;

/** Writes what comes from data so that a page shows it and never obeys it. */
final class Html {

  private static final int CONTROL_PICTURES = 0x2400;
  private static final int DELETE = 0x7f;
  private static final int PICTURE_OF_DELETE = 0x2421;
  private static final int SPACE = 0x20;

  private Html() {}

  /**
   * Escapes text for the content of an element or a quoted attribute. Control characters, and those
   * that change the direction of what follows, are made visible: they could make a text look like
   * another.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(character -> append(escaped, character));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int character) {
    switch (character) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      case '\n', '\t' -> escaped.append((char) character);
      case '\r', '\u2028', '\u2029' -> escaped.append('\n');
      default -> {
        if (character < SPACE) {
          escaped.append((char) (CONTROL_PICTURES + character));
        } else if (character == DELETE) {
          escaped.append((char) PICTURE_OF_DELETE);
        } else if (Character.getType(character) == Character.SURROGATE) {
          escaped.append('\ufffd');
        } else if (Character.isISOControl(character) || turns(character)) {
          escaped.append(String.format(Locale.ROOT, "[U+%04X]", character));
        } else {
          escaped.appendCodePoint(character);
        }
      }
    }
  }

  /** Returns whether a character embeds, overrides or isolates a direction. */
  private static boolean turns(int character) {
    return (character >= 0x202a && character <= 0x202e)
        || (character >= 0x2066 && character <= 0x2069);
  }

  /** Returns a name, with its direction kept from what stands beside it. */
  static String name(String name) {
    return "<bdi>" + escape(name) + "</bdi>";
  }

  /** Returns a number with its thousands apart. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns a part of a whole in percent; a dash for a part of nothing. */
  static String share(long part, long whole) {
    return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
  }

  /** Returns a number and the noun it counts, which takes an s. */
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }
}
