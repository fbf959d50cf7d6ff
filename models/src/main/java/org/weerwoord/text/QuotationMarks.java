package org.weerwoord.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * The quotation marks of a text, each told apart from apostrophes, commas and inch signs, with its
 * direction. One pass over the text; what is open is forgotten at each blank line.
 *
 * <p>A mark's direction follows from its neighbours first (space before and none after: opening),
 * then from its form, then from what is open, because no form has one direction everywhere: “ opens
 * in Dutch and closes in German, » closes in French and opens in German books.
 */
final class QuotationMarks {

  /** What a character does. */
  enum Role {
    NONE,
    OPEN,
    CLOSE
  }

  /** Marks that can close each other. */
  enum Family {
    DOUBLE(0),
    SINGLE(1),
    GUILLEMET(2),
    SINGLE_GUILLEMET(3);

    private final int index;

    Family(int index) {
      this.index = index;
    }
  }

  private static final Family[] FAMILIES = Family.values();
  private static final byte OPEN = 1;
  private static final byte CLOSE = 2;
  private static final byte ROLE = 3;
  private static final byte FAMILY_SHIFT = 2;

  /** Second character of a mark that is written with two, such as ,, and ''. */
  private static final byte SECOND = 16;

  /** Clipped words that begin with an apostrophe. */
  private static final Set<String> CLIPPED =
      Set.of("s", "t", "n", "m", "k", "r", "ie", "em", "tis", "twas", "til", "ne", "nen");

  private final String text;
  private final int from;
  private final byte[] codes;
  private final char[] opener = new char[FAMILIES.length];

  private QuotationMarks(String text, int from) {
    this.text = text;
    this.from = from;
    this.codes = new byte[text.length() - from];
  }

  /** Returns the marks of the text from the offset on. */
  static QuotationMarks of(String text, int from) {
    QuotationMarks marks = new QuotationMarks(text, from);
    marks.scan();
    return marks;
  }

  /** Returns what the character at the offset does. */
  Role role(int at) {
    return switch (codes[at - from] & ROLE) {
      case OPEN -> Role.OPEN;
      case CLOSE -> Role.CLOSE;
      default -> Role.NONE;
    };
  }

  /** Returns the family of the mark at the offset. */
  Family family(int at) {
    return FAMILIES[(codes[at - from] >> FAMILY_SHIFT) & 3];
  }

  /** Returns whether the character at the offset is the second half of a mark. */
  boolean isSecondHalf(int at) {
    return (codes[at - from] & SECOND) != 0;
  }

  private void scan() {
    int lineBreaks = 0;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (TextCharacters.isSpace(c)) {
        if (TextCharacters.isLineBreak(text, at)) {
          lineBreaks++;
          if (lineBreaks == 2 || c == '\u2029') {
            Arrays.fill(opener, '\0');
          }
        }
        at++;
        continue;
      }
      lineBreaks = 0;
      at += mark(at, c);
    }
  }

  /** Classifies the character and returns how many were read. */
  private int mark(int at, char c) {
    switch (c) {
      case '"', '“', '”', '„', '‟', '″', '＂' -> {
        set(at, 1, Family.DOUBLE, doubleMark(at, 1, c));
        return 1;
      }
      case ',', '`', '\'', '’', '‘', '‚', '‛' -> {
        return commaLike(at, c);
      }
      case '«', '»' -> {
        set(at, 1, Family.GUILLEMET, guillemet(at, c, '«', Family.GUILLEMET));
        return 1;
      }
      case '‹', '›' -> {
        set(at, 1, Family.SINGLE_GUILLEMET, guillemet(at, c, '‹', Family.SINGLE_GUILLEMET));
        return 1;
      }
      default -> {
        return 1;
      }
    }
  }

  private int commaLike(int at, char c) {
    boolean twice = at + 1 < text.length() && text.charAt(at + 1) == c;
    if (twice && (c == ',' || c == '‚')) {
      if (isFreeBefore(at) && isWordAfter(at + 2)) {
        set(at, 2, Family.DOUBLE, OPEN);
      }
      return 2;
    }
    if (twice && c == '`') {
      set(at, 2, Family.DOUBLE, OPEN);
      return 2;
    }
    if (twice && c != '‛') {
      set(at, 2, Family.DOUBLE, doubleMark(at, 2, '"'));
      return 2;
    }
    if (c != ',') {
      set(at, 1, Family.SINGLE, singleMark(at, c));
    }
    return 1;
  }

  private byte doubleMark(int at, int width, char c) {
    boolean open = isOpen(Family.DOUBLE);
    if (c == '„' || c == '‟') {
      return OPEN;
    }
    boolean freeBefore = isFreeBefore(at);
    boolean wordAfter = isWordAfter(at + width);
    if (c == '”') {
      return !open && freeBefore && wordAfter ? OPEN : CLOSE;
    }
    if (freeBefore && wordAfter) {
      return OPEN;
    }
    if (!freeBefore && !wordAfter) {
      return open || c != '“' ? CLOSE : OPEN;
    }
    if (c == '“' && opener[Family.DOUBLE.index] != '„') {
      return OPEN;
    }
    return open ? CLOSE : OPEN;
  }

  private byte singleMark(int at, char c) {
    boolean freeBefore = isFreeBefore(at);
    boolean wordAfter = isWordAfter(at + 1);
    boolean open = isOpen(Family.SINGLE);
    if (c == '‚') {
      return freeBefore && wordAfter ? OPEN : 0;
    }
    if (c == '‛') {
      return OPEN;
    }
    boolean joins =
        at > from
            && at + 1 < text.length()
            && Character.isLetterOrDigit(text.charAt(at - 1))
            && Character.isLetterOrDigit(text.charAt(at + 1));
    if (joins || (freeBefore && wordAfter && isClipped(at + 1))) {
      return 0;
    }
    if (freeBefore && wordAfter) {
      return OPEN;
    }
    if (open) {
      return CLOSE;
    }
    if (c == '‘') {
      return OPEN;
    }
    // After a letter it is a genitive's or plural's apostrophe; after a stop it closes what a slip
    // left unopened.
    return !freeBefore && !Character.isLetterOrDigit(text.charAt(at - 1)) ? CLOSE : 0;
  }

  private byte guillemet(int at, char c, char left, Family family) {
    boolean freeBefore = isFreeBefore(at);
    boolean wordAfter = isWordAfter(at + 1);
    char opened = opener[family.index];
    if (c == left) {
      boolean reversed = opened != '\0' && opened != left;
      return reversed && !(freeBefore && wordAfter) ? CLOSE : OPEN;
    }
    boolean atStart = at == from || TextCharacters.isLineBreak(text, at - 1);
    if (freeBefore && wordAfter && (opened == '\0' || atStart)) {
      return OPEN;
    }
    return CLOSE;
  }

  private boolean isOpen(Family family) {
    return opener[family.index] != '\0';
  }

  /** Returns whether nothing, space or an opening mark stands before. */
  private boolean isFreeBefore(int at) {
    if (at == from) {
      return true;
    }
    char before = text.charAt(at - 1);
    return TextCharacters.isSpace(before)
        || TextCharacters.isOpeningBracket(before)
        || TextCharacters.isDash(before)
        || before == '/'
        || before == '\uFEFF'
        || role(at - 1) == Role.OPEN;
  }

  /** Returns whether something that a quotation can begin with stands after the mark. */
  private boolean isWordAfter(int at) {
    if (at >= text.length()) {
      return false;
    }
    char after = text.charAt(at);
    if (after == '.') {
      return at + 1 < text.length() && text.charAt(at + 1) == '.';
    }
    return !TextCharacters.isSpace(after)
        && !TextCharacters.isClosingBracket(after)
        && ",;:!?/”»".indexOf(after) < 0
        && !TextCharacters.isDash(after);
  }

  private boolean isClipped(int at) {
    int end = at;
    while (end < text.length() && end - at < 7 && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    if (end == text.length() || TextCharacters.isApostrophe(text.charAt(end))) {
      return false;
    }
    String word = text.substring(at, end);
    if (CLIPPED.contains(word.toLowerCase(Locale.ROOT))) {
      return true;
    }
    // A year or a decade: '68, '90s.
    return word.length() >= 2
        && word.length() <= 3
        && Character.isDigit(word.charAt(0))
        && Character.isDigit(word.charAt(1))
        && (word.length() == 2 || word.charAt(2) == 's');
  }

  private void set(int at, int width, Family family, byte role) {
    if (role == 0) {
      return;
    }
    byte code = (byte) (role | family.index << FAMILY_SHIFT);
    codes[at - from] = code;
    if (width == 2) {
      codes[at + 1 - from] = (byte) (code | SECOND);
    }
    opener[family.index] = role == OPEN ? text.charAt(at) : '\0';
  }
}
